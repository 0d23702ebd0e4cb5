"""What staff did with many rows at once."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from app.batches.domain.rows import Outcome
from app.batches.models import Batch, BatchAct, BatchRow
from app.batches.queries.batches import of
from app.db import db


def acts(batch: Batch, *, limit: int = 5) -> Sequence[BatchAct]:
    """The latest acts on many rows, newest first."""
    query = select(BatchAct).where(BatchAct.workspace_id == batch.workspace_id, BatchAct.batch_id == batch.id)
    return db.session.scalars(query.order_by(BatchAct.id.desc()).limit(limit)).all()


def act(batch: Batch, act_id: int) -> BatchAct | None:
    """One act of this batch."""
    query = select(BatchAct).where(BatchAct.workspace_id == batch.workspace_id, BatchAct.id == act_id)
    return db.session.scalar(query.where(BatchAct.batch_id == batch.id))


def ready_among(batch: Batch, numbers: Collection[int]) -> int:
    """How many of these rows commit would carry out."""
    query = select(func.count()).where(
        *of(batch), BatchRow.number.in_(sorted(numbers)), BatchRow.outcome == Outcome.READY
    )
    return (db.session.scalar(query) or 0) if numbers else 0
