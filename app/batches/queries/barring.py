"""How many rows of a batch are about people whom nobody may write to."""

from sqlalchemy import func, select, text

from app.batches.domain.barred import Barred
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import of
from app.db import db


def barred_counts(batch: Batch) -> dict[Barred, int]:
    """Rows by what is in force about them; an index holds just these, so that many others cost nothing."""
    is_barred = text("batch_rows.barred <> ''")
    query = select(BatchRow.barred, func.count()).where(*of(batch), is_barred).group_by(BatchRow.barred)
    return {barred: rows for barred, rows in db.session.execute(query)}
