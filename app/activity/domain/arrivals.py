"""Facts as they arrive from other systems, before they are stored.

A fact with an `external_key` is stored once for its (source, external key); one without is new each time.
`batch_id` is the import that brings it; what a bulk import brings never counts as implied consent.
"""

from dataclasses import dataclass
from datetime import date, datetime

from app.activity.domain.kinds import (
    BounceKind,
    EmailEventKind,
    EventKind,
    GiftKind,
    GiftStatus,
    RegistrationStatus,
    TributeKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDonation:
    """A gift in minor units of `currency`. A refund names its gift and is negative, else ValueError."""

    constituent_id: int
    amount: int
    currency: str
    received_on: date
    kind: GiftKind = GiftKind.ONE_OFF
    status: GiftStatus = GiftStatus.SETTLED
    fund: str = ""
    appeal: str = ""
    method: str = ""
    refund_of_id: int | None = None
    source: str = ""
    external_key: str | None = None
    campaign: str = ""
    anonymous: bool = False
    tribute: TributeKind | None = None
    tribute_name: str = ""
    note: str = ""
    batch_id: int | None = None
    implies_consent: bool = True

    def __post_init__(self) -> None:
        if self.refund_of_id is not None and self.amount >= 0:
            raise ValueError("a refund takes money away: its amount is negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSoftCredit:
    """Thanks for a part of somebody else's gift, in minor units of the gift's currency."""

    donation_id: int
    constituent_id: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """Something people register for."""

    name: str
    starts_at: datetime
    ends_at: datetime | None = None
    category: str = ""
    place: str = ""
    capacity: int | None = None
    source: str = ""
    external_key: str | None = None
    kind: EventKind = EventKind.EVENT
    description: str = ""
    batch_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRegistration:
    """One constituent's place at an event.

    `fee` is in minor units of `currency`; without one it is the workspace's.
    """

    constituent_id: int
    event_id: int
    registered_at: datetime
    status: RegistrationStatus = RegistrationStatus.REGISTERED
    ticket: str = ""
    fee: int = 0
    guests: int = 0
    source: str = ""
    external_key: str | None = None
    currency: str = ""
    checked_in_at: datetime | None = None
    note: str = ""
    batch_id: int | None = None
    implies_consent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCampaign:
    """A mailing that another tool sent."""

    name: str
    sent_at: datetime
    subject: str = ""
    source: str = ""
    external_key: str | None = None
    batch_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEmailEvent:
    """One report about one message; `machine` marks an open or click that no person made."""

    constituent_id: int
    campaign_id: int
    kind: EmailEventKind
    at: datetime
    machine: bool = False
    bounce: BounceKind | None = None
    source: str = ""
    external_key: str | None = None
    batch_id: int | None = None


WITH_THE_GIFT = ("kind", "fund", "campaign", "appeal", "anonymous")
"""What a refund shares with its gift, so that sums by fund and the like are net."""

Arrival = NewDonation | NewEvent | NewRegistration | NewCampaign | NewEmailEvent
