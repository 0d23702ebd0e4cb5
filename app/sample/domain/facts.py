"""What sample supporters did: gifts, registrations, reading email, choosing what they get."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from app.activity.domain.kinds import BounceKind, EmailEventKind, GiftKind, RegistrationStatus
from app.consent.domain.facts import Basis, EventKind, SuppressionReason
from app.sample.domain import words
from app.sample.domain.people import Person

YEARS = 5
CAMPAIGNS_A_YEAR = 6
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Gift:
    """A settled donation of person number `person`, in minor units."""

    person: int
    amount: int
    on: date
    kind: GiftKind
    fund: str
    appeal: str
    method: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event that people registered for."""

    name: str
    category: str
    place: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Person number `person` at occasion number `occasion`."""

    person: int
    occasion: int
    at: datetime
    status: RegistrationStatus


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


@dataclass(frozen=True, slots=True)
class Choice:
    """A line for the ledger about person number `person`; `topic` counts the interest groups."""

    person: int
    kind: EventKind
    at: datetime
    topic: int | None = None
    basis: Basis | None = None
    reason: SuppressionReason | None = None
    source: str = ""


def at_noon(day: date, minutes: int = 0) -> datetime:
    """An instant around the middle of a day, UTC."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(minutes=minutes)


def gifts(chance: Random, today: date, everybody: Sequence[Person]) -> Iterator[Gift]:
    """Gifts of those who give: more often and larger the more generous, one of them monthly for years."""
    for number, person in enumerate(everybody):
        if person.generosity == 1.0:
            yield from _monthly(chance, today, number, person)
        elif person.generosity > 0.3:
            count = chance.randint(1, 1 + round(10 * person.generosity))
            yield from (_gift(chance, today, number, person) for _ in range(count))


def _gift(chance: Random, today: date, number: int, person: Person) -> Gift:
    on = person.since + timedelta(days=chance.randint(0, (today - person.since).days))
    base = chance.choice((1_000, 2_500, 2_500, 5_000, 5_000, 10_000, 25_000))
    return Gift(
        number,
        round(base * (0.5 + 2 * person.generosity) / 500) * 500,
        on,
        GiftKind.ONE_OFF,
        chance.choice(words.FUNDS),
        chance.choice(words.APPEALS),
        chance.choice(words.METHODS),
    )


def _monthly(chance: Random, today: date, number: int, person: Person) -> Iterator[Gift]:
    """Some four hundred gifts: a standing order every few days, and a large one each year end."""
    day = person.since
    while day < today:
        yield Gift(number, 2_500, day, GiftKind.RECURRING, "General", "Monthly giving", "card")
        day += timedelta(days=chance.choice((4, 5)))
    for year in range(1, YEARS + 1):
        on = date(today.year - year, 12, 20)
        if on >= person.since:
            yield Gift(number, 500_000, on, GiftKind.ONE_OFF, "Building", "Year-end appeal", "check")


def occasions(today: date) -> list[Occasion]:
    """Three events a year, the last of them still to come."""
    made = [
        Occasion(f"{name} {year}", category, place, datetime(year, month, 14, 18, tzinfo=UTC))
        for year in range(today.year - YEARS + 1, today.year + 1)
        for name, category, place, month in words.EVENTS
    ]
    soon = at_noon(today + timedelta(days=40))
    return [*made, Occasion("Winter Concert", "concert", "Riverside Hall", soon)]


def places(
    chance: Random, today: date, everybody: Sequence[Person], held: Sequence[Occasion]
) -> Iterator[Place]:
    """Registrations: the attentive come more often; of the past ones most were attended."""
    for number, person in enumerate(everybody):
        for index, occasion in enumerate(held):
            day = occasion.starts_at.date()
            if day > person.since and chance.random() < 0.12 * person.attention:
                at = at_noon(max(person.since, min(day, today) - timedelta(days=chance.randint(1, 40))))
                yield Place(number, index, at, _status(chance, day < today))


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


def choices(chance: Random, today: date, everybody: Sequence[Person]) -> Iterator[Choice]:
    """Consents, topics joined and left, and restrictions; in the order in which they happened."""
    for number, person in enumerate(everybody):
        started = at_noon(person.since, 5)
        if chance.random() < 0.8:
            yield Choice(number, EventKind.CONSENT_GIVEN, started, basis=Basis.EXPRESS, source="sign-up form")
        for topic in range(len(words.INTERESTS)):
            if chance.random() < 0.35:
                yield Choice(number, EventKind.TOPIC_JOINED, started, topic=topic, source="sign-up form")
        yield from _restrictions(chance, today, number, person)


def _restrictions(chance: Random, today: date, number: int, person: Person) -> Iterator[Choice]:
    later = at_noon(person.since + timedelta(days=chance.randint(0, (today - person.since).days)), 30)
    draw = chance.random()
    if person.generosity == 1.0:
        return
    if draw < 0.08 or (person.record.name.first, person.record.name.last) == ("María", "López"):
        yield Choice(number, EventKind.UNSUBSCRIBED, later, source="one-click link")
    elif draw < 0.10:
        yield Choice(number, EventKind.DO_NOT_CONTACT_SET, later, source="asked on the phone")
    elif draw < 0.14 and person.record.emails:
        yield Choice(
            number, EventKind.BOUNCED, later, reason=SuppressionReason.HARD_BOUNCE, source="sending service"
        )
    elif draw < 0.145 and person.record.emails:
        yield Choice(
            number, EventKind.COMPLAINED, later, reason=SuppressionReason.COMPLAINT, source="sending service"
        )
    elif draw < 0.2:
        yield Choice(number, EventKind.TOPIC_LEFT, later, topic=0, source="preference page")
