"""Rows of a batch that bring the same ID of another system: they are decided about together."""

from collections.abc import Sequence

from app.batches.models import Batch, BatchRow
from app.batches.queries import ids
from app.batches.services.stored import cells_of
from app.constituents.domain.text import visible


def sharing_ids(batch: Batch, rows: Sequence[BatchRow]) -> set[int]:
    """The rows that have an ID of one of these, or that wait because of one: at most two statements."""
    fields = [each["field"] for each in batch.settings.get("columns", ())]
    if "external_id" not in fields or not rows:
        return set()
    at = fields.index("external_id")
    held = {text for row in rows for text in (cells_of(row)[at], visible(cells_of(row)[at])) if text}
    return ids.with_ids(batch, at, held)
