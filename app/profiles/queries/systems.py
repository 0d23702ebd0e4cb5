"""The systems that IDs of this workspace come from."""

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.models import Workspace
from app.constituents.models import ExternalSystem
from app.db import db


def names(workspace: Workspace) -> Sequence[str]:
    """Their names, in order."""
    query = select(ExternalSystem.name).where(ExternalSystem.workspace_id == workspace.id)
    return db.session.scalars(query.order_by(ExternalSystem.name)).all()
