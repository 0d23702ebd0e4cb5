"""What one person's facts come to, and what was given in each month: the definitions that SQL carries out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from app.activity.domain import masks
from app.activity.domain.kinds import BounceKind, GiftStatus, RegistrationStatus
from app.activity.domain.years import fiscal_year


class Money(Protocol):
    """What sums need to know of a gift or a refund."""

    @property
    def status(self) -> GiftStatus: ...
    @property
    def amount(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def received_on(self) -> date: ...


class Month(NamedTuple):
    """A month by its first day, and a currency."""

    currency: str
    month: date


@dataclass(slots=True)
class Sums:
    """How many gifts and refunds, and what they come to: in minor units, net."""

    gifts: int = 0
    refunds: int = 0
    total: int = 0


def by_month(before: Iterable[Money], after: Iterable[Money]) -> dict[Month, Sums]:
    """By how much the months differ when these facts are no longer as before but as after."""
    found: dict[Month, Sums] = {}
    for sign, facts in ((-1, before), (1, after)):
        for each in facts:
            if each.status is GiftStatus.SETTLED:
                sums = found.setdefault(Month(each.currency, each.received_on.replace(day=1)), Sums())
                sums.gifts += sign * (each.amount >= 0)
                sums.refunds += sign * (each.amount < 0)
                sums.total += sign * each.amount
    return {key: found[key] for key in sorted(found) if found[key] != Sums()}


# --- one person


@dataclass(frozen=True, slots=True)
class Donation:
    """A gift or refund; ids tell which of two on one day came first."""

    id: int
    amount: int
    currency: str
    received_on: date
    status: GiftStatus = GiftStatus.SETTLED


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody's part in a gift that somebody else gave."""

    amount: int
    of: Donation


@dataclass(frozen=True, slots=True)
class Registration:
    """A place at an event that starts at an instant."""

    status: RegistrationStatus
    registered_at: datetime
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one message."""

    campaign_id: int
    sent_at: datetime
    delivered_at: datetime | None = None
    machine_opened_at: datetime | None = None
    opened_at: datetime | None = None
    clicked_at: datetime | None = None
    bounced_at: datetime | None = None
    bounce: BounceKind | None = None
    complained_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one person's deeds."""

    donations: Sequence[Donation] = ()
    credits: Sequence[Credit] = ()
    registrations: Sequence[Registration] = ()
    deliveries: Sequence[Delivery] = ()


Values = dict[str, object]


def roll_up(facts: Facts, *, currency: str, first_month: int) -> Values:
    """The values of a rollup by the names of its columns."""
    return (
        _giving(facts.donations, currency)
        | _over_all(facts.donations, first_month)
        | _credited(facts.credits, currency)
        | _registrations(facts.registrations)
        | _email(facts.deliveries)
    )


def _settled(donations: Iterable[Donation]) -> list[Donation]:
    return [each for each in donations if each.status is GiftStatus.SETTLED]


def _gifts(donations: Iterable[Donation]) -> list[Donation]:
    """Gifts without refunds, the earliest first."""
    given = (each for each in _settled(donations) if each.amount >= 0)
    return sorted(given, key=lambda each: (each.received_on, each.id))


def _giving(donations: Sequence[Donation], currency: str) -> Values:
    mine = [each for each in donations if each.currency == currency]
    gifts = _gifts(mine)
    first, last = (gifts[0], gifts[-1]) if gifts else (None, None)
    largest = max(gifts, key=lambda each: (each.amount, each.received_on), default=None)
    return {
        "gifts": len(gifts),
        "given": sum(each.amount for each in _settled(mine)),
        "first_gift_on": first and first.received_on,
        "first_gift": first and first.amount,
        "last_gift_on": last and last.received_on,
        "last_gift": last and last.amount,
        "largest_gift_on": largest and largest.received_on,
        "largest_gift": largest and largest.amount,
    }


def _over_all(donations: Sequence[Donation], first_month: int) -> Values:
    gifts = _gifts(donations)
    first, last = (gifts[0], gifts[-1]) if gifts else (None, None)
    days = {each.received_on for each in gifts}
    return {
        "donations": len(donations),
        "any_gifts": len(gifts),
        "any_first_on": first and first.received_on,
        "any_last_on": last and last.received_on,
        "any_last": last and last.amount,
        "any_last_currency": last and last.currency,
        "calendar_years": sum({masks.bit(day.year) for day in days}),
        "fiscal_years": sum({masks.bit(fiscal_year(day, first_month)) for day in days}),
    }


def _credited(credits: Sequence[Credit], currency: str) -> Values:
    counted = [each for each in credits if each.of.status is GiftStatus.SETTLED and each.of.amount >= 0]
    amounts = (each.amount for each in counted if each.of.currency == currency)
    return {"soft_credits": len(counted), "soft_credited": sum(amounts)}


def _registrations(registrations: Sequence[Registration]) -> Values:
    standing = [each for each in registrations if each.status is not RegistrationStatus.CANCELLED]
    attended = [each for each in registrations if each.status is RegistrationStatus.ATTENDED]
    instants = [each.registered_at for each in standing]
    return {
        "registrations": len(registrations),
        "standing": len(standing),
        "attended": len(attended),
        "no_shows": sum(each.status is RegistrationStatus.NO_SHOW for each in registrations),
        "first_registered_at": min(instants, default=None),
        "last_registered_at": max(instants, default=None),
        "last_attended_at": max((each.starts_at for each in attended), default=None),
    }


def _email(deliveries: Sequence[Delivery]) -> Values:
    ordered = sorted(deliveries, key=lambda each: (each.sent_at, each.campaign_id))
    known = [each for each in ordered if each.delivered_at or each.bounce]
    machines = [each for each in ordered if each.machine_opened_at and not each.opened_at]
    return {
        "sent": len(ordered),
        "delivered": sum(each.delivered_at is not None for each in ordered),
        "opened": sum(each.opened_at is not None for each in ordered),
        "machine_only": len(machines),
        "clicked": sum(each.clicked_at is not None for each in ordered),
        "bounced": sum(each.bounced_at is not None for each in ordered),
        "hard_bounced": sum(each.bounce is BounceKind.PERMANENT for each in ordered),
        "complained": sum(each.complained_at is not None for each in ordered),
        "first_sent_at": ordered[0].sent_at if ordered else None,
        "last_sent_at": ordered[-1].sent_at if ordered else None,
        "last_opened_at": max((each.opened_at for each in ordered if each.opened_at), default=None),
        "last_clicked_at": max((each.clicked_at for each in ordered if each.clicked_at), default=None),
        "ends_in_bounce": bool(known) and known[-1].bounce is BounceKind.PERMANENT,
    }


EMPTY = roll_up(Facts(), currency="", first_month=1)
"""The rollup of somebody about whom there are no facts."""
