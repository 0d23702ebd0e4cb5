"""The import or batch that brought a gift."""

from dataclasses import dataclass

from app.accounts.models import Workspace
from app.activity.models import Donation
from app.batches.models import Batch
from app.db import db


@dataclass(frozen=True, slots=True)
class Brought:
    """An import or batch: its number, and what people call it inside a sentence."""

    number: int
    known_as: str


def brought_by(workspace: Workspace, row: Donation) -> Brought | None:
    """What a gift came with, None for one that came otherwise or with what is gone."""
    if row.batch_id is None:
        return None
    batch = db.session.get(Batch, (workspace.id, row.batch_id))
    return Brought(batch.number, batch.known_as) if batch else None
