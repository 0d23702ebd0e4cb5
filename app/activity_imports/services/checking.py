"""The check of a file of activity, in the background: it decides about rows and touches nobody."""

from collections.abc import Callable
from dataclasses import dataclass

from app.accounts.models import Workspace
from app.activity_imports import queries
from app.activity_imports.domain.gaps import Gap
from app.activity_imports.services.check_run import CheckRun, Thought
from app.activity_imports.services.storing import clear
from app.audit.services import Actor
from app.batches.domain.status import BatchStatus, NotPossible, described, move
from app.batches.models import Batch
from app.batches.services import hold, touch_counted
from app.db import db, now
from app.imports.domain.limits import Limits
from app.matching.services import refresh_counts
from app.words import _
from app.work import services as work
from app.work.domain.lease import Ending, Lease
from app.work.domain.lease import Refused as CannotGoOn
from app.work.models import Work
from app.work.running import Handler, Staged

KIND = "activity_check"


@dataclass(frozen=True, slots=True)
class Checking:
    """The check is on its way."""

    work: Work


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Nothing was started: what has to be settled first."""

    gaps: tuple[Gap, ...]


def check(workspace: Workspace, batch: Batch, *, actor: Actor) -> Checking | NotChecked:
    """Start the check of the whole file, or go on with one that was stopped. Flushes; the caller commits.

    That the reading has no gaps is for the caller to see to.
    """
    hold(batch)
    if batch.status is not BatchStatus.CHECKING:
        if isinstance(move(batch.status, BatchStatus.CHECKING), NotPossible):
            return NotChecked((Gap("file", described(batch.status)),))
        _prepare(batch)
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


def handler(limits: Limits) -> Handler:
    """How a check is done under these limits."""
    return Handler(_begin_with(limits), _at_end, keeps=False)


def _begin_with(limits: Limits) -> Callable[[Lease], Staged[Thought]]:
    def begin(lease: Lease) -> Staged[Thought]:
        if refresh_counts(lease.workspace_id):
            db.session.commit()
        run = CheckRun(batch_of(lease), limits)
        return Staged(
            lambda size: run.think(batch_of(lease), size), lambda thought: run.write(batch_of(lease), thought)
        )

    return begin


def batch_of(lease: Lease) -> Batch:
    """The import that the work is about."""
    batch = queries.get(lease.workspace_id, lease.subject_id)
    if batch is None:
        raise CannotGoOn(_("This import was removed."))
    return batch


def _at_end(lease: Lease, ending: Ending) -> None:
    """A file read to its end goes to review; one that was stopped or refused goes back to its columns."""
    batch = batch_of(lease)
    batch.status = BatchStatus.IN_REVIEW if ending is Ending.FINISHED else BatchStatus.MAPPED
    if ending is Ending.FAILED:
        clear(batch)
    touch_counted(batch)
