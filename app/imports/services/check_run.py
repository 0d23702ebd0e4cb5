"""One run of a check over a file: its rows, then the file as a whole, then the rows it was mended for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from app.batches import queries as batches
from app.batches.domain.again import origin_of, unguarded
from app.batches.models import Batch
from app.batches.services import (
    MOST_ROWS,
    NewRow,
    Planner,
    again,
    alarms,
    came,
    checked,
    keep_stamp,
    store_rows,
)
from app.batches.services.examining import Examination
from app.batches.services.meanwhile import up_to_date
from app.db import db
from app.imports.domain.flaws import problem_of
from app.imports.domain.limits import Limits
from app.imports.domain.reader import RawRow
from app.imports.domain.shape import FileShape
from app.imports.services.unread import unread
from app.work.domain.lease import Progress


@dataclass(frozen=True, slots=True)
class Thought:
    """Rows that are decided about and not stored yet, of a chunk of so many."""

    size: int
    rows: list[dict[str, Any]]


class CheckRun:
    """Goes on where the stored rows end. It keeps plain values only, so that it outlives transactions."""

    def __init__(self, batch: Batch, limits: Limits) -> None:
        shape = FileShape.from_json(batch.shape)
        rows = _new(unread(batch, limits), len(shape.columns), limits)
        self._rows = map(_unguarded, rows) if origin_of(shape.columns) else rows
        self._planner = Planner(batch)
        self._done = batches.row_count(batch)
        self._whole: Examination | None = None
        self._pair, self._left_out = 0, 0
        self._ready: list[dict[str, Any]] = []

    def think(self, batch: Batch, size: int) -> Thought:
        """The next rows with what is decided about them, without writing; none when all are checked.

        Many are decided about at once, as that costs no more than a few, and nobody waits for it; they are
        stored so many at a time as the writer's place may be held for. None is decided about before all are
        stored that were: a row that repeats an email has to find the first one.
        """
        size = min(size, MOST_ROWS)
        if not self._ready and self._whole is None and (chunk := list(islice(self._rows, MOST_ROWS))):
            self._ready = checked(batch, self._planner, chunk)
        told, self._ready = self._ready[:size], self._ready[size:]
        return Thought(size, told)

    def write(self, batch: Batch, thought: Thought) -> Progress:
        """Store what was thought, or do about as much else; what is suspicious is kept in the end."""
        size = thought.size
        goes_on = self._store(batch, thought) or self._examine(batch, size) or self._leave_out(batch, size)
        if not goes_on and self._whole:
            alarms.keep(batch, self._whole.findings())
        return Progress(self._done, finished=not goes_on)

    def _store(self, batch: Batch, thought: Thought) -> bool:
        if not thought.rows:
            return False
        rows = up_to_date(batch, self._planner, thought.rows)
        keep_stamp(batch, self._planner, is_first=not self._done)
        came(batch, rows, is_first=not self._done)
        store_rows(rows)
        self._done += len(rows)
        batch.rows_read = self._done
        db.session.flush()
        return True

    def _examine(self, batch: Batch, size: int) -> bool:
        self._whole = self._whole or Examination(batch)
        self._whole.step(batch, size)
        return not self._whole.is_over

    def _leave_out(self, batch: Batch, size: int) -> bool:
        """Leave the next rows out that were uploaded again: of their source, or of this import itself."""
        pairs = again.pairs(batch)[self._pair :]
        if not pairs:
            return False
        source, by = pairs[0]
        rows, self._left_out = again.mended(by, after=self._left_out, limit=size)
        again.leave_out(source, rows, by=by, is_own_check=source is batch)
        self._pair += not self._left_out
        return True


def _new(rows: Iterable[RawRow], width: int, limits: Limits) -> Iterator[NewRow]:
    for row in rows:
        yield NewRow(row.number, row.line, row.cells, problem_of(row, columns=width, limits=limits))


def _unguarded(row: NewRow) -> NewRow:
    return replace(row, cells=[unguarded(cell) for cell in row.cells])
