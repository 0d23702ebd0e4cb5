"""Commit: the reviewed plans are carried out, each once, in short transactions."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import update

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches import queries
from app.batches.domain.status import BatchStatus, described
from app.batches.models import Batch
from app.batches.services.applying import apply_rows
from app.db import db, now
from app.work import queries as progress
from app.work import services as work
from app.work.domain.lease import Ending, Lease, Progress
from app.work.models import Work
from app.work.running import Handler

KIND = "commit"


@dataclass(frozen=True, slots=True)
class Committing:
    """The commit is on its way; the same answer to everybody who pressed the button."""

    work: Work


@dataclass(frozen=True, slots=True)
class NotCommitted:
    """Nothing was started; `reason` is a sentence for staff."""

    reason: str


def commit(batch: Batch, *, revision: int | None = None, actor: Actor) -> Committing | NotCommitted:
    """Start to carry out the ready rows. Of two who press at once one starts it and both get it.

    `revision` is the state of the review that staff have seen; when it moved on, nothing is started.
    """
    if _is_committing(batch):
        return _start(batch, actor)
    if revision is not None and revision != batch.revision:
        return NotCommitted("Somebody changed this import in the meantime. Look at it again, then commit.")
    if not _freeze(batch, actor):
        db.session.refresh(batch)
        if _is_committing(batch):
            return _start(batch, actor)
        return NotCommitted(described(batch.status))
    return _start(batch, actor)


def _is_committing(batch: Batch) -> bool:
    return batch.status is BatchStatus.COMMITTING


def _freeze(batch: Batch, actor: Actor) -> bool:
    """Move the batch from review to commit; false when somebody else was faster."""
    frozen = (
        update(Batch)
        .where(Batch.workspace_id == batch.workspace_id, Batch.id == batch.id)
        .where(Batch.revision == batch.revision)
        .where(Batch.status.in_((BatchStatus.IN_REVIEW, BatchStatus.PAUSED, BatchStatus.COMMITTED)))
        .values(status=BatchStatus.COMMITTING, committed_by=actor.id)
        .returning(Batch.id)
        .execution_options(synchronize_session=False)
    )
    won = db.session.execute(frozen).one_or_none() is not None
    if won:
        db.session.expire(batch)
        record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "commit", after=batch.number)])
    return won


def _start(batch: Batch, actor: Actor) -> Committing:
    total = queries.due(batch)
    match work.start(
        workspace_id=batch.workspace_id, kind=KIND, subject_id=batch.id, total=total, by=actor.id
    ):
        case work.AlreadyRunning(running):
            return Committing(running)
        case started:
            return Committing(started)


# --- the handler


def begin(lease: Lease) -> Callable[[int], Progress]:
    """Find where the commit stands: whatever is ready and not yet applied is still to do."""
    started = queries.get(lease.workspace_id, lease.subject_id)
    row = progress.get(lease.workspace_id, lease.work_id)
    assert started is not None
    done = max(0, (row.total or 0) - queries.due(started)) if row else 0

    def step(size: int) -> Progress:
        nonlocal done
        batch = queries.get(lease.workspace_id, lease.subject_id)
        assert batch is not None
        rows = queries.to_apply(batch, size)
        if rows:
            apply_rows(batch, rows)
        done += len(rows)
        return Progress(done, finished=len(rows) < size)

    return step


def at_end(lease: Lease, ending: Ending) -> None:
    """A commit that ran to its end is committed; one that stopped or failed can go on or be undone."""
    batch = queries.get(lease.workspace_id, lease.subject_id)
    if batch is None:
        return
    batch.status = BatchStatus.COMMITTED if ending is Ending.FINISHED else BatchStatus.PAUSED
    batch.committed_at = now() if ending is Ending.FINISHED else batch.committed_at
    batch.revision += 1
    db.session.flush()


HANDLER = Handler(begin, at_end)
