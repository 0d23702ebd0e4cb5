"""The check of a file, in the background: rows are read, decided about and stored.

Nobody's record is touched.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.batches import queries as batches
from app.batches.domain.mapping_problems import MappingProblem
from app.batches.domain.status import BatchStatus, NotPossible, described, move
from app.batches.models import Batch
from app.batches.services import (
    alarms,
    clear,
    hold,
    touch_counted,
)
from app.db import db, now
from app.imports.domain.limits import Limits
from app.imports.domain.values import of_nobody
from app.imports.services.check_run import CheckRun, Thought
from app.imports.services.mapping import mapping_of, open_problems, remember
from app.matching.services import refresh_counts
from app.words import N_, _
from app.work import services as work
from app.work.domain.lease import Ending, Lease
from app.work.domain.lease import Refused as CannotGoOn
from app.work.models import Work
from app.work.running import Handler, Staged

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
    found = open_problems(batch, mapping)
    blocking = tuple(problem for problem in found if problem.blocks)
    if blocking:
        return NotChecked(blocking)
    if batch.status is not BatchStatus.CHECKING:
        if isinstance(move(batch.status, BatchStatus.CHECKING), NotPossible):
            return NotChecked((MappingProblem(None, described(batch.status)),))
        _prepare(batch)
        remember(workspace, batch, of_nobody(mapping))
    match work.start(workspace_id=workspace.id, kind=KIND, subject_id=batch.id, total=None, by=actor.id):
        case work.AlreadyRunning(running):
            return Checking(running)
        case started:
            return Checking(started)


def go_on(workspace: Workspace, batch: Batch, *, actor: Actor) -> Checking | NotChecked:
    """Go on with a check that was stopped; one that is over stands, with all that was decided. Flushes."""
    hold(batch)
    if batch.status is BatchStatus.IN_REVIEW:
        return NotChecked((MappingProblem(None, _IS_OVER),))
    return check(workspace, batch, actor=actor)


_IS_OVER = N_("The check of this file is over. To check it anew, change its columns.")


def _prepare(batch: Batch) -> None:
    """Begin anew, unless a check was stopped: what it decided stands, on the day on which it began."""
    if batch.status is BatchStatus.IN_REVIEW:
        clear(batch)
    if not batch.rows_read:
        batch.checked_at = now()
    alarms.drop(batch)
    batch.settings = {**batch.settings, "check_from": batch.rows_read}
    batch.status = BatchStatus.CHECKING
    db.session.flush()


# --- the handler


def begin_with(limits: Limits) -> Callable[[Lease], Staged[Thought]]:
    """A handler's beginning under these limits."""

    def begin(lease: Lease) -> Staged[Thought]:
        if refresh_counts(lease.workspace_id):
            db.session.commit()
        run = CheckRun(_batch(lease), limits)
        return Staged(
            lambda size: run.think(_batch(lease), size), lambda thought: run.write(_batch(lease), thought)
        )

    return begin


def _batch(lease: Lease) -> Batch:
    batch = batches.get(lease.workspace_id, lease.subject_id)
    if batch is None:
        raise CannotGoOn(_("This import was removed."))
    return batch


def at_end(lease: Lease, ending: Ending) -> None:
    """A file read to its end goes to review; one that was stopped or refused goes back to its mapping.

    What a stopped check has stored is kept, and a further check goes on from there; of a file that cannot be
    read to its end nothing is kept.
    """
    batch = _batch(lease)
    batch.status = BatchStatus.IN_REVIEW if ending is Ending.FINISHED else BatchStatus.MAPPED
    if ending is Ending.FAILED:
        clear(batch)
    touch_counted(batch)


def handler(limits: Limits) -> Handler:
    """How a check is done under these limits."""
    return Handler(begin_with(limits), at_end, keeps=False)
