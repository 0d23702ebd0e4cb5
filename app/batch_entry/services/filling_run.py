"""Filling in, in the background: each row exactly once, however often it is interrupted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from app.accounts.models import Workspace
from app.batch_entry.domain.filling_file import FILLED, File, file_of
from app.batch_entry.domain.filling_rows import IN_BATCH, ON_RECORD, TORN, LeftOut
from app.batch_entry.domain.filling_words import counted
from app.batch_entry.queries import filling as queries
from app.batch_entry.services.filling import filler_of, is_of_gifts, keep
from app.batches import queries as batches
from app.batches.domain.gift_sources import FILLED as SOURCES
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.services import MOST_ROWS, Planner, hold
from app.batches.services.entering import enter
from app.db import db, now
from app.imports import queries as files
from app.imports import services as imports
from app.imports.domain.limits import Limits
from app.imports.domain.reader import RawRow, read_rows
from app.imports.domain.refusal import Refused
from app.words import N_, _
from app.work.domain.lease import Ending, Lease, Progress
from app.work.domain.lease import Refused as CannotGoOn
from app.work.running import Handler, Staged

_CLOSED = N_("This batch takes no rows anymore. The rest of the file was not filled in.")
_GONE = N_("The file is not here anymore. Upload it again.")


@dataclass(frozen=True, slots=True)
class Read:
    """A row of the file, and what it becomes."""

    row: RawRow
    what: tuple[str, ...] | LeftOut


def handler(limits: Limits) -> Handler:
    """How a file is filled in under these limits."""
    return Handler(_begin_with(limits), _at_end)


def _begin_with(limits: Limits) -> Callable[[Lease], Staged[list[Read]]]:
    def begin(lease: Lease) -> Staged[list[Read]]:
        run = FillRun(_batch(lease), limits)
        return Staged(run.read, lambda rows: run.write(_batch(lease), rows))

    return begin


def _batch(lease: Lease) -> Batch:
    batch = batches.get(lease.workspace_id, lease.subject_id)
    if batch is None:
        raise CannotGoOn(_("This batch was removed."))
    return batch


def _file(batch: Batch) -> File:
    file = file_of(batch.settings)
    if file is None:
        raise CannotGoOn(_GONE)
    return file


def _at_end(lease: Lease, ending: Ending) -> None:
    """A file that was read to its end is forgotten, and what came of it is kept; another can go on."""
    batch = _batch(lease)
    hold(batch)
    file = file_of(batch.settings)
    if ending is not Ending.FINISHED or file is None:
        return
    done = file.ended(now().isoformat())
    batch.settings = {**batch.settings, FILLED: [*batch.settings.get(FILLED, ()), done]}
    imports.drop_text(batch)
    keep(batch, None)


def _unless_known(each: Read, at: int, on_record: set[str], here: set[str]) -> Read:
    """The same, or left out where its number is known; from then on it is."""
    if isinstance(each.what, LeftOut) or not (key := each.what[at]):
        return each
    if key in on_record or key in here:
        return replace(each, what=LeftOut(ON_RECORD if key in on_record else IN_BATCH))
    here.add(key)
    return each


class FillRun:
    """Goes on behind the last row that was looked at. It keeps plain values only."""

    def __init__(self, batch: Batch, limits: Limits) -> None:
        file = _file(batch)
        workspace = db.session.get_one(Workspace, batch.workspace_id)
        self._filler = filler_of(workspace, batch, file.how)
        self._tool = file.how.tool if is_of_gifts(batch) and file.how.has("key") else ""
        self._key_at = self._filler.key_at if self._tool else None
        self._rows = _after(read_rows(files.pieces(batch), file.shape, limits), file.read)
        self._planner = Planner(batch)

    def read(self, size: int) -> list[Read]:
        """The next rows with what they become, while nobody has to wait; none when all are read."""
        return [Read(row, self._become(row)) for row in islice(self._rows, min(size, MOST_ROWS))]

    def write(self, batch: Batch, read: list[Read]) -> Progress:
        """Fill them in; nobody else changes the batch meanwhile."""
        hold(batch)
        if batch.status is not BatchStatus.OPEN:
            raise CannotGoOn(_CLOSED)
        file = _file(batch)
        if not read:
            return Progress(file.done, finished=True)
        file = self._entered(batch, file, self._once(batch, read))
        keep(batch, replace(file, read=read[-1].row.number))
        return Progress(file.done, finished=False)

    def _become(self, row: RawRow) -> tuple[str, ...] | LeftOut:
        return LeftOut(TORN) if row.flaw else self._filler.read(row.cells)

    def _once(self, batch: Batch, read: list[Read]) -> list[Read]:
        """The same, where gifts whose number is known are left out."""
        if self._key_at is None:
            return read
        at = self._key_at
        keys = {each.what[at] for each in read if not isinstance(each.what, LeftOut)}
        on_record = queries.on_record(batch.workspace_id, self._tool, keys)
        here = queries.in_batch(batch, self._tool, at, keys)
        return [_unless_known(each, at, on_record, here) for each in read]

    def _entered(self, batch: Batch, file: File, read: list[Read]) -> File:
        rows = [
            (None, list(each.what), False, each.row.line)
            for each in read
            if not isinstance(each.what, LeftOut)
        ]
        left = [(each.row.number, each.what.cause) for each in read if isinstance(each.what, LeftOut)]
        numbers = enter(batch, self._planner, rows) if rows else []
        file = replace(
            file,
            rows=file.rows + len(numbers),
            first=file.first or min(numbers, default=0),
            last=max(numbers, default=file.last),
            left_out=counted(file.left_out, left),
        )
        _say_source(batch, file)
        return file


def _say_source(batch: Batch, file: File) -> None:
    """Note which rows came from which tool: their gifts are known by it."""
    if not file.rows or not file.how.tool:
        return
    others = [each for each in batch.settings.get(SOURCES, ()) if each["first"] != file.first]
    mine = {"first": file.first, "last": file.last, "source": file.how.tool}
    batch.settings = {**batch.settings, SOURCES: [*others, mine]}


def _after(rows: Iterable[RawRow | Refused], number: int) -> Iterator[RawRow]:
    for row in rows:
        if isinstance(row, Refused):
            raise CannotGoOn(str(row))
        if row.number > number:
            yield row
