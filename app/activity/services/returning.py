"""Gifts that were removed, put back as they were."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Column, Date, Enum, Table

from app.activity.domain.arrivals import NewSoftCredit
from app.activity.models import Donation
from app.activity.services import rollups
from app.activity.services.recording import record_soft_credits
from app.activity.services.sets import inserting, mine
from app.db import UtcDateTime, db


def as_kept(gift: Donation) -> dict[str, Any]:
    """All that is stored of a gift, as JSON keeps it."""
    return {name: _plain(getattr(gift, name)) for name in _table().c.keys()}  # noqa: SIM118  # columns


def put_back(workspace_id: int, kept: Mapping[str, Any], credits: Sequence[NewSoftCredit]) -> Donation:
    """Store the gift as it was kept, under its old id, with these soft credits; sums follow.

    The caller has made sure that the id and the key are free. Flushes; the caller commits.
    """
    mine(workspace_id)
    known = {name: _read(column, kept[name]) for name, column in _table().c.items() if name in kept}
    db.session.execute(inserting(Donation), [{**known, "workspace_id": workspace_id}])
    gift = db.session.get_one(Donation, (workspace_id, known["id"]))
    with rollups.together(workspace_id):
        record_soft_credits(workspace_id, credits)
        rollups.follow(workspace_id, giving={gift.constituent_id})
        rollups.follow_months(workspace_id, (), [gift])
    return gift


def _table() -> Table:
    return cast(Table, Donation.__table__)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(column: Column[Any], value: Any) -> Any:
    match column.type:
        case _ if value is None:
            return None
        case Enum(enum_class=kind) if kind:
            return kind(value)
        case UtcDateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case _:
            return value
