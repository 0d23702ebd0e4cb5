"""Conditions about places at events; each binds one and the same registration."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.groups.domain.facts import Facts
from app.groups.domain.periods import AsOf
from app.groups.domain.reading import Fields
from app.groups.domain.references import References
from app.groups.domain.speech import Speech, last_of, named


@dataclass(frozen=True, slots=True)
class RegisteredFor:
    """Has a registration for the event that is not cancelled."""

    event: int


Registered = RegisteredFor

READERS: dict[str, Callable[[Fields], Registered]] = {
    "registered_for": lambda fields: RegisteredFor(fields.identifier("event")),
}


def told(condition: Registered) -> dict[str, Any]:
    """One condition as JSON."""
    return {"type": "registered_for", "event": condition.event}


def refers(condition: Registered) -> References:
    """What it refers to by id."""
    return References(events=frozenset({condition.event}))


def words(condition: Registered, speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    return f"registered for {named(speech.events, condition.event, 'an event')}"


def holds(condition: Registered, facts: Facts, _as_of: AsOf) -> bool:
    """Whether one condition is true of this person."""
    return any(_days(condition, facts))


def evidence(condition: Registered, facts: Facts, _as_of: AsOf, _speech: Speech) -> str:
    """What the record says about it."""
    return last_of("registered on", _days(condition, facts))


def _days(condition: Registered, facts: Facts) -> Iterator[date]:
    return (each.on for each in facts.kept_registrations if each.event == condition.event)
