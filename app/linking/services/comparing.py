"""Everybody of one file against everybody of another."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from app.constituents.domain.record import Incoming
from app.imports.domain.refusal import Refused
from app.linking.domain.answers import Answer, answer
from app.linking.domain.columns import plan
from app.linking.domain.records import RecordReader
from app.linking.services.engine import Engine
from app.linking.services.files import Table, look
from app.linking.services.store import throw_away
from app.matching.domain.decide import Thresholds

CHUNK = 5_000
THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class Rows:
    """One file: its table, and how its rows are read."""

    path: Path
    table: Table
    reader: RecordReader

    def __iter__(self) -> Iterator[tuple[str, list[str]]]:
        """The ID and the cells of each row; raises `UnfitError` where it cannot be read on."""
        for cells in self.table.rows():
            if isinstance(cells, Refused):
                raise UnfitError(self.path, cells)
            own = self.reader.id_of(cells)
            if not own:
                raise UnfitError(self.path, _nameless(self.reader.id_column, cells))
            yield own, cells


class UnfitError(Exception):
    """A file cannot be used; in words, with what to do."""

    def __init__(self, path: Path, refused: Refused) -> None:
        super().__init__(f"{path}: {refused}")


@dataclass(slots=True)
class Compared:
    """What was compared, in numbers; `ignored` are columns of either file, `left_out` values by column."""

    existing: int = 0
    incoming: int = 0
    bands: Counter[str] = field(default_factory=Counter)
    ignored: dict[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: dict[str, Counter[str]] = field(default_factory=dict)


Take = Callable[[Answer, Incoming, Sequence[str]], None]
"""Is handed each answer in the order of the rows, with its record and the IDs of all on record."""


def compare(
    existing: Path, incoming: Path, take: Take, *, country: str, today: date, explained: int = 0
) -> Compared:
    """Hand the answer for each row of `incoming` to `take`; the first few are `explained`.

    Raises `UnfitError` for a file that cannot be used.
    """
    known = opened(existing, "constituent_id", country, today)
    coming = opened(incoming, "row_id", country, today)
    told = Compared(ignored={"existing": known.reader.plan.ignored, "incoming": coming.reader.plan.ignored})
    told.left_out = {"existing": known.reader.left_out, "incoming": coming.reader.left_out}
    with _uncollected(), throw_away() as workspace_id:
        engine = Engine(workspace_id, THRESHOLDS)
        ids = _keep(engine, known)
        told.existing = len(ids)
        for answered, record in _answers(engine, coming, ids, explained):
            told.incoming += 1
            told.bands[answered.band] += 1
            take(answered, record, ids)
    return told


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looks for cycles, of which a comparison makes none; they would take a quarter of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def opened(path: Path, id_column: str, country: str, today: date) -> Rows:
    """The rows of a file whose IDs are in this column; raises `UnfitError` for what is no such file."""
    try:
        table = look(path)
    except OSError as error:
        raise UnfitError(path, _unreadable(error)) from None
    if isinstance(table, Refused):
        raise UnfitError(path, table)
    found = plan(table.shape.columns, id_column)
    if isinstance(found, Refused):
        raise UnfitError(path, found)
    return Rows(path, table, RecordReader(found, id_column, country, today))


def _keep(engine: Engine, rows: Rows) -> list[str]:
    """Give everybody on record to the engine; answers their IDs by place."""
    ids: list[str] = []
    for part in chunks(rows):
        first = len(ids)
        ids += [own for own, _ in part]
        engine.add([rows.reader.existing(cells, first + place) for place, (_, cells) in enumerate(part)])
    if len(set(ids)) < len(ids):
        own, _ = Counter(ids).most_common(1)[0]
        raise UnfitError(rows.path, _repeated(rows.reader.id_column, own))
    engine.settle()
    return ids


def _answers(
    engine: Engine, rows: Rows, ids: Sequence[str], explained: int
) -> Iterator[tuple[Answer, Incoming]]:
    seen: set[str] = set()
    for part in chunks(rows):
        records = [rows.reader.incoming(cells) for _, cells in part]
        found = engine.matches(records, explained=explained - len(seen))
        for (own, _), record, matches in zip(part, records, found, strict=True):
            if own in seen:
                raise UnfitError(rows.path, _repeated(rows.reader.id_column, own))
            seen.add(own)
            yield answer(own, matches, THRESHOLDS, ids), record


def chunks(rows: Rows) -> Iterator[list[tuple[str, list[str]]]]:
    """The rows a few thousand at a time."""
    waiting = iter(rows)
    while part := list(islice(waiting, CHUNK)):
        yield part


def _unreadable(error: OSError) -> Refused:
    return Refused(f"It cannot be read: {error.strerror}.", "Check the name and try again.")


def _nameless(id_column: str, cells: Sequence[str]) -> Refused:
    shown = ", ".join(cell for cell in cells if cell.strip())[:60]
    return Refused(f"A row has no {id_column}: “{shown}”.", "Give every row an ID of its own.")


def _repeated(id_column: str, own: str) -> Refused:
    return Refused(f"The {id_column} “{own}” is there twice.", "Give every row an ID of its own.")
