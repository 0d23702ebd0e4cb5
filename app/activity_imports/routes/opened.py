"""One row opened: what the file says, what would change on record, and whose it may be."""

from dataclasses import dataclass
from typing import Any

from app.accounts.access import current_workspace
from app.activity_imports.domain.plan import Plan
from app.activity_imports.domain.words import field_label, fix_words
from app.activity_imports.routes.view import Line
from app.activity_imports.services.receiving import reading_of
from app.batches.models import Batch
from app.batches.services import cells_of
from app.constituents import queries as constituents
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Existing
from app.matching.domain.likeness import Likeness, likeness
from app.matching.domain.result import Match
from app.matching.queries.settings import settings_of
from app.updates.domain.words import show

WORTH_SHOWING = 30
"""Candidates below this score, whom nothing but the score names, are not shown."""
MOST_SHOWN = 4
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
        "changes": [(field_label(each.field), each.field, each.before, each.after) for each in plan.changes],
        "kept": [field_label(each) for each in plan.kept],
        "cells": cells,
        "others": others,
        "candidates": candidates(line),
        "fix": fix_words(line.row.cause),
    }


def candidates(line: Line) -> list[Candidate]:
    """Whom the check found for the row, best first, at most `MOST_SHOWN`."""
    return candidates_of({0: line.row.match}, workspace_id=line.row.workspace_id)[0]


def candidates_of(matches: dict[int, Any], *, workspace_id: int) -> dict[int, list[Candidate]]:
    """The candidates of several rows, by the keys of what the check found for them."""
    told = {
        key: [Match.from_json(each) for each in (match or {}).get("candidates", ())][:MOST_SHOWN]
        for key, match in matches.items()
    }
    ids = {each.constituent_id for found in told.values() for each in found}
    people = constituents.existing(workspace_id, ids) if ids else {}
    thresholds = settings_of(current_workspace).batch
    return {
        key: [
            _candidate(people[each.constituent_id], each, likeness(each, thresholds))
            for each in found
            if each.constituent_id in people and _is_worth_showing(each)
        ]
        for key, found in told.items()
    }


def _is_worth_showing(match: Match) -> bool:
    """Whether somebody is like the row, or an ID or the email names them, which is no likeness at all."""
    return match.score >= WORTH_SHOWING or not match.contributions or match.standing >= WORTH_SHOWING


def _candidate(person: Existing, match: Match, alike: Likeness) -> Candidate:
    return Candidate(
        person, display_name(person.name) or person.lookup_id, _facts(person), alike, match.score
    )


def _facts(person: Existing) -> Cells:
    told = [
        ("Email", [show(each) + ("" if each.active else " (ended)") for each in person.emails]),
        ("Phone", [show(each) for each in person.phones if each.active]),
        ("Address", [show(each) for each in person.addresses if each.active]),
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
