"""Conditions about other groups."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.groups.domain.facts import Facts
from app.groups.domain.periods import AsOf
from app.groups.domain.reading import Fields
from app.groups.domain.references import References
from app.groups.domain.speech import Speech, named
from app.words import _


@dataclass(frozen=True, slots=True)
class InGroup:
    """Is a member of another group."""

    group: int


Belonging = InGroup

READERS: dict[str, Callable[[Fields], Belonging]] = {
    "in_group": lambda fields: InGroup(fields.identifier("group")),
}


def told(condition: Belonging) -> dict[str, Any]:
    """One condition as JSON."""
    return {"type": "in_group", "group": condition.group}


def refers(condition: Belonging) -> References:
    """What it refers to by id."""
    return References(groups=frozenset({condition.group}))


def words(condition: Belonging, speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    return _("are in {group}", group=named(speech.groups, condition.group, _("a group")))


def holds(condition: Belonging, facts: Facts, _as_of: AsOf) -> bool:
    """Whether one condition is true of this person."""
    return condition.group in facts.groups


def evidence(condition: Belonging, facts: Facts, as_of: AsOf, _speech: Speech) -> str:
    """What the record says about it."""
    return _("is in it") if holds(condition, facts, as_of) else _("is not in it")
