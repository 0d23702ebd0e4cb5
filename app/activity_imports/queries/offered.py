"""Events and mailings that a file can be about."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.activity.models import Campaign, Event
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.reading import Stated
from app.db import db

MOST = 100


def offered(workspace_id: int, kind: FactKind) -> dict[int, tuple[str, Stated]]:
    """The latest events or mailings by their id, each with its source and as a file would state it."""
    match kind:
        case FactKind.REGISTRATIONS:
            found = _latest(workspace_id, Event, Event.starts_at)
        case FactKind.MAIL:
            found = _latest(workspace_id, Campaign, Campaign.sent_at)
        case _:
            found = []
    return {row.id: (row.source, Stated(row.name, row.at, row.external_key or "")) for row in found}


def _latest(workspace_id: int, table: Any, at: Any) -> Sequence[Any]:
    query = select(table.id, table.name, at.label("at"), table.source, table.external_key)
    return db.session.execute(
        query.where(table.workspace_id == workspace_id).order_by(at.desc()).limit(MOST)
    ).all()
