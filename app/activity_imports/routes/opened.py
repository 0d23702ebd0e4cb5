"""One row opened: what the file says, what would change on record, and whose it may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.accounts.access import current_workspace
from app.activity_imports.domain.plan import ENDED, HOUSEHOLD, IDS, SEVERAL, Plan
from app.activity_imports.domain.words import field_label, fix_words, how_found
from app.activity_imports.queries.tray import ALIKE_FROM
from app.activity_imports.routes.view import Line
from app.activity_imports.services.receiving import reading_of
from app.batches.models import Batch, BatchRow
from app.batches.services import cells_of
from app.constituents import queries as constituents
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Existing
from app.matching.domain.likeness import Likeness, likeness
from app.matching.domain.result import Match
from app.matching.queries.settings import settings_of
from app.updates.domain.words import show
from app.words import _

MOST_SHOWN = 4
_NAMED = frozenset({HOUSEHOLD, SEVERAL, ENDED, IDS})
Cells = list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whose row it may be, with what is known of them and how alike they are."""

    person: Existing
    name: str
    facts: Cells
    likeness: Likeness
    score: float


def opened(batch: Batch, line: Line) -> dict[str, Any]:
    """The context of a row: its cells, its plan in words, and the candidates for it."""
    plan = Plan.from_json(line.row.plan)
    cells, others = _cells(batch, line)
    return {
        "plan": plan,
        "how": how_found(plan.why),
        "changes": [
            (
                field_label(each.field),
                each.field,
                *(_read(each.field, it) for it in (each.before, each.after)),
            )
            for each in plan.changes
        ],
        "kept": [field_label(each) for each in plan.kept],
        "cells": cells,
        "others": others,
        "candidates": candidates_of([line.row])[0],
        "fix": fix_words(line.row.cause),
    }


def _read(field: str, value: Any) -> Any:
    """A value of a plan, days and instants as such."""
    match field, value:
        case "received_on", str():
            return date.fromisoformat(value)
        case "checked_in_at", str():
            return datetime.fromisoformat(value)
        case _:
            return value


def candidates_of(rows: Sequence[BatchRow]) -> list[list[Candidate]]:
    """Whom the check found for each of these rows, the likeliest first, for all at once."""
    told = [_found(row) for row in rows]
    ids = {each.constituent_id for found in told for each in found}
    people = constituents.existing(current_workspace.id, ids) if ids else {}
    thresholds = settings_of(current_workspace).batch
    return [
        [
            _candidate(people[each.constituent_id], each, likeness(each, thresholds))
            for each in found
            if each.constituent_id in people
        ]
        for found in told
    ]


def _found(row: BatchRow) -> list[Match]:
    """Whom the row may be about: an ID or the email names the first of some rows, however unlike they are."""
    told = [Match.from_json(each) for each in (row.match or {}).get("candidates", ())]
    named = 1 if row.cause in _NAMED else 0
    return [each for place, each in enumerate(told) if place < named or _has_email(each) or _is_like(each)][
        :MOST_SHOWN
    ]


def _is_like(match: Match) -> bool:
    return match.standing >= ALIKE_FROM


def _has_email(match: Match) -> bool:
    return not match.contributions or any(
        each.field == "email" and each.agrees for each in match.contributions
    )


def _candidate(person: Existing, match: Match, alike: Likeness) -> Candidate:
    return Candidate(
        person, display_name(person.name) or person.lookup_id, _facts(person), alike, match.score
    )


def _facts(person: Existing) -> Cells:
    told = [
        (_("Email"), [show(each) + ("" if each.active else " (ended)") for each in person.emails]),
        (_("Phone"), [show(each) for each in person.phones if each.active]),
        (_("Address"), [show(each) for each in person.addresses if each.active]),
    ]
    return [(label, values) for label, values in told if values]


def _cells(batch: Batch, line: Line) -> tuple[Cells, Cells]:
    """What the row says, column by column, blank cells left out: what is read, and the rest."""
    columns, read = batch.shape["columns"], {each.index for each in reading_of(batch).columns}
    told = [
        (place, header, cell)
        for place, (header, cell) in enumerate(zip(columns, cells_of(line.row), strict=False))
        if cell.strip()
    ]
    mapped = [(header, [cell]) for place, header, cell in told if place in read]
    return mapped, [(header, [cell]) for place, header, cell in told if place not in read]
