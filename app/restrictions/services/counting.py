"""Keeping the numbers of an import, so that a page of a million rows need not count them."""

from dataclasses import asdict

from app.batches.models import Batch
from app.batches.services import keep_tally, touch
from app.db import db
from app.restrictions import queries


def count_anew(batch: Batch) -> None:
    """Count the rows once more and keep the numbers for the revision that begins here. Flushes."""
    touch(batch)
    counts = queries.counted(batch)
    batch.settings = {**batch.settings, "counts": asdict(counts) | {"revision": batch.revision}}
    keep_tally(batch)
    db.session.flush()
