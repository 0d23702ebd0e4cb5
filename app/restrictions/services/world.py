"""What stays the same while a file is seen through: the day, the secret of the addresses, the columns."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.accounts.models import Workspace
from app.batches.models import Batch
from app.batches.services import local_today
from app.consent.domain.address_keys import address_key
from app.db import db
from app.restrictions.domain.reading import Reading
from app.restrictions.services.receiving import reading_of


@dataclass(frozen=True, slots=True)
class World:
    """Plain values, good for a whole run."""

    workspace_id: int
    secret: bytes
    zone: str
    began: datetime
    today: date
    reading: Reading

    def key(self, address: str) -> str:
        """The keyed hash that a restriction of this address is kept under."""
        return address_key(address, self.secret)

    def instant(self, on: date | None) -> datetime:
        """The last instant of that day, and never one to come: of two wishes of a day the no is the later."""
        if on is None or on >= self.today:
            return self.began
        midnight = datetime.combine(on + timedelta(days=1), time(), ZoneInfo(self.zone))
        return min(midnight - timedelta(seconds=1), self.began)


def world_of(batch: Batch, *, began: datetime) -> World:
    """The world in which this file is seen through."""
    workspace = workspace_of(batch)
    return World(
        workspace.id,
        workspace.address_secret,
        workspace.timezone,
        began,
        local_today(workspace, began),
        reading_of(batch),
    )


def workspace_of(batch: Batch) -> Workspace:
    """The workspace that the batch belongs to."""
    return db.session.scalars(select(Workspace).where(Workspace.id == batch.workspace_id)).one()
