"""What sample supporters did: gifts, registrations, reading email."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from app.activity.domain.kinds import (
    BounceKind,
    EmailEventKind,
    EventKind,
    GiftKind,
    GiftStatus,
    RegistrationStatus,
    TributeKind,
)
from app.sample.domain import words
from app.sample.domain.person import Person, Story

YEARS = 5
CAMPAIGNS_A_YEAR = 6
CONCERT_SEATS = 60
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Gift:
    """A donation of person number `person`, in minor units, and how much of it was given back.

    `thanked` is the number of somebody else who is thanked for it, and for how much.
    """

    person: int
    amount: int
    on: date
    kind: GiftKind
    fund: str
    appeal: str
    method: str
    status: GiftStatus = GiftStatus.SETTLED
    refunded: int = 0
    campaign: str = ""
    anonymous: bool = False
    tribute: TributeKind | None = None
    tribute_name: str = ""
    thanked: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event or a program that people registered for."""

    name: str
    category: str
    place: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None = None
    kind: EventKind = EventKind.EVENT
    description: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Person number `person` at occasion number `occasion`; the fee is in minor units."""

    person: int
    occasion: int
    at: datetime
    status: RegistrationStatus
    guests: int = 0
    ticket: str = ""
    fee: int = 0


@dataclass(frozen=True, slots=True)
class Mailing:
    """A campaign."""

    name: str
    subject: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """What became of mailing number `mailing` at person number `person`."""

    person: int
    mailing: int
    kind: EmailEventKind
    at: datetime
    machine: bool = False
    bounce: BounceKind | None = None


def at_noon(day: date, minutes: int = 0) -> datetime:
    """An instant around the middle of a day, UTC."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(minutes=minutes)


def gifts(chance: Random, today: date, everybody: Sequence[Person]) -> Iterator[Gift]:
    """Gifts of those who give: more often and larger the more generous; a patron's, and one every week."""
    for number, person in enumerate(everybody):
        match person.story:
            case Story.PATRON:
                yield from _patronage(chance, today, number, person)
            case Story.WEEKLY:
                yield from _weekly(today, number, person)
            case _ if person.generosity > 0.3:
                count = chance.randint(1, 1 + round(10 * person.generosity))
                yield from (_gift(chance, today, number, person) for _ in range(count))


def _gift(chance: Random, today: date, number: int, person: Person) -> Gift:
    days = (person.here_until(today) - person.since).days
    on = person.since + timedelta(days=chance.randint(0, days))
    base = chance.choice((1_000, 2_500, 2_500, 5_000, 5_000, 10_000, 25_000))
    return Gift(
        number,
        round(base * (0.5 + 2 * person.generosity) / 500) * 500,
        on,
        GiftKind.ONE_OFF,
        chance.choice(words.FUNDS),
        chance.choice(words.APPEALS),
        chance.choice(words.METHODS),
        refunded=1_000 if chance.random() < 0.01 else 0,
    )


def _patronage(chance: Random, today: date, number: int, person: Person) -> Iterator[Gift]:
    """A check each December that grew over the years, the spring gala, and once a house for the young."""
    for year in range(person.since.year, today.year + 1):
        grown = 25_000 + 37_500 * (year - person.since.year)
        for month, day, amount, fund, appeal in (
            (4, 14, 10_000 * chance.randint(1, 4), "General", "Gala"),
            (12, 20, grown, "Building", "Year-end appeal"),
        ):
            on = date(year, month, day)
            back = 5_000 if month == 4 and year == today.year - 2 else 0
            if person.since <= on <= today:
                yield Gift(number, amount, on, GiftKind.ONE_OFF, fund, appeal, "check", refunded=back)
    on = date(today.year - 4, 6, 2)
    yield Gift(number, 25_000_000, on, GiftKind.ONE_OFF, "Youth program", "Website", "bank transfer")


