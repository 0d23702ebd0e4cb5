"""The import or batch that brought a gift."""

from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Donation
from app.batches.models import Batch, BatchRow
from app.db import db


@dataclass(frozen=True, slots=True)
class Brought:
    """An import or batch: its number, and what people call it inside a sentence.

    `row` is the number of the row that brought the gift, in a batch that staff entered; None otherwise.
    """

    number: int
    known_as: str
    is_entered: bool = False
    row: int | None = None


def brought_by(workspace: Workspace, row: Donation) -> Brought | None:
    """What a gift came with, None for one that came otherwise or with what is gone."""
    if row.batch_id is None:
        return None
    batch = db.session.get(Batch, (workspace.id, row.batch_id))
    if batch is None:
        return None
    entered = batch.kind.is_entered
    return Brought(batch.number, batch.known_as, entered, _row(batch, row) if entered else None)


def _row(batch: Batch, gift: Donation) -> int | None:
    query = select(BatchRow.number).where(
        BatchRow.workspace_id == batch.workspace_id,
        BatchRow.batch_id == batch.id,
        BatchRow.donation_id == gift.id,
    )
    return db.session.scalars(query.order_by(BatchRow.number).limit(1)).first()
