"""Undo of an import: whom it added is removed, what it changed goes back, and what stays is said."""

from collections.abc import Callable
from dataclasses import dataclass

from app.accounts.models import Staff, Workspace
from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, record
from app.batches import queries
from app.batches.domain.reverting import UNDO_DAYS, refusal
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.batches.queries import reverting as undoable
from app.batches.services.holding import hold, touch
from app.batches.services.planning import MOST_ROWS
from app.batches.services.reverting_rows import take_back
from app.batches.services.tally import keep_tally
from app.constituents.systems import forget_unused_systems
from app.db import db, now
from app.matching.services import refresh_counts
from app.updates.services import one_bulk_writer
from app.work import queries as progress
from app.work import services as work
from app.work.domain.lease import Ending, Lease, Progress, Refused
from app.work.models import Work
from app.work.running import Handler

KIND = "undo"


@dataclass(frozen=True, slots=True)
class Undoing:
    """The undo is on its way; the same answer to everybody who pressed the button."""

    work: Work


@dataclass(frozen=True, slots=True)
class NotUndone:
    """Nothing was started; `reason` is a sentence for staff."""

    reason: str


def undo(batch: Batch, *, actor: Actor, days: int = UNDO_DAYS) -> Undoing | NotUndone:
    """Start to undo all that an import did, also one that was stopped halfway.

    `days` after the last commit it is too late. Who may do it is for the caller to ask: `may_undo`. Flushes;
    the caller commits.
    """
    if batch.kind is BatchKind.RESTRICTION:
        return NotUndone("An import of restrictions is not undone: one restriction is lifted by hand.")
    if batch.kind is BatchKind.ACTIVITY:
        return NotUndone("This is an import of activity: undo it on its own page.")
    hold(batch)
    running = progress.latest(batch.workspace_id, KIND, batch.id)
    if batch.status is BatchStatus.UNDOING and running and running.state.is_alive:
        return Undoing(running)
    if batch.status is not BatchStatus.UNDOING:
        if refused := refusal(batch.status, batch.committed_at, now=now(), days=days):
            return NotUndone(refused.reason)
        if batch.status is not BatchStatus.UNDO_STOPPED and not undoable.done(batch).applied:
            return NotUndone("This import has changed nothing: there is nothing to undo.")
        batch.status, batch.undone_by = BatchStatus.UNDOING, actor.id
        touch(batch)
        record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "undo", after=batch.number)])
    return _start(batch, actor)


def may_undo(batch: Batch, staff_id: int | None, *, any_import: bool) -> bool:
    """Whether somebody may undo this import: all of them, or what she committed herself."""
    return any_import or (staff_id is not None and batch.committed_by == staff_id)


def _start(batch: Batch, actor: Actor) -> Undoing:
    total = undoable.due(batch)
    match work.start(
        workspace_id=batch.workspace_id, kind=KIND, subject_id=batch.id, total=total, by=actor.id
    ):
        case work.AlreadyRunning(running):
            return Undoing(running)
        case started:
            return Undoing(started)


# --- the handler


def begin(lease: Lease) -> Callable[[int], Progress]:
    """Find where the undo stands: rows that were carried out and not taken back are still to do."""
    row = progress.get(lease.workspace_id, lease.work_id)
    total = row.total if row and row.total else 0
    actor = _actor(_batch(lease), lease)
    done = max(0, total - undoable.due(_batch(lease)))
    after = 0

    def step(size: int) -> Progress:
        nonlocal done, after
        one_bulk_writer(lease.workspace_id)
        batch, size = _batch(lease), min(size, MOST_ROWS)
        workspace = db.session.get_one(Workspace, lease.workspace_id)
        rows = undoable.next_rows(batch, after=after, limit=size)
        done += take_back(workspace, batch, rows, actor=actor)
        after = rows[-1].number if rows else after
        return Progress(done, finished=len(rows) < size)

    return step


def at_end(lease: Lease, ending: Ending) -> None:
    """An undo that ran to its end is over for good; one that stopped or failed can only go on."""
    batch = _batch(lease)
    is_over = ending is Ending.FINISHED
    batch.status = BatchStatus.UNDONE if is_over else BatchStatus.UNDO_STOPPED
    if is_over:
        batch.undone_at = now()
        forget_unused_systems(batch.workspace_id, made_since=batch.created_at)
    touch(batch)
    keep_tally(batch)


def _actor(batch: Batch, lease: Lease) -> Actor:
    """Who undoes; all that the journal tells of it belongs to one act."""
    staff = db.session.get(Staff, batch.undone_by) if batch.undone_by else None
    name, who = (staff.name, staff.id) if staff else ("Command line", None)
    return Actor(name, Via.UNDO, id=who, change_set=lease.work_id)


def _batch(lease: Lease) -> Batch:
    batch = queries.get(lease.workspace_id, lease.subject_id)
    if batch is None:
        raise Refused("This import was removed.")
    return batch


HANDLER = Handler(begin, at_end, afterwards=refresh_counts)
