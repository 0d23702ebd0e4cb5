"""The import that brought a gift."""

from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Donation
from app.batches.models import Batch
from app.db import db


@dataclass(frozen=True, slots=True)
class Brought:
    """An import by its number and name."""

    number: int
    name: str


def brought_by(workspace: Workspace, row: Donation) -> Brought | None:
    """The import that a gift came with, None for one that came otherwise or whose import is gone."""
    if row.batch_id is None:
        return None
    query = select(Batch.number, Batch.name).where(
        Batch.workspace_id == workspace.id, Batch.id == row.batch_id
    )
    found = db.session.execute(query).one_or_none()
    return Brought(found.number, found.name) if found else None
