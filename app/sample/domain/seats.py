"""Who sits where at sample events: guests, what seats cost, a full house with its waitlist, and a course."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.activity.domain.kinds import EventKind, RegistrationStatus
from app.constituents.domain.record import Kind
from app.sample.domain.facts import Occasion, Place, at_noon
from app.sample.domain.person import Person

TICKETS = {"gala": ("Dinner", 7_500), "dinner": ("Supper", 2_500), "concert": ("Seat", 2_000)}
"""What a ticket is called and costs, in minor units, at events of a category."""

HOLDS = (RegistrationStatus.REGISTERED, RegistrationStatus.ATTENDED, RegistrationStatus.NO_SHOW)


def course(today: date) -> Occasion:
    """A program that goes on for weeks, and is full."""
    return Occasion(
        f"Cooking together {today.year}",
        "course",
        "Community Center",
        at_noon(today - timedelta(weeks=3)),
        at_noon(today + timedelta(weeks=5)),
        12,
        EventKind.PROGRAM,
        "Eight Tuesdays in the kitchen, for whoever wants to cook for thirty.",
    )


def learners(today: date, everybody: Sequence[Person], occasion: int) -> Iterator[Place]:
    """Those who joined the course, which is occasion number `occasion`: a few more than it has places."""
    joined = today - timedelta(weeks=5)
    willing = [
        number
        for number, person in enumerate(everybody)
        if number % 9 == 5 and _can_come(person, joined) and person.record.kind is Kind.INDIVIDUAL
    ]
    for days, number in enumerate(willing[:16]):
        status = RegistrationStatus.CANCELLED if days == 3 else RegistrationStatus.REGISTERED
        yield Place(number, occasion, at_noon(joined + timedelta(days=days // 2), days), status)


def _can_come(person: Person, by: date) -> bool:
    return person.story is None and not person.died and person.since < by


def seated(came: Iterable[Place], held: Sequence[Occasion]) -> Iterator[Place]:
    """The same registrations with guests, tickets and fees. Where places are few, the later ones wait."""
    asked: defaultdict[int, list[Place]] = defaultdict(list)
    for place in came:
        category, few = held[place.occasion].category, held[place.occasion].capacity
        told = replace(place, guests=_guests(place.person) if category in TICKETS else 0)
        if few:
            asked[place.occasion].append(told)
        else:
            yield _paid(told, category)
    for occasion, places in asked.items():
        taken = 0
        for place in sorted(places, key=lambda each: (each.at, each.person)):
            taken += 1 + place.guests if place.status in HOLDS else 0
            is_in = taken <= (held[occasion].capacity or 0) or place.status not in HOLDS
            waits = place if is_in else replace(place, status=RegistrationStatus.WAITLISTED)
            yield _paid(waits, held[occasion].category)


def _guests(person: int) -> int:
    return 2 if person % 31 == 0 else 1 if person % 6 == 0 else 0


def _paid(place: Place, category: str) -> Place:
    ticket, price = TICKETS.get(category, ("", 0))
    return replace(place, ticket=ticket, fee=price * (1 + place.guests) if place.status in HOLDS else 0)
