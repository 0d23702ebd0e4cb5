"""What sample supporters chose: consents, topics, and that they want no more email."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from app.consent.domain.facts import Basis, EventKind, SuppressionReason
from app.sample.domain import words
from app.sample.domain.facts import at_noon
from app.sample.domain.person import Person, Story


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


def choices(chance: Random, today: date, everybody: Sequence[Person]) -> Iterator[Choice]:
    """Consents, topics joined and left, and restrictions; in the order in which they happened."""
    for number, person in enumerate(everybody):
        if person.story is Story.NEW:
            continue
        started = at_noon(person.since, 5)
        if chance.random() < 0.8:
            yield Choice(number, EventKind.CONSENT_GIVEN, started, basis=Basis.EXPRESS, source="sign-up form")
        for topic in range(len(words.INTERESTS)):
            if chance.random() < 0.35:
                yield Choice(number, EventKind.TOPIC_JOINED, started, topic=topic, source="sign-up form")
        yield from _restrictions(chance, today, number, person)


def _restrictions(chance: Random, today: date, number: int, person: Person) -> Iterator[Choice]:
    days = chance.randint(0, (today - person.since).days)
    later, draw = at_noon(person.since + timedelta(days=days), 30), chance.random()
    if person.story:
        yield from _of_her_own(today, number, person)
    elif draw < 0.08:
        yield Choice(number, EventKind.UNSUBSCRIBED, later, source="one-click link")
    elif draw < 0.10:
        yield Choice(number, EventKind.DO_NOT_CONTACT_SET, later, source="asked on the phone")
    elif draw < 0.145 and person.record.emails:
        yield _by_the_provider(number, later, complained=draw >= 0.14)
    elif draw < 0.2:
        yield Choice(number, EventKind.TOPIC_LEFT, later, topic=0, source="preference page")


def _of_her_own(today: date, number: int, person: Person) -> Iterator[Choice]:
    if person.story is Story.UNSUBSCRIBED:
        at = at_noon(today - timedelta(days=70), 14)
        yield Choice(number, EventKind.UNSUBSCRIBED, at, source="one-click link")


def _by_the_provider(number: int, at: datetime, *, complained: bool) -> Choice:
    kind, reason = EventKind.BOUNCED, SuppressionReason.HARD_BOUNCE
    if complained:
        kind, reason = EventKind.COMPLAINED, SuppressionReason.COMPLAINT
    return Choice(number, kind, at, reason=reason, source="sending service")
