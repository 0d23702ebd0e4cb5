"""Constituents that are about to be written."""

from collections.abc import Iterable

from sqlalchemy import select

from app.constituents.domain.record import Existing
from app.constituents.models import Constituent
from app.constituents.queries import existing
from app.db import db


def locked(workspace_id: int, ids: Iterable[int]) -> dict[int, Existing]:
    """These constituents as they are, kept from anybody else until the transaction ends.

    SQLite has one writer anyway. Ids of nobody are left out.
    """
    wanted = sorted(set(ids))
    if wanted and db.engine.dialect.name == "postgresql":
        db.session.execute(
            select(Constituent.id)
            .where(Constituent.workspace_id == workspace_id, Constituent.id.in_(wanted))
            .order_by(Constituent.id)
            .with_for_update(of=Constituent)
        )
    return existing(workspace_id, wanted)
