"""Rows that staff type, paste or fill from a file: stored, decided at once, written anew and removed."""

from collections.abc import Collection, Mapping, Sequence
from itertools import count
from typing import Any

from sqlalchemy import delete

from app.batches import queries
from app.batches.domain.decision import Decision
from app.batches.domain.required import LOOKUP
from app.batches.domain.review import SkippedByStaff, decided_from_json
from app.batches.domain.rows import Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.batches.services.checking import recheck, store_rows
from app.batches.services.distinctions import forget_all
from app.batches.services.holding import hold
from app.batches.services.planning import MOST_ROWS, Planner
from app.batches.services.stored import columns, key_of
from app.batches.services.tally import came, moved, touch_counted
from app.batches.services.together import depending
from app.db import db

Line = tuple[int | None, Sequence[str], bool, int | None]
"""A new row: its number or None for the next one, its cells, whether it is typed here, its line in a file."""

LAST_NUMBER = "last_number"
"""Where a batch keeps the highest number that a row of it ever had: none comes twice."""
_UNDECIDED = Decision(Outcome.SKIPPED)


def enter(batch: Batch, planner: Planner, rows: Sequence[Line]) -> list[int]:
    """Add these rows to an open batch, each with what becomes of it, and answer their numbers in order.

    A number that is asked for is given where it is free: a row that was removed comes back as itself. Cells
    are texts in the order of the columns; what cannot be read stays in its cell, with its problem. Flushes;
    the caller sees to it that the batch is open, and commits.
    """
    hold(batch)
    numbers = _numbers(batch, rows)
    for at in range(0, len(rows), MOST_ROWS):
        _enter(batch, planner, numbers[at : at + MOST_ROWS], rows[at : at + MOST_ROWS])
    touch_counted(batch)
    return numbers


def rewrite(batch: Batch, rows: Mapping[int, Sequence[str]], *, planner: Planner | None = None) -> None:
    """Give rows other cells, by number, and decide anew about them and whoever depends on them.

    What staff decided stays, unless the row names somebody by another lookup ID now. Flushes.
    """
    hold(batch)
    found = [row for row in queries.rows_by_number(batch, rows) if not row.state.was_applied]
    at = _place_of_lookup(batch)
    linked = []
    for row in found:
        cells = _fitting(batch, rows[row.number])
        if at is not None and cells[at] != row.cells[at] and not _is_left_out(row):
            linked.append(row)
        row.cells = cells
    forget_all(linked)
    for row in linked:
        row.decision = None
    db.session.flush()
    _decide(batch, planner or Planner(batch), [row.number for row in found])
    touch_counted(batch)


def remove(batch: Batch, numbers: Collection[int], *, planner: Planner | None = None) -> None:
    """Take rows out of an open batch, and decide anew about those that rested on them. Flushes.

    Their numbers are given to no other row.
    """
    hold(batch)
    found = [row for row in queries.rows_by_number(batch, numbers) if not row.state.was_applied]
    gone, left = [row.number for row in found], depending(batch, found)
    moved(batch, found, ())
    batch.rows_read -= len(gone)
    for row in found:
        db.session.expunge(row)
    db.session.execute(
        delete(BatchRow).where(*queries.of(batch), BatchRow.number.in_(gone)),
        execution_options={"synchronize_session": False},
    )
    _decide(batch, planner or Planner(batch), sorted(left))
    touch_counted(batch)


def _numbers(batch: Batch, rows: Sequence[Line]) -> list[int]:
    """A number for each row that no other has or had."""
    asked = {number for number, *_ in rows if number}
    taken = {row.number for row in queries.rows_by_number(batch, asked)} if asked else set()
    last = max(queries.last_number(batch), batch.settings.get(LAST_NUMBER, 0), *asked, 0)
    fresh = count(last + 1)
    numbers = []
    for number, *_ in rows:
        numbers.append(number if number and number not in taken else next(fresh))
        taken.add(numbers[-1])
    batch.settings = {**batch.settings, LAST_NUMBER: max(last, *numbers, 0)}
    return numbers


def _enter(batch: Batch, planner: Planner, numbers: Sequence[int], rows: Sequence[Line]) -> None:
    values = [
        _new(batch, number, cells, typed=typed, line=line)
        for number, (_, cells, typed, line) in zip(numbers, rows, strict=True)
    ]
    came(batch, values, is_first=not batch.rows_read)
    store_rows(values)
    batch.rows_read += len(values)
    db.session.flush()
    _decide(batch, planner, numbers)


def _new(batch: Batch, number: int, cells: Sequence[str], *, typed: bool, line: int | None) -> dict[str, Any]:
    """A row as it is stored before anything is decided about it."""
    return (
        key_of(batch, number)
        | {"line": line or number, "cells": _fitting(batch, cells), "typed": typed}
        | {"state": RowState.PENDING}
        | columns(_UNDECIDED)
    )


def _decide(batch: Batch, planner: Planner, numbers: Sequence[int]) -> None:
    for at in range(0, len(numbers), MOST_ROWS):
        recheck(batch, planner, numbers[at : at + MOST_ROWS])


def _fitting(batch: Batch, cells: Sequence[str]) -> list[str]:
    """As many cells as the batch has columns, without what no database stores."""
    width = len(batch.shape.get("columns", ()))
    texts = [cell.replace("\0", "") for cell in cells[:width]]
    return texts + [""] * (width - len(texts))


def _place_of_lookup(batch: Batch) -> int | None:
    fields = [column["field"] for column in batch.settings.get("columns", ())]
    return fields.index(LOOKUP) if LOOKUP in fields else None


def _is_left_out(row: BatchRow) -> bool:
    return isinstance(decided_from_json(row.decision), SkippedByStaff)
