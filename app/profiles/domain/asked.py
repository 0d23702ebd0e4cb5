"""What a list of constituents was asked for: a text, filters, an order. It is all in the address."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.constituents.domain.text import fold, visible
from app.groups.domain.periods import Since
from app.groups.domain.reading import MAX_ID
from app.groups.domain.rules import (
    AddedWithin,
    Bracket,
    InGroup,
    InterestIn,
    Match,
    PlaceIs,
    RoleIs,
    Rule,
    TextSearch,
    UpdatedWithin,
)
from app.groups.domain.sentence import Speech, sentence
from app.profiles.domain.filters import MENUS, Part
from app.words import N_, _, dated

LONGEST = 100


class Sort(StrEnum):
    """The order of the list; a dash in front turns it round."""

    NAME = "name"
    NAME_FROM_Z = "-name"
    UPDATED = "updated"
    UPDATED_FIRST = "-updated"
    LOOKUP = "lookup"
    LOOKUP_FROM_LAST = "-lookup"
    ADDED = "added"
    ADDED_FIRST = "-added"

    @property
    def column(self) -> str:
        """What is compared."""
        return self.value.removeprefix("-")

    @property
    def falling(self) -> bool:
        """From the highest down; days begin with the latest."""
        return (self.column in ("updated", "added")) is not self.value.startswith("-")

    @property
    def turned(self) -> "Sort":
        """The same column the other way round."""
        return Sort(self.column) if self.value.startswith("-") else Sort(f"-{self.value}")


REFERENCES = {"group": N_("Group"), "interest": N_("Joined")}
ROLE = "role"
PLACES = {"city": N_("City"), "region": N_("Region"), "country": N_("Country")}
_SINCE = {"added": N_("Added since {day}"), "updated": N_("Changed since {day}")}
DAYS = {"added": N_("Added since"), "updated": N_("Changed since")}
NAMES = (*MENUS, *REFERENCES, ROLE, *PLACES, *DAYS)
"""Every filter by its name in an address, in the order in which they are offered and said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text, filters in force by name, and an order."""

    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    sort: Sort = Sort.NAME

    @property
    def rule(self) -> Rule:
        """Whom it means, as a group's rule; one without conditions stands for everybody here."""
        return Rule(Bracket(Match.ALL, tuple(self._parts())))

    @property
    def narrows(self) -> bool:
        """Whether anybody could be left out."""
        return bool(self.text or self.filters)

    @property
    def query(self) -> dict[str, str]:
        """The parameters of an address that asks for the same."""
        sort = {} if self.sort is Sort.NAME else {"sort": self.sort.value}
        return ({"q": self.text} if self.text else {}) | dict(self.filters) | sort

    def without(self, name: str) -> "Asked":
        """The same with one filter less."""
        return replace(self, filters=tuple(pair for pair in self.filters if pair[0] != name))

    def words(self, speech: Speech) -> str:
        """Whom it means, in a sentence."""
        return sentence(self.rule, speech) if self.narrows else _("Everybody.")

    def _parts(self) -> Iterator[Part]:
        if self.text:
            yield TextSearch(self.text)
        for name, value in self.filters:
            yield from _meaning(name, value)
        if place := {name: value for name, value in self.filters if name in PLACES}:
            yield PlaceIs(**place)


def _meaning(name: str, value: str) -> Sequence[Part]:
    """What one filter asks of a person; those about the place are one condition together."""
    match name:
        case "group":
            return (InGroup(int(value)),)
        case "interest":
            return (InterestIn(int(value)),)
        case "role":
            return (RoleIs(value),)
        case "added":
            return (AddedWithin(Since(date.fromisoformat(value))),)
        case "updated":
            return (UpdatedWithin(Since(date.fromisoformat(value))),)
        case _:
            return MENUS[name].options[value].parts if name in MENUS else ()


def read(told: Mapping[str, str]) -> Asked:
    """What an address asks for. Whatever is not known there is passed over: it comes from outside."""
    text = visible(told.get("q", ""))[:LONGEST].strip()
    sort = told.get("sort", "")
    found = ((name, _value(name, told.get(name, "").strip())) for name in NAMES)
    return Asked(
        text,
        tuple((name, value) for name, value in found if value),
        Sort(sort) if sort in list(Sort) else Sort.NAME,
    )


def _value(name: str, text: str) -> str:
    """The value of a filter as it is kept; blank when it is none."""
    if name in MENUS:
        return text if text in MENUS[name].options else ""
    if name in REFERENCES:
        is_id = text.isascii() and text.isdigit() and len(text) < 20 and 0 < int(text) <= MAX_ID
        return str(int(text)) if is_id else ""
    if name in DAYS:
        return _day(text)
    plain = visible(text)[:LONGEST].strip()
    return plain if fold(plain) else ""


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def chip(name: str, value: str, speech: Speech) -> str:
    """A filter in force, in a few words."""
    if name in MENUS:
        return MENUS[name].words(value)
    match name:
        case "group":
            return _("Group: {group}", group=speech.groups.get(int(value), _("no longer there")))
        case "interest":
            return _("Joined: {interest}", interest=speech.interests.get(int(value), _("no longer there")))
        case "role":
            return _("Role: {role}", role=value)
        case "added" | "updated":
            return _(_SINCE[name], day=dated(date.fromisoformat(value)))
        case _:
            return f"{PLACES[name]}: {value}"
