"""One run of a check over a file: its rows, then once more the refunds whose gift came later in the file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from app.accounts.models import Workspace
from app.activity_imports import queries
from app.activity_imports.domain.deciding import Question, Read
from app.activity_imports.services.planning import FACTS, Planner, beside_values, row_values
from app.activity_imports.services.receiving import reader_of
from app.activity_imports.services.rechecking import recheck
from app.activity_imports.services.storing import Values, store
from app.batches import queries as batches
from app.batches.domain.rows import RowState
from app.batches.models import Batch
from app.batches.services import MOST_ROWS
from app.constituents.locking import still_here
from app.db import db
from app.imports.domain.flaws import problem_of
from app.imports.domain.limits import Limits
from app.imports.domain.reader import RawRow
from app.imports.domain.shape import FileShape
from app.imports.services.unread import unread
from app.work.domain.lease import Progress

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Thought:
    """Rows that are decided about and not stored yet, of a chunk of so many."""

    size: int
    rows: list[Values]


class CheckRun:
    """Goes on where the stored rows end. It keeps plain values only, so that it outlives transactions."""

    def __init__(self, batch: Batch, limits: Limits) -> None:
        self._shape, self._limits = FileShape.from_json(batch.shape), limits
        self._rows = unread(batch, limits)
        self._reader = reader_of(db.session.get_one(Workspace, batch.workspace_id), batch)
        self._planner = Planner(batch)
        self._done = batches.row_count(batch)
        self._ready: list[Values] = []
        self._refunds = 0

    def think(self, batch: Batch, size: int) -> Thought:
        """The next rows with what is decided about them, without writing; none when all are checked.

        None is decided about before all are stored that were: a row that tells of the same has to find the
        first one.
        """
        size = min(size, MOST_ROWS)
        if not self._ready and (chunk := list(islice(self._rows, MOST_ROWS))):
            self._ready = self._decided(batch, chunk)
        told, self._ready = self._ready[:size], self._ready[size:]
        return Thought(size, told)

    def write(self, batch: Batch, thought: Thought) -> Progress:
        """Store what was thought, or look again at about as many refunds that wait for a gift."""
        if thought.rows:
            rows = self._up_to_date(batch, thought.rows)
            store(batch, rows, is_first=not self._done)
            self._done += len(rows)
            batch.rows_read = self._done
            db.session.flush()
            return Progress(self._done, finished=False)
        numbers = queries.refunds_waiting(batch, after=self._refunds, limit=thought.size)
        recheck(batch, self._planner, self._reader, numbers)
        self._refunds = max(numbers, default=self._refunds)
        return Progress(self._done, finished=not numbers)

    def _decided(self, batch: Batch, rows: Sequence[RawRow]) -> list[Values]:
        flaws = [problem_of(row, columns=len(self._shape.columns), limits=self._limits) for row in rows]
        read = [self._reader.read(row.cells, flaw=flaw) for row, flaw in zip(rows, flaws, strict=True)]
        questions = _questions(batch, rows, read)
        decisions = self._planner.decide(batch, questions)
        return [
            Values(
                {
                    "number": row.number,
                    "line": row.line,
                    "cells": row.cells,
                    "flaw": flaw.to_json() if flaw else None,
                    "state": RowState.PENDING,
                    **row_values(what, decided),
                },
                beside_values(what, decided, self._planner.zone),
                row,
            )
            for row, flaw, what, decided in zip(rows, flaws, read, decisions, strict=True)
        ]

    def _up_to_date(self, batch: Batch, rows: list[Values]) -> list[Values]:
        """The same, or what is decided now if anybody is gone of whom they tell; from here on nobody goes."""
        for _ in range(_TRIES):
            told = {who for each in rows for who in each.people}
            if not told or told <= still_here(batch.workspace_id, told):
                break
            rows = self._decided(batch, [each.raw for each in rows if each.raw])
        return rows


def _questions(batch: Batch, rows: Sequence[RawRow], read: Sequence[Read]) -> list[Question]:
    """What is to be decided: of rows that tell of the same the first one counts."""
    keys = {what.key for what in read if isinstance(what, FACTS)}
    firsts = queries.firsts(batch, keys)
    before = Counter({key: len(numbers) for key, numbers in queries.places(batch, keys).items()})
    questions = []
    for row, what in zip(rows, read, strict=True):
        key = what.key if isinstance(what, FACTS) else ""
        before[key] += 1
        first = firsts.setdefault(key, row.number) if key else row.number
        questions.append(
            Question(row.number, what, first=first if first != row.number else 0, place=before[key])
        )
    return questions
