"""What a person's facts come to: figures a profile shows and rules ask for. Money is in minor units."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from app.activity.domain.kinds import RegistrationStatus
from app.activity.domain.years import fiscal_year

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
class Giving:
    """All settled giving of one person.

    `gifts` counts gifts, not refunds; every amount is net of refunds. `by_year` is by calendar year in
    `currency`, `this_year` and `last_year` are fiscal years in it; `totals` has every currency.
    """

    currency: str
    gifts: int = 0
    totals: Mapping[str, int] = field(default_factory=dict)
    largest: Gift | None = None
    first: Gift | None = None
    last: Gift | None = None
    this_year: int = 0
    last_year: int = 0
    by_year: Mapping[int, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Everything given in the main currency."""
        return self.totals.get(self.currency, 0)


def main_currency(months: Sequence[Month], preferred: str) -> str:
    """The preferred currency where anything was given in it, else the one of most gifts."""
    gifts: Counter[str] = Counter()
    for month in months:
        gifts[month.currency] += month.gifts
    return preferred if gifts[preferred] or not gifts else gifts.most_common(1)[0][0]


def add_up(months: Sequence[Month], *, currency: str, first_month: int, today: date) -> Giving:
    """The sums over all months; which gifts were the largest, first and last is not in them."""
    mine = [month for month in months if month.currency == currency]
    this_year = fiscal_year(today, first_month)
    fiscal = _sums(
        (fiscal_year(date(month.year, month.month, 1), first_month), month.amount) for month in mine
    )
    return Giving(
        currency=currency,
        gifts=sum(month.gifts for month in months),
        totals=_sums((month.currency, month.amount) for month in months),
        this_year=fiscal.get(this_year, 0),
        last_year=fiscal.get(this_year - 1, 0),
        by_year=_sums((month.year, month.amount) for month in mine),
    )


def _sums(amounts: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    sums: Counter[Key] = Counter()
    for key, amount in amounts:
        sums[key] += amount
    return dict(sums)


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

    @property
    def last_engaged_at(self) -> datetime | None:
        """The last time she opened or clicked herself."""
        return max(filter(None, (self.last_opened_at, self.last_clicked_at)), default=None)
