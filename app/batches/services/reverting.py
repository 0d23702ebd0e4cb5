"""Undo of an import: whom it added is removed, what it changed goes back, and what stays is said."""

from collections.abc import Callable

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.batches import queries
from app.batches.domain.reverting import UNDO_DAYS
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.batches.queries import reverting as undoable
from app.batches.queries import reverting_gifts
from app.batches.services.gifts_reverting import take_gifts_back
from app.batches.services.holding import touch
from app.batches.services.planning import MOST_ROWS
from app.batches.services.reverting_rows import rule_of, take_back
from app.batches.services.starting import NotUndone as NotUndone
from app.batches.services.starting import Undoing as Undoing
from app.batches.services.starting import start_undo, who_undoes
from app.batches.services.tally import keep_tally
from app.constituents.systems import forget_unused_systems
from app.db import db, now
from app.matching.services import refresh_counts
from app.updates.services import one_bulk_writer
from app.words import _
from app.work import queries as progress
from app.work.domain.lease import Ending, Lease, Progress, Refused
from app.work.running import Handler

KIND = "undo"


def undo(batch: Batch, *, actor: Actor, days: int = UNDO_DAYS) -> Undoing | NotUndone:
    """Start to undo all that an import did, also one that was stopped halfway.

    `days` after the last commit it is too late. Who may do it is for the caller to ask: `may_undo`. Flushes;
    the caller commits.
    """
    if batch.kind is BatchKind.RESTRICTION:
        return NotUndone(_("An import of restrictions is not undone: one restriction is lifted by hand."))
    if batch.kind is BatchKind.ACTIVITY:
        return NotUndone(_("This is an import of activity: undo it on its own page."))
    return start_undo(batch, KIND, due=undoable.due, has_done=_has_done, actor=actor, days=days)


def _has_done(batch: Batch) -> bool:
    return bool(undoable.done(batch).applied)


def may_undo(batch: Batch, staff_id: int | None, *, any_import: bool) -> bool:
    """Whether somebody may undo this import: all of them, or what she committed herself."""
    return any_import or (staff_id is not None and batch.committed_by == staff_id)


# --- the handler


def begin(lease: Lease) -> Callable[[int], Progress]:
    """Find where the undo stands: rows that were carried out and not taken back are still to do."""
    row = progress.get(lease.workspace_id, lease.work_id)
    total = row.total if row and row.total else 0
    actor = who_undoes(_batch(lease), lease.work_id)
    done = max(0, total - undoable.due(_batch(lease)))
    after, of_gifts = 0, _batch(lease).kind is BatchKind.REVENUE

    def step(size: int) -> Progress:
        nonlocal done, after, of_gifts
        one_bulk_writer(lease.workspace_id)
        batch, size = _batch(lease), min(size, MOST_ROWS)
        if of_gifts:  # all gifts before the people who gave them
            rows = reverting_gifts.next_rows(batch, after=after, limit=size)
            done += take_gifts_back(batch, rows, actor=actor, rule=rule_of(batch))
            of_gifts = len(rows) == size
            after = rows[-1].number if of_gifts else 0
            return Progress(done, finished=False)
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


def _batch(lease: Lease) -> Batch:
    batch = queries.get(lease.workspace_id, lease.subject_id)
    if batch is None:
        raise Refused(_("This import was removed."))
    return batch


HANDLER = Handler(begin, at_end, afterwards=refresh_counts)
