"""One row opened: what the file says beside what is known, and why they may be the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.accounts.access import current_workspace
from app.batches.domain.mapping import Mapping
from app.batches.models import Batch, BatchRow
from app.batches.services import cells_of, whom, would
from app.constituents import queries as constituents
from app.constituents.dates import written
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Existing
from app.matching.domain.decide import Thresholds
from app.matching.domain.likeness import Likeness, likeness
from app.matching.domain.result import Match
from app.matching.domain.waterfall import Waterfall, waterfall
from app.matching.queries.settings import settings_of
from app.updates.domain.changes import Change, Ignore, MakePrimary, NeedsReview, Replace, Retire, UpdatePlan
from app.updates.domain.words import field_label, show, stays
from app.words import _

WORTH_SHOWING = 30
"""Candidates below this score are counted, not shown, unless the row names them or a relative of theirs."""

Facts = list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the row may be about: what is known, and the evidence, unless only an ID pointed here.

    `named_by` is which identifiers of a row in conflict name them: "lookup ID", "email".
    """

    person: Existing
    name: str
    facts: Facts
    match: Match | None = None
    likeness: Likeness = Likeness.UNLIKELY
    chart: Waterfall | None = None
    named_by: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The score, 0 without evidence."""
        return self.match.score if self.match else 0.0


def opened(batch: Batch, row: BatchRow) -> dict[str, Any]:
    """The plan of a row as before and after with its rule, its cells, and whom the check found for it."""
    plan = UpdatePlan.from_json(row.plan) if row.plan else would(batch, row)
    people = _people(row, _stored(batch, row))
    return {
        "cells": _cells(batch, row),
        "changes": [_shown(change, row) for change in (plan.changes if plan else ())],
        "is_planned": row.plan is not None,
        "candidates": [each for each in people if _is_worth_showing(each, row, people)],
        "others": sum(not _is_worth_showing(each, row, people) for each in people),
    }


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of what a row changes: before, after and a word where they do not say it; or what `stays`."""

    label: str
    rule: str
    before: str = ""
    after: str = ""
    word: str = ""
    stays: str = ""


def _shown(change: Change, row: BatchRow) -> Shown:
    label = field_label(change.field)
    if isinstance(change, Ignore):
        was = row.constituent_id is not None
        word = "" if not change.before else _("left as it was") if was else _("kept")
        return Shown(label, change.rule, word=word, stays=stays(change, was=was))
    return Shown(label, change.rule, *_diff(change))


def _diff(change: Change) -> tuple[str, str, str]:
    """The value before and after, and what becomes of it in a word, where the two do not say so."""
    before, after = show(change.before), show(change.after)
    match change:
        case Retire():
            return before, "", _("ended")
        case MakePrimary():
            return before, after, _("becomes primary")
        case NeedsReview():
            return before, after, _("to be decided")
        case Replace() if before == after:
            return "", after, _("its type or other details change")
        case _:
            return before, after, ""


def _stored(batch: Batch, row: BatchRow) -> Sequence[Match]:
    """Whom the check found; looked for anew where an earlier version wrote it, in other parts."""
    told = (row.match or {}).get("candidates", [])
    if any("words" in part for each in told for part in each["contributions"]):
        return whom(batch, row)
    return [Match.from_json(each) for each in told]


def _people(row: BatchRow, found: Sequence[Match]) -> list[Candidate]:
    """Whom the row is to update, whom its identifiers name, then those found, best first."""
    matches, named = {match.constituent_id: match for match in found}, _named(row)
    ids = list(dict.fromkeys([*([row.target_id] if row.target_id else []), *named, *matches]))
    known = constituents.existing(row.workspace_id, ids)
    now = _thresholds()
    people = [_candidate(known[who], matches.get(who), now) for who in ids if who in known]
    return [replace(each, named_by=tuple(named.get(each.person.id, ()))) for each in people]


def _named(row: BatchRow) -> dict[int, list[str]]:
    """Whom identifiers of a row in conflict name, and which identifiers do."""
    named: dict[int, list[str]] = {}
    for each in (row.match or {}).get("named", []):
        named.setdefault(each["constituent_id"], []).append(each["by"])
    return named


def _thresholds() -> Thresholds:
    return settings_of(current_workspace).batch


def _is_worth_showing(each: Candidate, row: BatchRow, people: list[Candidate]) -> bool:
    is_told_of = each.person.id == row.target_id or each.named_by or each.likeness is Likeness.RELATIVE
    return each is people[0] or bool(is_told_of) or each.score >= WORTH_SHOWING


def _cells(batch: Batch, row: BatchRow) -> Facts:
    """What the row says in the columns that are imported."""
    mapping = Mapping.from_json(batch.mapping, batch.shape["columns"])
    cells = cells_of(row)
    said = ((column.header, cells[column.index]) for column in mapping.columns if column.field)
    return [(header, [cell]) for header, cell in said if cell.strip()]


def _candidate(person: Existing, match: Match | None, thresholds: Thresholds) -> Candidate:
    name, facts = display_name(person.name) or person.lookup_id, _facts(person)
    if match is None:
        return Candidate(person, name, facts)
    chart = waterfall(match, thresholds)
    return Candidate(person, name, facts, match, likeness(match, thresholds), chart)


def _facts(person: Existing) -> Facts:
    """What is known of somebody and can be compared with a row."""
    told = [
        (_("Email"), _points(person.emails)),
        (_("Phone"), _points(person.phones)),
        (_("Address"), _points(person.addresses)),
        (_("Born"), [written(person.birth)] if person.birth else []),
    ]
    return [(label, values) for label, values in told if values]


def _points(points: Iterable[Any]) -> list[str]:
    ordered = sorted(points, key=lambda point: (not point.active, not point.primary))
    return [show(each) if each.active else _("{value} (ended)", value=show(each)) for each in ordered]
