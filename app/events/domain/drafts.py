"""What staff type about an event or a registration."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.activity.domain.kinds import EventKind, RegistrationStatus
from app.events.domain.places import HOLDING
from app.events.domain.when import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """An event as it was typed; without a capacity anybody finds a place."""

    name: str
    span: Span
    kind: EventKind = EventKind.EVENT
    category: str = ""
    place: str = ""
    description: str = ""
    capacity: int | None = None

    @property
    def values(self) -> dict[str, Any]:
        """The columns that it writes."""
        return {
            "name": self.name,
            "kind": self.kind,
            "category": self.category,
            "place": self.place,
            "description": self.description,
            "capacity": self.capacity,
            "starts_at": self.span.starts_at,
            "ends_at": self.span.ends_at,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationDraft:
    """A registration as it was typed; `fee` is in minor units of `currency`."""

    registered_at: datetime
    currency: str
    status: RegistrationStatus = RegistrationStatus.REGISTERED
    ticket: str = ""
    fee: int = 0
    guests: int = 0
    note: str = ""

    @property
    def needs(self) -> int:
        """How many places it takes."""
        return 1 + self.guests if self.status in HOLDING else 0

    @property
    def values(self) -> dict[str, Any]:
        """The columns that it writes."""
        return {
            "status": self.status,
            "registered_at": self.registered_at,
            "ticket": self.ticket,
            "fee": self.fee,
            "currency": self.currency,
            "guests": self.guests,
            "note": self.note,
        }
