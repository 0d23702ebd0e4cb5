"""All that a rule can ask about one person, as plain values. Dates are in the workspace's time zone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.activity.domain.kinds import BounceKind, EventKind, GiftKind, RegistrationStatus
from app.consent.domain.barrier import Gate
from app.consent.domain.facts import MarketingStatus, SuppressionReason
from app.consent.domain.finding import unknown
from app.consent.domain.verdict import Verdict
from app.constituents.domain.partial import PartialDate
from app.constituents.domain.record import Kind
from app.cultivation.domain.stages import Stage
from app.groups.domain.conditions.ops import Status

UNASKED = Verdict(tuple(unknown(gate) for gate in Gate))
"""What stands for a verdict that nothing asks for: were it asked all the same, nobody could be emailed."""


@dataclass(frozen=True, slots=True)
class Gift:
    """A donation in minor units; `refund` marks money given back (a negative amount).

    One in another currency than the workspace's is `foreign`: a gift whose amount compares with none.
    """

    on: date
    amount: int
    settled: bool = True
    refund: bool = False
    foreign: bool = False
    kind: GiftKind = GiftKind.ONE_OFF
    fund: str = ""
    campaign: str = ""
    appeal: str = ""


@dataclass(frozen=True, slots=True)
class Registration:
    """A place at an event, and what is known of the event; `on` is the day of registering."""

    event: int
    on: date
    status: RegistrationStatus = RegistrationStatus.REGISTERED
    begins_on: date = date.min
    category: str = ""
    kind: EventKind = EventKind.EVENT
    name: str = ""

    @property
    def cancelled(self) -> bool:
        """Whether it stands no more."""
        return self.status is RegistrationStatus.CANCELLED


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one message. `opened_on` is the first opening by a person, never by a machine."""

    sent_on: date
    delivered_on: date | None = None
    opened_on: date | None = None
    clicked_on: date | None = None
    bounce: BounceKind | None = None
    bounced_on: date | None = None
    complained_on: date | None = None
    unsubscribed_on: date | None = None
    campaign: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where an active address is."""

    city: str = ""
    region: str = ""
    country: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One person.

    `found_by` holds every word by which a search finds her, as her record keeps it; `gifts` are in the order
    in which they were given, `deliveries` in that of sending; `verdict` is about no topic, `verdict_later`
    the same in 30 days if nothing happens, `topic_verdicts` about each interest group (one that is missing
    is not known); `interests` says True for joined and False for left; `roles` are the folded names of those
    she has today.
    """

    kind: Kind
    added_on: date
    verdict: Verdict
    status: Status = Status.ACTIVE
    updated_on: date = date.min
    verdict_later: Verdict | None = None
    topic_verdicts: Mapping[int, Verdict] = field(default_factory=dict)
    marketing_status: MarketingStatus = MarketingStatus.NO_CHOICE
    suppressed_for: frozenset[SuppressionReason] = frozenset()
    interests: Mapping[int, bool] = field(default_factory=dict)
    chosen_on: Mapping[int, date] = field(default_factory=dict)
    found_by: str = ""
    lookup_number: int = 0
    has_email: bool = False
    has_phone: bool = False
    birth: PartialDate | None = None
    source: str = ""
    imports: frozenset[int] = frozenset()
    places: tuple[Place, ...] = ()
    gifts: tuple[Gift, ...] = ()
    registrations: tuple[Registration, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    latest_campaigns: tuple[int, ...] = ()
    groups: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    stage: Stage | None = None

    @property
    def settled_gifts(self) -> tuple[Gift, ...]:
        """The gifts whose money arrived, without refunds."""
        return tuple(gift for gift in self.gifts if gift.settled and not gift.refund)

    @property
    def kept_registrations(self) -> tuple[Registration, ...]:
        """The registrations that are not cancelled."""
        return tuple(each for each in self.registrations if not each.cancelled)
