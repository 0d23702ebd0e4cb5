"""What is kept beside a batch that staff type."""

from app.batch_entry.models import EntryBatch
from app.batches.models import Batch
from app.db import db


def beside(batch: Batch) -> EntryBatch:
    """What is kept beside this batch, which has to be one that is entered."""
    return db.session.get_one(EntryBatch, (batch.workspace_id, batch.id))
