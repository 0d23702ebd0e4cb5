"""People to whom facts can happen."""

from datetime import UTC, date, datetime

from app.accounts.models import Workspace
from app.constituents.domain.record import Existing, Kind, Name, blank
from app.constituents.services import Rewrite, write
from app.db import db

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def people(workspace_id: int, count: int) -> list[int]:
    """Ids of so many new constituents."""
    records = [Existing(Kind.INDIVIDUAL, Name(first=f"Person {number}")) for number in range(count)]
    written = write(workspace_id, [Rewrite(blank(record.kind), record) for record in records])
    return [record.id for record in written]


def workspace(workspace_id: int) -> Workspace:
    found = db.session.get(Workspace, workspace_id)
    assert found is not None
    return found


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """An instant of UTC: "2026-03-04 09:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
