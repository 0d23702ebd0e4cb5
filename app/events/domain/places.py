"""Places at an event: who holds one, how many are left, and whose turn it is on the waitlist."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.activity.domain.kinds import RegistrationStatus

HOLDING = (RegistrationStatus.REGISTERED, RegistrationStatus.ATTENDED, RegistrationStatus.NO_SHOW)
"""Whose places are taken: who did not come kept a place free for nobody else."""


@dataclass(frozen=True, slots=True)
class Count:
    """Registrations, the guests that come with them, and what they were charged, by currency."""

    people: int = 0
    guests: int = 0
    fees: Mapping[str, int] = field(default_factory=dict)

    @property
    def seats(self) -> int:
        return self.people + self.guests

    def with_more(self, people: int, guests: int, currency: str, fee: int) -> "Count":
        """The count with these besides."""
        fees = {**self.fees, currency: self.fees.get(currency, 0) + fee} if fee else self.fees
        return Count(self.people + people, self.guests + guests, fees)


@dataclass(frozen=True, slots=True)
class Places:
    """What the registrations of an event come to. Without a capacity there is always a place."""

    capacity: int | None = None
    counts: Mapping[RegistrationStatus, Count] = field(default_factory=dict)

    def of(self, status: RegistrationStatus) -> Count:
        return self.counts.get(status, Count())

    @property
    def total(self) -> int:
        """All registrations, those that were cancelled among them."""
        return sum(each.people for each in self.counts.values())

    @property
    def everybody(self) -> Count:
        """All of them together, those that were cancelled and those who wait among them."""
        return sum_of(self.counts.values())

    @property
    def holding(self) -> Count:
        """Those who hold places."""
        return sum_of(self.of(status) for status in HOLDING)

    @property
    def taken(self) -> int:
        """Places that are taken, those of guests among them."""
        return self.holding.seats

    @property
    def left(self) -> int | None:
        """Places that are free, never less than none; None where there are as many as anybody wants."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def over(self) -> int:
        """How many more places are taken than there are."""
        return 0 if self.capacity is None else max(0, self.taken - self.capacity)

    def fits(self, seats: int) -> bool:
        """Whether so many more places are free; none always are."""
        return seats <= 0 or self.left is None or seats <= self.left


def sum_of(counts: Iterable[Count]) -> Count:
    """All of these together."""
    people, guests, fees = 0, 0, dict[str, int]()
    for each in counts:
        people, guests = people + each.people, guests + each.guests
        for currency, fee in each.fees.items():
            fees[currency] = fees.get(currency, 0) + fee
    return Count(people, guests, fees)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody on the waitlist, and how many places it takes to let her in."""

    id: int
    name: str
    seats: int


def next_up(waiting: Sequence[Waiting], left: int | None) -> Waiting | None:
    """The first in the order of the list who fits into the places that are left; None for nobody."""
    return next((each for each in waiting if left is None or each.seats <= left), None)
