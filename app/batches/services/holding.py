"""One at a time: whoever changes a batch first keeps it until the transaction ends."""

from app.batches.models import Batch
from app.db import db, now


def hold(batch: Batch) -> None:
    """Keep the batch from everybody else until the transaction ends, and see it as it is now.

    Postgres lets several people act on one batch at the same instant; a row must not be decided anew while a
    commit carries it out. SQLite has one writer anyway.
    """
    db.session.flush()
    db.session.refresh(batch, with_for_update={"key_share": True})


def touch(batch: Batch) -> None:
    """Count one more decision about the batch, and note when: a commit names the revision its reader saw."""
    batch.revision += 1
    batch.settings = {**batch.settings, "touched": now().isoformat()}
    db.session.flush()
