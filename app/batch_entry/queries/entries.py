"""What is kept beside a batch that staff type."""

from sqlalchemy import exists, select

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batch_entry.models import EntryBatch
from app.batches.models import Batch
from app.db import db

_ACTS = "row"
"""The field under which the journal tells what somebody decided about a row."""


def beside(batch: Batch) -> EntryBatch:
    """What is kept beside this batch, which has to be one that is entered."""
    return db.session.get_one(EntryBatch, (batch.workspace_id, batch.id))


def has_decided(entry: EntryBatch, staff_id: int | None) -> bool:
    """Whether they decided about a row of the batch, also while it was in the batch it was moved from."""
    if staff_id is None:
        return False
    batches, before = [entry.batch_id], entry.exceptions_of
    while before and before not in batches:
        batches.append(before)
        other = db.session.get(EntryBatch, (entry.workspace_id, before))
        before = other.exceptions_of if other else None
    acts = exists().where(
        JournalEntry.workspace_id == entry.workspace_id,
        JournalEntry.subject == Subject.BATCH,
        JournalEntry.subject_id.in_(batches),
        JournalEntry.field == _ACTS,
        JournalEntry.actor_id == staff_id,
    )
    return bool(db.session.scalar(select(acts)))
