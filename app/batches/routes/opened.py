"""One row opened: what the file says beside what is known, and why they may be the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.batches.domain.mapping import Mapping
from app.batches.models import Batch, BatchRow
from app.batches.services import candidates_of, cells_of
from app.constituents import queries as constituents
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Existing
from app.matching.domain.explain import explain
from app.matching.domain.result import Match
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.words import field_label, show

WORTH_SHOWING = 30
"""Candidates below this score are counted, not shown; the best one always is."""

Facts = list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the row may be about: what is known, and the evidence in words."""

    person: Existing
    name: str
    facts: Facts
    score: float | None
    why: tuple[str, ...]


def opened(batch: Batch, row: BatchRow) -> dict[str, Any]:
    """The plan of a row as before and after with its rule, its cells, and whom it may be about."""
    plan = UpdatePlan.from_json(row.plan) if row.plan else None
    found = candidates_of(row)
    shown = [Match.from_json(each) for each in (row.match or {}).get("candidates", [])]
    matches = {match.constituent_id: match for match in shown}
    known = constituents.existing(row.workspace_id, found)
    people = [_candidate(known[who], matches.get(who)) for who in found if who in known]
    return {
        "cells": _cells(batch, row),
        "changes": [
            (field_label(change.field), show(change.before), show(change.after), change.rule)
            for change in (plan.changes if plan else ())
        ],
        "candidates": [each for each in people if _is_worth_showing(each, row, people)],
        "others": sum(not _is_worth_showing(each, row, people) for each in people),
    }


def _is_worth_showing(each: Candidate, row: BatchRow, people: list[Candidate]) -> bool:
    return each is people[0] or each.person.id == row.target_id or (each.score or 0) >= WORTH_SHOWING


def _cells(batch: Batch, row: BatchRow) -> Facts:
    """What the row says in the columns that are imported."""
    mapping = Mapping.from_json(batch.mapping, batch.shape["columns"])
    cells = cells_of(row)
    said = ((column.header, cells[column.index]) for column in mapping.columns if column.field)
    return [(header, [cell]) for header, cell in said if cell.strip()]


def _candidate(person: Existing, match: Match | None) -> Candidate:
    return Candidate(
        person,
        display_name(person.name) or person.lookup_id,
        _facts(person),
        match.score if match else None,
        explain(match) if match else (),
    )


def _facts(person: Existing) -> Facts:
    """What is known of somebody and can be compared with a row."""
    told = [
        ("Email", _points(person.emails)),
        ("Phone", _points(person.phones)),
        ("Address", _points(person.addresses)),
        ("Born", [person.birth.words()] if person.birth else []),
    ]
    return [(label, values) for label, values in told if values]


def _points(points: Iterable[Any]) -> list[str]:
    ordered = sorted(points, key=lambda point: (not point.active, not point.primary))
    return [show(point) + ("" if point.active else " (ended)") for point in ordered]
