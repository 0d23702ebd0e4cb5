"""Pressing the button of a commit or an undo: of all who press at once one starts it, and all get it.

What is done then is for each kind of batch to say; that it is done once is the same for all.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.accounts.models import Staff
from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, record
from app.batches.domain.reverting import refusal
from app.batches.domain.status import BatchKind, BatchStatus, NotPossible, described, move
from app.batches.models import Batch
from app.batches.services.holding import hold, touch
from app.db import db, now
from app.words import _
from app.work import queries as progress
from app.work import services as work
from app.work.domain.state import WorkState
from app.work.models import Work


@dataclass(frozen=True, slots=True)
class Committing:
    """The commit is on its way or done already; the same answer to everybody who pressed the button."""

    work: Work


@dataclass(frozen=True, slots=True)
class NotCommitted:
    """Nothing was started; `reason` is a sentence for staff."""

    reason: str


@dataclass(frozen=True, slots=True)
class Undoing:
    """The undo is on its way; the same answer to everybody who pressed the button."""

    work: Work


@dataclass(frozen=True, slots=True)
class NotUndone:
    """Nothing was started; `reason` is a sentence for staff."""

    reason: str


_asked: dict[BatchKind, Callable[[Batch, Actor], str]] = {}


def on_commit(kind: BatchKind, blocks: Callable[[Batch, Actor], str]) -> None:
    """Ask before each commit of a batch of this kind, also of one that stopped, whether it may begin.

    `blocks(batch, actor)` answers why not, as a sentence for staff, or "". The batch is held meanwhile.
    """
    _asked[kind] = blocks


def why_not(batch: Batch, actor: Actor) -> str:
    """Why they may not commit this batch, as whoever registered with `on_commit` says; "" where they may."""
    blocks = _asked.get(batch.kind)
    return blocks(batch, actor) if blocks else ""


def start_commit(
    batch: Batch,
    kind: str,
    *,
    due: Callable[[Batch], int],
    revision: int | None,
    actor: Actor,
    blocked: Callable[[Batch], str] = lambda __: "",
) -> Committing | NotCommitted:
    """Start to carry out the ready rows, of which so many are due, as work of this kind.

    `revision` is the state of the review that staff have seen; when it moved on, nothing is started, nor
    while `blocked` has a sentence about it. Flushes; the caller commits.
    """
    hold(batch)
    if done := _done_already(batch, kind, due):
        return Committing(done)
    if batch.status is not BatchStatus.COMMITTING:
        if isinstance(move(batch.status, BatchStatus.COMMITTING), NotPossible):
            return NotCommitted(described(batch.status, batch.kind))
        if revision is not None and revision != batch.revision:
            return NotCommitted(
                batch.kind.say(
                    _("Somebody changed this import in the meantime. Look at it again, then commit."),
                    _("Somebody changed this batch in the meantime. Look at it again, then commit."),
                )
            )
        if why := blocked(batch) or why_not(batch, actor):
            return NotCommitted(why)
        batch.status, batch.committed_by = BatchStatus.COMMITTING, actor.id
        db.session.flush()
        record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "commit", after=batch.number)])
    return Committing(_work(batch, kind, due(batch), actor))


def _done_already(batch: Batch, kind: str, due: Callable[[Batch], int]) -> Work | None:
    """The commit that leaves nothing to do: one that runs, or one that has carried out every ready row."""
    latest = progress.latest(batch.workspace_id, kind, batch.id)
    match batch.status:
        case BatchStatus.COMMITTING:
            return latest if latest and latest.state.is_alive else None
        case BatchStatus.COMMITTED:
            return latest if latest and latest.state is WorkState.DONE and not due(batch) else None
        case _:
            return None


def start_undo(
    batch: Batch,
    kind: str,
    *,
    due: Callable[[Batch], int],
    has_done: Callable[[Batch], bool],
    actor: Actor,
    days: int,
) -> Undoing | NotUndone:
    """Start to undo all that an import did, also one that was stopped halfway, as work of this kind.

    `days` after the last commit it is too late, and where it `has_done` nothing there is nothing to undo. Who
    may do it is for the caller to ask. Flushes; the caller commits.
    """
    hold(batch)
    running = progress.latest(batch.workspace_id, kind, batch.id)
    if batch.status is BatchStatus.UNDOING and running and running.state.is_alive:
        return Undoing(running)
    if batch.status is not BatchStatus.UNDOING:
        if refused := refusal(batch.status, batch.committed_at, now=now(), days=days, kind=batch.kind):
            return NotUndone(refused.reason)
        if batch.status is not BatchStatus.UNDO_STOPPED and not has_done(batch):
            return NotUndone(
                batch.kind.say(
                    _("This import has changed nothing: there is nothing to undo."),
                    _("This batch has changed nothing: there is nothing to undo."),
                )
            )
        batch.status, batch.undone_by = BatchStatus.UNDOING, actor.id
        touch(batch)
        record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "undo", after=batch.number)])
    return Undoing(_work(batch, kind, due(batch), actor))


def _work(batch: Batch, kind: str, total: int, actor: Actor) -> Work:
    match work.start(
        workspace_id=batch.workspace_id, kind=kind, subject_id=batch.id, total=total, by=actor.id
    ):
        case work.AlreadyRunning(running):
            return running
        case started:
            return started


def who_commits(batch: Batch) -> Actor:
    """Whose commit it is, as the journal tells it."""
    return _named(batch.committed_by, Via.BATCH)


def who_undoes(batch: Batch, change_set: int) -> Actor:
    """Whose undo it is; all that the journal tells of it belongs to one act."""
    return _named(batch.undone_by, Via.UNDO, change_set)


def _named(staff_id: int | None, via: Via, change_set: int | None = None) -> Actor:
    staff = db.session.get(Staff, staff_id) if staff_id else None
    return Actor(
        staff.name if staff else _("Command line"), via, id=staff.id if staff else None, change_set=change_set
    )
