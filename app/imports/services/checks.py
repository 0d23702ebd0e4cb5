"""The check of a file, in the background: rows are read, decided about and stored.

Nobody's record is touched.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.batches import queries as batches
from app.batches.domain.mapping_problems import MappingProblem, mapping_problems
from app.batches.domain.status import BatchStatus, NotPossible, described, move
from app.batches.models import Batch
from app.batches.services import MOST_ROWS, NewRow, Planner, check_rows, clear, hold, keep_tally, touch
from app.db import db, now
from app.imports import queries
from app.imports.domain.flaws import problem_of
from app.imports.domain.limits import Limits
from app.imports.domain.reader import RawRow, read_rows
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape
from app.imports.services.mapping import mapping_of, remember
from app.matching.services import refresh_counts
from app.work import services as work
from app.work.domain.lease import Ending, Lease, Progress
from app.work.domain.lease import Refused as CannotGoOn
from app.work.models import Work
from app.work.running import Handler

KIND = "dry_run"


@dataclass(frozen=True, slots=True)
class Checking:
    """The check is on its way."""

    work: Work


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Nothing was started: what has to be settled on the mapping, or why the batch cannot be checked now."""

    problems: tuple[MappingProblem, ...]


def check(workspace: Workspace, batch: Batch, *, actor: Actor) -> Checking | NotChecked:
    """Start the check of the whole file, or go on with one that was stopped.

    Flushes; work begins when the caller commits.
    """
    hold(batch)
    mapping = mapping_of(batch)
    found = mapping_problems(mapping, external_system=batch.settings.get("external_system", ""))
    blocking = tuple(problem for problem in found if problem.blocks)
    if blocking:
        return NotChecked(blocking)
    if batch.status is not BatchStatus.CHECKING:
        if isinstance(move(batch.status, BatchStatus.CHECKING), NotPossible):
            return NotChecked((MappingProblem(None, described(batch.status)),))
        _prepare(batch)
        remember(workspace, batch, mapping)
    match work.start(workspace_id=workspace.id, kind=KIND, subject_id=batch.id, total=None, by=actor.id):
        case work.AlreadyRunning(running):
            return Checking(running)
        case started:
            return Checking(started)


def _prepare(batch: Batch) -> None:
    """Begin anew, unless a check was stopped: what it decided stands, on the day on which it began."""
    if batch.status is BatchStatus.IN_REVIEW:
        clear(batch)
    if not batch.rows_read:
        batch.checked_at = now()
    batch.status = BatchStatus.CHECKING
    db.session.flush()


# --- the handler


def begin_with(limits: Limits) -> Callable[[Lease], Callable[[int], Progress]]:
    """A handler's beginning under these limits."""

    def begin(lease: Lease) -> Callable[[int], Progress]:
        if refresh_counts(lease.workspace_id):
            db.session.commit()
        batch = _batch(lease)
        planner = Planner(batch)
        shape = FileShape.from_json(batch.shape)
        rows = _unread(queries.pieces(batch), shape, limits, after=batches.last_number(batch))
        done = batches.row_count(batch)

        def step(size: int) -> Progress:
            nonlocal done
            size = min(size, MOST_ROWS)
            chunk = list(islice(rows, size))
            if chunk:
                batch = _batch(lease)
                check_rows(batch, planner, chunk)
                done += len(chunk)
                batch.rows_read = done
                db.session.flush()
            return Progress(done, finished=len(chunk) < size)

        return step

    return begin


def _batch(lease: Lease) -> Batch:
    batch = batches.get(lease.workspace_id, lease.subject_id)
    if batch is None:
        raise CannotGoOn("This import was removed.")
    return batch


def _unread(pieces: Iterator[bytes], shape: FileShape, limits: Limits, *, after: int) -> Iterator[NewRow]:
    """The rows that were not stored yet; a file that cannot be read on ends the check with words."""
    width = len(shape.columns)
    for row in read_rows(pieces, shape, limits):
        if isinstance(row, Refused):
            raise CannotGoOn(str(row))
        if row.number > after:
            yield _new_row(row, width)


def _new_row(row: RawRow, width: int) -> NewRow:
    return NewRow(row.number, row.line, row.cells, problem_of(row, columns=width))


def at_end(lease: Lease, ending: Ending) -> None:
    """A file read to its end goes to review; one that was stopped or refused goes back to its mapping.

    What a stopped check has stored is kept, and a further check goes on from there; of a file that cannot be
    read to its end nothing is kept.
    """
    batch = _batch(lease)
    batch.status = BatchStatus.IN_REVIEW if ending is Ending.FINISHED else BatchStatus.MAPPED
    if ending is Ending.FAILED:
        clear(batch)
    touch(batch)
    keep_tally(batch)


def handler(limits: Limits) -> Handler:
    """How a check is done under these limits."""
    return Handler(begin_with(limits), at_end)
