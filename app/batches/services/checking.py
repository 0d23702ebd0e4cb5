"""The check: rows come in, decisions are stored. It writes nothing but rows of its own batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from app.batches import queries
from app.batches.domain.review import SkippedByStaff, is_kept
from app.batches.domain.row_problems import CellProblem, RowProblems
from app.batches.domain.rows import RowState
from app.batches.domain.twins import first_wins
from app.batches.models import Batch, BatchAct, BatchRow
from app.batches.services.distinctions import decided_of
from app.batches.services.planning import Planner, Question, distrust
from app.batches.services.stored import Read, described, email_key, key_of, marks, store
from app.batches.services.stored import cells_of as cells_of
from app.batches.services.stored import columns as columns
from app.batches.services.stored import reread as reread
from app.batches.services.tally import moved
from app.batches.services.together import recheck_together
from app.db import db, insert_all


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row as it stands in the file; `flaw` is what is wrong with its form."""

    number: int
    line: int
    cells: list[str]
    flaw: CellProblem | None = None


def checked(batch: Batch, planner: Planner, rows: Sequence[NewRow]) -> list[dict[str, Any]]:
    """What is decided about these new rows, as they are stored. It only reads."""
    read = [planner.parser.parse(row.cells, flaw=row.flaw) for row in rows]
    twins = _repeats(batch, planner, [(row.number, what) for row, what in zip(rows, read, strict=True)])
    questions = [Question(what, twins.get(row.number)) for row, what in zip(rows, read, strict=True)]
    decisions = planner.decide(questions)
    found = marks(planner, read, decisions)
    return [
        key_of(batch, row.number)
        | {"line": row.line, "cells": row.cells, "state": RowState.PENDING}
        | {"flaw": row.flaw.to_json() if row.flaw else None}
        | described(what)
        | columns(decision)
        | {"barred": mark}
        for row, what, decision, mark in zip(rows, read, decisions, found, strict=True)
    ]


def store_rows(checked: Sequence[dict[str, Any]]) -> None:
    """Store what `checked` answered."""
    insert_all(BatchRow, checked)


def recheck(batch: Batch, planner: Planner, numbers: Iterable[int]) -> None:
    """Decide anew about stored rows, and about the rows that repeat their emails before or after.

    In a file the first row with an email counts, unless another is committed already; rows that are typed go
    together. A row that was carried out once is never decided again, also where that was taken back since.
    """
    distrust(batch, planner)
    if planner.in_turn:
        recheck_together(batch, planner, numbers)
    else:
        _recheck_first_wins(batch, planner, numbers)


def _recheck_first_wins(batch: Batch, planner: Planner, numbers: Iterable[int]) -> None:
    wanted = sorted(set(numbers))
    rows = queries.rows_by_number(batch, wanted)
    read = [reread(planner, row) for row in rows]
    before = {row.email_key for row in rows}
    store(batch, rows, [described(what) for what in read])
    keys = before | {email_key(what) for what in read}
    touched = queries.rows_by_number(batch, queries.numbers_with_email(batch, keys) | set(wanted))
    _decide_again(batch, planner, [row for row in touched if not row.state.was_applied])


def _decide_again(batch: Batch, planner: Planner, rows: Sequence[BatchRow]) -> None:
    read = [reread(planner, row) for row in rows]
    chosen = [decided_of(row, what) for row, what in zip(rows, read, strict=True)]
    counted = [
        (row.number, what)
        for row, what, decided in zip(rows, read, chosen, strict=True)
        if not is_skip(decided) and not is_kept(row.decision)
    ]
    twins = _repeats(batch, planner, counted, applied=True)
    decisions = planner.decide(
        [
            Question(what, twins.get(row.number), decided, typed=row.typed)
            for row, what, decided in zip(rows, read, chosen, strict=True)
        ]
    )
    found = marks(planner, read, decisions)
    standing: dict[str, Any] = {"state": RowState.PENDING}
    changes = [
        columns(decision) | standing | {"barred": mark}
        for decision, mark in zip(decisions, found, strict=True)
    ]
    moved(batch, rows, changes)
    store(batch, rows, changes)


def _repeats(
    batch: Batch, planner: Planner, rows: Sequence[tuple[int, Read]], *, applied: bool = False
) -> dict[int, int]:
    """For each row that repeats the email of an earlier one, the number of that row.

    Families share an inbox: rows that name different people by our own lookup ID repeat nothing.
    """
    keys = [(number, email_key(what)) for number, what in rows]
    twins = first_wins(keys, queries.first_with_email(batch, (key for _, key in keys), applied=applied))
    named = {number: _lookup(what) for number, what in rows}
    if far := sorted({first for number, first in twins.items() if named[number]} - named.keys()):
        named |= {row.number: _lookup(reread(planner, row)) for row in queries.rows_by_number(batch, far)}
    return {
        number: first
        for number, first in twins.items()
        if not named[number] or not named[first] or named[number] == named[first]
    }


def _lookup(what: Read) -> str:
    return "" if isinstance(what, RowProblems) else what.lookup_id


def is_skip(decided: object) -> bool:
    """Whether staff left the row out."""
    return isinstance(decided, SkippedByStaff)


def clear(batch: Batch) -> None:
    """Forget every row of a batch that has changed nothing yet."""
    batch.rows_read = 0
    batch.tally = None
    db.session.execute(
        delete(BatchAct).where(BatchAct.workspace_id == batch.workspace_id, BatchAct.batch_id == batch.id)
    )
    db.session.execute(
        delete(BatchRow).where(BatchRow.workspace_id == batch.workspace_id, BatchRow.batch_id == batch.id)
    )
