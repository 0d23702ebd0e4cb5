"""Looking at a checked file as a whole, a little at a time: does it hold together?"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from app.batches.domain.alarms import Alarm
from app.batches.domain.belonging import belonging_alarm
from app.batches.domain.changing import change_alarms
from app.batches.domain.compared import Compared, compared
from app.batches.domain.mapping import Mapping as ColumnMapping
from app.batches.domain.odd_columns import column_alarms
from app.batches.domain.refusals import refuses, refusing_columns
from app.batches.domain.rows import Action, Outcome
from app.batches.domain.seen import Seen
from app.batches.models import Batch
from app.batches.queries import examining, last_number
from app.batches.services import refusals

STRETCH = 100
"""Rows that stand below each other: a column that moved by a row shows only in neighbors."""
MOST_STRETCHES = 40


class Examination:
    """Looks at every row of a short file, and at stretches that are spread evenly over a long one."""

    def __init__(self, batch: Batch) -> None:
        mapping = ColumnMapping.from_json(batch.mapping, batch.shape["columns"])
        mapped = [(column.field.id, column) for column in mapping.columns if column.field]
        self._places = {field_id: column.index for field_id, column in reversed(mapped)}
        self._headers = {field_id: column.header for field_id, column in reversed(mapped)}
        self._columns: list[str] = batch.shape["columns"]
        self._refusing, self._refusals = refusing_columns(self._columns), 0
        last = last_number(batch)
        self._stretches, self._looks_at_all = stretches(last), last <= STRETCH * MOST_STRETCHES
        self._seen: list[Seen] = []
        self.is_over = False

    def step(self, batch: Batch, size: int) -> None:
        """Look at about so many rows more, in two statements; in the end keep how many of them say no."""
        ranges = list(islice(self._stretches, max(1, size // STRETCH)))
        self.is_over = not ranges
        if not ranges:
            is_partial = bool(self._refusing) and not self._looks_at_all
            refusals.keep(batch, self._refusals, at_least=is_partial)
            return
        rows = examining.rows_between(batch, ranges)
        names = examining.names_at(batch.workspace_id, {row.email_key for row in rows if row.email_key})
        for row in rows:
            self._refusals += refuses(self._columns, row.cells, self._refusing)
            cells = self._cells(row.cells)
            known = names.get(row.email_key, ())
            against = _compared(row, cells)
            self._seen.append(Seen.of(row.number, cells, on_record=known, compared=against))

    def findings(self) -> list[Alarm]:
        """What somebody should look at before the file is committed."""
        apart = belonging_alarm(self._seen)
        columns = column_alarms(self._seen, self._headers)
        return [*([apart] if apart else []), *columns, *change_alarms(self._seen)]

    def _cells(self, cells: list[str]) -> dict[str, str]:
        told = ((field_id, cells[place].strip()) for field_id, place in self._places.items())
        return {field_id: text for field_id, text in told if text}


def stretches(last: int) -> Iterator[range]:
    """The row numbers to look at in a file whose last row has this number."""
    apart = max(STRETCH, -(-last // MOST_STRETCHES))
    return (range(start, start + STRETCH) for start in range(1, last + 1, apart))


def _compared(row: Any, cells: Mapping[str, str]) -> Compared | None:
    if row.outcome is not Outcome.READY or row.action not in (Action.UPDATE, Action.NO_CHANGE):
        return None
    return compared(cells, row.plan["changes"] if row.plan else ())
