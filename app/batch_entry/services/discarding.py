"""Giving up a batch of which nothing was ever written."""

from sqlalchemy import delete

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batch_entry.models import EntryBatch
from app.batch_entry.services import filling, validating
from app.batches.domain.status import BatchStatus, NotPossible, described
from app.batches.models import Batch
from app.batches.services import hold
from app.db import db
from app.words import N_, _
from app.work import queries as work

_LEFT_OVER = N_(
    "The rows of this batch were left over by another one, so they are kept. "
    "Leave out the rows that nobody needs, one by one or all at once."
)


def may_discard(batch: Batch) -> bool:
    """Whether it can be given up as far as its state goes."""
    return batch.status is BatchStatus.OPEN and batch.committed_by is None


def in_the_way(batch: Batch, beside: EntryBatch) -> str:
    """Why the batch is kept, as a sentence for staff; "" where it can be given up."""
    if not may_discard(batch):
        return described(batch.status, batch.kind)
    if beside.exceptions_of is not None:
        return _LEFT_OVER
    if work.alive(batch.workspace_id, validating.KIND, batch.id):
        return _("This batch is being validated. Wait until that is done, or stop it.")
    return filling.blocks(batch)


def discard(batch: Batch, beside: EntryBatch, *, actor: Actor) -> NotPossible | None:
    """Forget the batch and its rows; the journal keeps that it was there."""
    hold(batch)
    if reason := in_the_way(batch, beside):
        return NotPossible(reason)
    record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "discarded", before=batch.name)])
    db.session.execute(delete(Batch).where(Batch.workspace_id == batch.workspace_id, Batch.id == batch.id))
    return None