def _weekly(today: date, number: int, person: Person) -> Iterator[Gift]:
    """More than four hundred gifts: a standing order every week; one failed, the last one is on its way."""
    weeks = (today - person.since).days // 7
    unusual = {weeks - 20: GiftStatus.FAILED, weeks - 1: GiftStatus.PENDING}
    for week in range(weeks):
        on = person.since + timedelta(weeks=week)
        status = unusual.get(week, GiftStatus.SETTLED)
        yield Gift(number, 2_500, on, GiftKind.RECURRING, "General", "Website", "card", status)


def occasions(today: date) -> list[Occasion]:
    """Three events a year, the last of them still to come."""
    made = [
        _occasion(f"{name} {year}", category, place, datetime(year, month, 14, 18, tzinfo=UTC))
        for year in range(today.year - YEARS + 1, today.year + 1)
        for name, category, place, month in words.EVENTS
    ]
    soon = _occasion(
        "Winter Concert", "concert", "Riverside Hall", at_noon(today + timedelta(days=40)), CONCERT_SEATS
    )
    return [*made, soon]


def _occasion(name: str, category: str, place: str, at: datetime, capacity: int | None = None) -> Occasion:
    return Occasion(name, category, place, at, at + timedelta(hours=3), capacity)


def places(
    chance: Random, today: date, everybody: Sequence[Person], held: Sequence[Occasion]
) -> Iterator[Place]:
    """Registrations: the attentive come more often; of the past ones most were attended."""
    for number, person in enumerate(everybody):
        for index, occasion in enumerate(held):
            day = occasion.starts_at.date()
            there = person.since < day and (not person.died or day < person.here_until(today))
            if there and chance.random() < _liking(person):
                at = at_noon(max(person.since, min(day, today) - timedelta(days=chance.randint(1, 40))))
                yield Place(number, index, at, _status(chance, day < today))


def _liking(person: Person) -> float:
    """How likely it is that somebody comes to an event."""
    return 0.7 if person.story is Story.PATRON else 0.12 * person.attention


def _status(chance: Random, past: bool) -> RegistrationStatus:
    if not past:
        return RegistrationStatus.REGISTERED
    return chance.choices(
        (RegistrationStatus.ATTENDED, RegistrationStatus.NO_SHOW, RegistrationStatus.CANCELLED), (80, 12, 8)
    )[0]


def mailings(today: date) -> list[Mailing]:
    """A newsletter every two months for three years."""
    step = timedelta(days=365 // CAMPAIGNS_A_YEAR)
    days = [today - timedelta(days=9) - step * index for index in range(3 * CAMPAIGNS_A_YEAR)]
    return [
        Mailing(f"Newsletter {day:%B %Y}", f"What your help did in {day:%B}", at_noon(day))
        for day in reversed(days)
    ]


def reports(
    chance: Random, everybody: Sequence[Person], sent: Sequence[Mailing], silent: dict[int, datetime]
) -> Iterator[Report]:
    """What came back. `silent` says who was no longer written to, and since when."""
    for number, person in enumerate(everybody):
        if not person.record.emails or person.attention < 0.15:
            continue
        for index, mailing in enumerate(sent):
            if person.since < mailing.sent_at.date() and mailing.sent_at < silent.get(
                number, at_noon(date.max)
            ):
                yield from _reading(chance, number, index, mailing, person.attention)


def _reading(chance: Random, number: int, index: int, mailing: Mailing, attention: float) -> Iterator[Report]:
    def report(kind: EmailEventKind, minutes: int, machine: bool = False) -> Report:
        return Report(number, index, kind, mailing.sent_at + timedelta(minutes=minutes), machine)

    yield report(EmailEventKind.SENT, 0)
    yield report(EmailEventKind.DELIVERED, 1)
    if chance.random() < 0.3:
        yield report(EmailEventKind.OPENED, 2, machine=True)
    if chance.random() < 0.6 * attention:
        yield report(EmailEventKind.OPENED, chance.randint(10, 3_000))
        if chance.random() < 0.35:
            yield report(EmailEventKind.CLICKED, chance.randint(3_001, 3_100))
