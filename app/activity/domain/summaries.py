"""What a person's facts come to: figures a profile shows and rules ask for. Money is in minor units."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from app.activity.domain.kinds import RegistrationStatus
from app.activity.domain.years import fiscal_label, fiscal_year

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Gift:
    """One gift, as figures name it."""

    amount: int
    currency: str
    on: date


@dataclass(frozen=True, slots=True)
class Month:
    """What one person gave in one month in one currency; `gifts` without refunds, `amount` net of them."""

    currency: str
    year: int
    month: int
    amount: int
    gifts: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the giving, by fund or by fiscal year: net amounts by currency, and how many gifts."""

    name: str
    amounts: Mapping[str, int]
    gifts: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where facts came from, and how many of them."""

    source: str
    count: int


@dataclass(frozen=True, slots=True)
class Giving:
    """All settled giving of one person.

    `gifts` counts gifts, not refunds; every amount is net of refunds. `by_year` is by calendar year in
    `currency`, `this_year` and `last_year` are fiscal years in it; `totals` has every currency, and `counts`
    the gifts in it. `fiscal` has the gifts of each fiscal year, `years` and `funds` its parts, most recent
    year and largest fund first; `origins` the sources of the gifts, most gifts first.
    """

    currency: str
    gifts: int = 0
    totals: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    largest: Gift | None = None
    first: Gift | None = None
    last: Gift | None = None
    this_year: int = 0
    last_year: int = 0
    by_year: Mapping[int, int] = field(default_factory=dict)
    fiscal: Mapping[int, int] = field(default_factory=dict)
    years: Sequence[Part] = ()
    funds: Sequence[Part] = ()
    origins: Sequence[Origin] = ()

    @property
    def total(self) -> int:
        """Everything given in the main currency."""
        return self.totals.get(self.currency, 0)

    @property
    def average(self) -> int | None:
        """What a gift in the main currency came to, net of refunds; None where there is none in it."""
        count = self.counts.get(self.currency, 0)
        return (2 * self.total + count) // (2 * count) if count else None


def main_currency(months: Sequence[Month], preferred: str) -> str:
    """The preferred currency where anything was given in it, else the one of most gifts."""
    gifts = _counted((month.currency, month.gifts) for month in months)
    return (
        preferred if gifts.get(preferred) or not gifts else max(gifts, key=lambda each: (gifts[each], each))
    )


def add_up(months: Sequence[Month], *, currency: str, first_month: int, today: date) -> Giving:
    """The sums over all months; which gifts were the largest, first and last is not in them."""
    mine = [month for month in months if month.currency == currency]
    this_year = fiscal_year(today, first_month)
    fiscal = _counted((_fiscal(month, first_month), month.amount) for month in mine)
    return Giving(
        currency=currency,
        gifts=sum(month.gifts for month in months),
        totals=_counted((month.currency, month.amount) for month in months),
        counts=_counted((month.currency, month.gifts) for month in months),
        this_year=fiscal.get(this_year, 0),
        last_year=fiscal.get(this_year - 1, 0),
        by_year=_counted((month.year, month.amount) for month in mine),
        fiscal=_counted((_fiscal(month, first_month), month.gifts) for month in months),
        years=_by_fiscal_year(months, first_month),
    )


def _fiscal(month: Month, first_month: int) -> int:
    return fiscal_year(date(month.year, month.month, 1), first_month)


def _by_fiscal_year(months: Sequence[Month], first_month: int) -> tuple[Part, ...]:
    latest = sorted(months, key=lambda month: (month.year, month.month), reverse=True)
    return parts(
        (fiscal_label(_fiscal(month, first_month), first_month), month.currency, month.amount, month.gifts)
        for month in latest
    )


def parts(sums: Iterable[tuple[str, str, int, int]]) -> tuple[Part, ...]:
    """The parts with these names, currencies, amounts and gifts, in the order of their first appearance."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for name, currency, amount, gifts in sums:
        found.setdefault(name, []).append((currency, amount, gifts))
    return tuple(
        Part(
            name,
            _counted((currency, amount) for currency, amount, _ in each),
            sum(gifts for _, _, gifts in each),
        )
        for name, each in found.items()
    )


def _counted(amounts: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    sums: dict[Key, int] = {}
    for key, amount in amounts:
        sums[key] = sums.get(key, 0) + amount
    return sums


@dataclass(frozen=True, slots=True)
class Visit:
    """One registration with the event it is for."""

    event: str
    starts_at: datetime
    status: RegistrationStatus


@dataclass(frozen=True, slots=True)
class Registrations:
    """How often a person registered; `last` is the latest event whose place was not cancelled.

    `last_registered_at` is the latest registration that stands, whenever its event is.
    """

    by_status: Mapping[RegistrationStatus, int] = field(default_factory=dict)
    last: Visit | None = None
    last_registered_at: datetime | None = None
    origins: Sequence[Origin] = ()

    @property
    def total(self) -> int:
        return sum(self.by_status.values())

    @property
    def standing(self) -> int:
        """Registrations that were not cancelled."""
        return self.total - self.by_status.get(RegistrationStatus.CANCELLED, 0)

    @property
    def attended(self) -> int:
        return self.by_status.get(RegistrationStatus.ATTENDED, 0)


@dataclass(frozen=True, slots=True)
class Engagement:
    """What became of the messages to one person, in messages; an open by a machine is not an open."""

    sent: int = 0
    delivered: int = 0
    opened: int = 0
    machine_only: int = 0
    clicked: int = 0
    bounced: int = 0
    complained: int = 0
    last_sent_at: datetime | None = None
    last_opened_at: datetime | None = None
    last_clicked_at: datetime | None = None
    hard_bounces: int = 0
    origins: Sequence[Origin] = ()

    @property
    def last_engaged_at(self) -> datetime | None:
        """The last time she opened or clicked herself."""
        return max(filter(None, (self.last_opened_at, self.last_clicked_at)), default=None)
