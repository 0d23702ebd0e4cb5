"""Systems that an import brought with it, forgotten again when no ID of them is left."""

from datetime import datetime

from sqlalchemy import delete, exists, select

from app.constituents.models import ExternalId, ExternalSystem
from app.db import db
from app.ids import id_at


def forget_unused_systems(workspace_id: int, *, made_since: datetime) -> int:
    """Delete systems that were made since, that nobody trusts and that no constituent has an ID of.

    Answers how many. Asked in a statement of its own after the lock: an ID may have come while it waited.
    """
    mine = (
        ExternalSystem.workspace_id == workspace_id,
        ExternalSystem.id >= id_at(made_since),
        ~ExternalSystem.is_trusted,
    )
    fresh = db.session.scalars(select(ExternalSystem.id).where(*mine).with_for_update()).all()
    if not fresh:
        return 0
    unused = ~exists().where(
        ExternalId.workspace_id == ExternalSystem.workspace_id, ExternalId.system_id == ExternalSystem.id
    )
    gone = delete(ExternalSystem).where(*mine, ExternalSystem.id.in_(fresh), unused)
    return len(
        db.session.scalars(
            gone.returning(ExternalSystem.id), execution_options={"synchronize_session": False}
        ).all()
    )
