"""What the pages of a restriction import show: counts that add up, and rows with the people behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for

from app.accounts.access import current_workspace
from app.batches.domain.rows import Action, Outcome
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.consent.domain.address_keys import address_key
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.names import Name, called
from app.constituents.queries import NAME_PARTS
from app.restrictions import queries
from app.restrictions.domain.counts import DATE, Counts, View, name_of
from app.restrictions.domain.decision import day_in
from app.restrictions.queries import PAGE
from app.words import N_

VIEWS = {
    "matched": (N_("People you know"), View(Outcome.READY, Action.UPDATE)),
    "unknown": (N_("Not on record"), View(Outcome.READY, Action.CREATE)),
    "already": (N_("Already restricted"), View(Outcome.READY, Action.NO_CHANGE)),
    "nothing": (N_("Left out"), View(Outcome.SKIPPED)),
    "invalid": (N_("Cannot be read"), View(Outcome.ERROR)),
    "dates": (N_("Date not taken"), View(cause=DATE)),
    "all": (N_("All"), View()),
}
LOOKS = {
    "matched": ("error", "mail-x"),
    "unknown": ("error", "shield-x"),
    "already": ("neutral", "circle-check"),
    "repeated": ("neutral", "skip-forward"),
    "nothing": ("neutral", "skip-forward"),
    "invalid": ("conflict", "triangle-alert"),
}
WORDS = {
    "matched": (N_("belong to people you know"), N_("Restricts")),
    "unknown": (N_("not on record"), N_("Suppresses the address")),
    "already": (N_("already restricted"), N_("Already restricted")),
    "repeated": (N_("repeat an address"), N_("Repeated")),
    "nothing": (N_("say no nowhere"), N_("Left out")),
    "invalid": (N_("cannot be read"), N_("Cannot be read")),
}
DONE = {"matched": N_("Restricted"), "unknown": N_("Address suppressed")}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody behind an address; `former` where she has it no longer."""

    id: int
    name: str
    lookup: str
    former: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the table shows it."""

    row: BatchRow
    name: str
    words: str
    people: tuple[Person, ...]

    @property
    def since(self) -> date | None:
        """The day that the file gives."""
        return day_in(self.row.plan) if self.row.plan else None

    @property
    def look(self) -> tuple[str, str]:
        """Tone and icon of its mark."""
        return LOOKS[self.name]


def summary(batch: Batch) -> dict[str, Any]:
    """The context of the numbers and the button; `is_done` once the commit has run to its end."""
    counts = queries.counts(batch)
    return {
        "batch": batch,
        "counts": counts,
        "facts": [_fact(batch, name, getattr(counts, name)) for name in WORDS],
        "due": counts.ready - counts.applied,
        "is_done": batch.status is BatchStatus.COMMITTED,
        "is_paused": batch.status is BatchStatus.PAUSED,
    }


def _fact(batch: Batch, name: str, count: int) -> dict[str, Any]:
    tone, icon = LOOKS[name]
    show = "nothing" if name == "repeated" else name
    return {
        "label": WORDS[name][0],
        "count": count,
        "tone": tone,
        "icon": icon,
        "url": url_for("restrictions.review", restriction=batch.number, show=show),
    }


def chosen(asked: str, counts: Counts) -> str:
    """The view that is asked for, else the first that has rows."""
    if asked in VIEWS:
        return asked
    return next((name for name in ("matched", "unknown", "invalid") if getattr(counts, name)), "all")


def segments(batch: Batch, counts: Counts, show: str) -> list[dict[str, Any]]:
    """The views with their numbers."""
    numbers = {
        "matched": counts.matched,
        "unknown": counts.unknown,
        "already": counts.already,
        "nothing": counts.repeated + counts.nothing,
        "invalid": counts.invalid,
        "dates": counts.dates,
        "all": counts.rows,
    }
    return [
        {
            "label": label,
            "url": url_for("restrictions.review", restriction=batch.number, show=name),
            "current": show == name,
            "count": numbers[name],
        }
        for name, (label, _) in VIEWS.items()
        if name != "dates" or counts.dates
    ]


def page_of(batch: Batch, show: str) -> dict[str, Any]:
    """The rows of one page, and the way to those before and after."""
    before, after = (request.args.get(name, type=int) for name in ("before", "after"))
    found = queries.rows(batch, VIEWS[show][1], after=after, before=before, limit=PAGE + 1)
    more = len(found) > PAGE
    rows = (found[1:] if more else found) if before is not None else found[:PAGE]
    earlier = more if before is not None else after is not None
    later = before is not None or more
    return {
        "lines": _lines(rows),
        "previous": _turn(batch, show, before=rows[0].number) if earlier and rows else None,
        "next": _turn(batch, show, after=rows[-1].number) if later and rows else None,
    }


def _turn(batch: Batch, show: str, **place: int) -> str:
    values: dict[str, Any] = {"restriction": batch.number, "show": show, **place}
    return url_for("restrictions.review", **values)


def _lines(rows: Sequence[BatchRow]) -> list[Line]:
    secret = current_workspace.address_secret
    keys = {row.number: address_key(row.email, secret) for row in rows if row.outcome is Outcome.READY}
    behind = queries.names_behind(current_workspace, set(keys.values())) if keys else {}
    return [_line(row, behind.get(keys.get(row.number, ""), [])) for row in rows]


def _line(row: BatchRow, people: Sequence[Any]) -> Line:
    name = name_of(row.outcome, row.action, row.cause)
    told = {each.id: _person(each) for each in people}
    applied = row.state.value == "applied"
    return Line(row, name, (DONE if applied else {}).get(name) or WORDS[name][1], tuple(told.values()))


def _person(row: Any) -> Person:
    lookup = format_lookup(row.lookup_number)
    name = Name(**{part: getattr(row, part) for part in NAME_PARTS})
    return Person(row.id, called(name, row.display_override, lookup_id=lookup), lookup, not row.is_active)
