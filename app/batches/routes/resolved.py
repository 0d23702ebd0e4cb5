"""The screen of one row beside somebody: whom it offers, what is filled in, and where its buttons lead."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from app.accounts.access import current_workspace
from app.batches import queries
from app.batches.domain.acts import LastAct
from app.batches.domain.evidence import Pointer
from app.batches.domain.review import (
    OF_ROWS,
    ROW_KNOWN,
    ROW_RULE,
    MergedInto,
    RowAction,
    allowed,
    decided_from_json,
)
from app.batches.domain.rows import Outcome
from app.batches.models import Batch, BatchRow
from app.batches.queries import Place
from app.batches.routes.following import NEXT
from app.batches.routes.gift_view import gift_facts, gift_of
from app.batches.services import Looked, rows_like, standing
from app.consent.queries import effect_of
from app.constituents import directory
from app.constituents import queries as constituents
from app.constituents.dates import written
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Existing, Incoming
from app.db import now
from app.matching.domain.likeness import is_of_the_household
from app.matching.domain.result import Match
from app.resolution.domain.candidates import Candidate, ranked
from app.resolution.domain.screen import Extra, Screen
from app.resolution.domain.sheet import Sheet
from app.resolution.domain.stance import Stances
from app.words import N_, _

WORTH_SHOWING = 30
"""Candidates below this score are not shown, unless the row names them or a relative of theirs."""
COME_BACK = N_("They asked to come back: add as new")
_BOTH = N_("Confirm the email only if both use it; else choose below that it is not taken.")
_TELLING = ("rule", "stale", ROW_KNOWN, *OF_ROWS)
"""Causes of rows whose own line says why they wait."""
NOTE = N_("Only this profile is updated: gifts and history of two different people are not joined here.")


def begun(row: BatchRow, asked: int) -> tuple[int, Stances | None]:
    """Whom the row is compared with first, 0 for nobody, and what staff chose before, if they did.

    What was chosen and taken back is filled in again, so that one can go on from it. Where the row points at
    several, nobody is compared before a person chose.
    """
    decided = decided_from_json(row.decision or _taken_back(row))
    if isinstance(decided, MergedInto) and asked in (0, decided.target):
        return decided.target, Stances.from_choices(decided.choices)
    points_at_several = row.outcome is Outcome.CONFLICT and row.target_id is None
    return asked or (0 if points_at_several else row.target_id or 0), None


def _taken_back(row: BatchRow) -> dict[str, Any] | None:
    """The decision that an undo has just taken from the row."""
    last = LastAct.from_json(row.last_act)
    return last.undone if last else None


def page(
    batch: Batch,
    row: BatchRow,
    looked: Looked,
    sheet: Sheet | None,
    *,
    query: str = "",
    notice: str = "",
    errors: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """The context of the page and of the fragment."""
    place, name = queries.place_of(batch, row.number), called(looked.row)
    at: dict[str, Any] = {"number": batch.number, "row_number": row.number}
    offered = allowed(standing(batch, row))
    screen = Screen(
        sheet=sheet,
        name=name,
        incoming=looked.row,
        write=written,
        candidates=_candidates(looked, sheet.existing if sheet else None),
        plan_url=url_for(".plan_resolution", **at),
        confirm_url=url_for(".confirm_resolution", **at),
        new_url=url_for(".addition", **at, act=looked.act) if RowAction.MARK_DISTINCT in offered else "",
        compare_url=lambda who: url_for(".resolve", **{**at, "with": who}),
        hidden=[("seen", looked.seen(sheet))],
        extras=[*_of_rows(row, at, offered), *_extras(at, place, offered)],
        query=query,
        found=_found(looked, query),
        effect=effect_of(current_workspace, sheet.after, at=now()) if sheet else None,
        errors=errors,
        notice=notice or _why_it_waits(row, looked, sheet),
        note=_note(row, sheet),
        besides=gift_facts(looked.gift) if looked.gift else (),
        brings=gift_of(looked.gift) if looked.gift else "",
    )
    return {
        "title": _("Resolve row {number}: {name}", number=row.number, name=name),
        "place": place,
        "screen": screen,
    }


def called(incoming: Incoming) -> str:
    """What the row calls its person: by name, else by email."""
    told = display_name(incoming.name) or incoming.whole_name
    return told or next((each.address for each in incoming.emails), _("this row"))


def _why_it_waits(row: BatchRow, looked: Looked, sheet: Sheet | None) -> str:
    """What stands in the way besides the question who it is; "" where nothing does."""
    if sheet and (blocked := looked.in_the_way(sheet)):
        return blocked
    is_lent = row.cause == "lent" and (sheet is None or sheet.existing.id == row.target_id)
    is_told = is_lent or row.outcome is Outcome.CONFLICT or row.cause in _TELLING
    told = f"{row.detail[:1].upper()}{row.detail[1:]}." if is_told else ""
    return f"{told} {_BOTH}" if is_lent else told


def _note(row: BatchRow, sheet: Sheet | None) -> str:
    """What is said in passing; and where choices come from that nobody on this page has made."""
    taken_back = decided_from_json(_taken_back(row)) if row.decision is None else None
    is_again = isinstance(taken_back, MergedInto) and sheet and sheet.existing.id == taken_back.target
    return (
        f"{_('What was chosen before the decision was taken back is filled in.')} {NOTE}"
        if is_again
        else NOTE
        if sheet
        else ""
    )


def _of_rows(row: BatchRow, at: Mapping[str, Any], offered: Sequence[RowAction]) -> list[Extra]:
    """That the row is about the new person of another, and whether what differs is taken from it."""
    if RowAction.JOIN not in offered or row.cause not in OF_ROWS:
        return []
    extras = []
    for leader in rows_like(row):
        same = _("Same person as row {leader}", leader=leader)
        if row.cause != ROW_RULE:
            extras.append(Extra(same, url_for(".join", **at, leader=leader), posts=True))
        kept = _("Same person as row {leader}: keep what that row says", leader=leader)
        extras.append(Extra(kept, url_for(".join", **at, leader=leader, keep=1), posts=True))
        row_url = url_for(".row", **{**at, "row_number": leader})
        extras.append(Extra(_("See row {leader}", leader=leader), row_url, quiet=True))
    return extras


def _extras(at: Mapping[str, Any], place: Place, offered: Sequence[RowAction]) -> list[Extra]:
    """Skip, and the neighbors among the rows that wait."""
    extras = []
    if RowAction.COME_BACK in offered:
        extras.append(Extra(COME_BACK, url_for(".come_back", **at, then=NEXT), "n", posts=True))
    if RowAction.SKIP in offered:
        extras.append(Extra(_("Skip this row"), url_for(".skip", **at, then=NEXT), "s", posts=True))
    for label, number, key in (
        (_("Previous"), place.previous, "["),
        (_("Next, decide later"), place.next, "]"),
    ):
        if number:
            url = url_for(".resolve", number=at["number"], row_number=number)
            extras.append(Extra(label, url, key, quiet=True))
    return extras


def _candidates(looked: Looked, chosen: Existing | None) -> tuple[Candidate, ...]:
    """Whom the row may be about, without those who are hardly alike."""
    decision, named = looked.decision, _named_by(looked.decision.pointers)
    matches = {match.constituent_id: match for match in looked.evidence.matches}
    told = {match.constituent_id for match in decision.candidates if _is_worth_showing(match)}
    ids = {*told, *named, *([chosen.id] if chosen else [])}
    people = [(who, matches.get(who.id)) for who in looked.evidence.known if who.id in ids]
    people += [(each.owner, None) for each in decision.pointers if looked.person(each.owner.id) is None]
    return ranked(people, looked.settings.thresholds, named)


def _is_worth_showing(match: Match) -> bool:
    return match.score >= WORTH_SHOWING or is_of_the_household(match)


def _named_by(pointers: Sequence[Pointer]) -> dict[int, list[str]]:
    named: dict[int, list[str]] = {}
    for each in pointers:
        named.setdefault(each.owner.id, []).append(each.label)
    return named


def _found(looked: Looked, query: str) -> tuple[Candidate, ...] | None:
    """Up to ten people whom a search for the text finds, the likest first; None without a text."""
    text = query.strip()[:100]
    if not text:
        return None
    ids = [who.id for who in directory.find(current_workspace, text, limit=10)]
    matches = {match.constituent_id: match for match in looked.evidence.matches}
    people = constituents.existing(current_workspace.id, ids)
    found = [(people[who], matches.get(who)) for who in ids if who in people]
    return ranked(found, looked.settings.thresholds)
