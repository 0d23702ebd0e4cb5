"""Conditions about how and where people are reached."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from app.constituents.domain.text import fold
from app.groups.domain.facts import Facts, Place
from app.groups.domain.periods import AsOf
from app.groups.domain.reading import Fields, Unreadable, shown
from app.groups.domain.speech import Speech
from app.words import _

LONGEST_CODE = 12
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", " -")


@dataclass(frozen=True, slots=True)
class PlaceIs:
    """One active address is in this city, region and country at once, and its postal code begins like this.

    Case and accents do not count, nor blanks and hyphens of a postal code.
    """

    city: str = ""
    region: str = ""
    country: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class HasEmail:
    """Has an active email address."""


@dataclass(frozen=True, slots=True)
class HasPhone:
    """Has an active phone number."""


@dataclass(frozen=True, slots=True)
class HasAddress:
    """Has an active postal address."""


Reached = PlaceIs | HasEmail | HasPhone | HasAddress


def plain_code(text: str) -> str:
    """A postal code as it is compared: no blanks or hyphens, and its letters from A to Z as capitals."""
    return text.translate(_UPPER)


def _place_is(fields: Fields) -> PlaceIs:
    place = PlaceIs(fields.text("city"), fields.text("region"), fields.text("country"), _postal_code(fields))
    if place == PlaceIs():
        raise Unreadable(fields.path, _("no place"), _("a city, a region, a country or a postal code"))
    return place


def _postal_code(fields: Fields) -> str:
    typed = fields.text("postal_code")
    plain = plain_code(typed)
    if typed and not (plain.isascii() and plain.isalnum() and len(plain) <= LONGEST_CODE):
        raise Unreadable(
            fields.at("postal_code"), shown(typed), _("the beginning of a postal code, like 972")
        )
    return typed


READERS: dict[str, Callable[[Fields], Reached]] = {
    "place_is": _place_is,
    "has_email": lambda fields: HasEmail(),
    "has_phone": lambda fields: HasPhone(),
    "has_address": lambda fields: HasAddress(),
}


def told(condition: Reached) -> dict[str, Any]:
    """One condition as JSON, without blanks."""
    match condition:
        case PlaceIs(city, region, country, code):
            parts = {"city": city, "region": region, "country": country, "postal_code": code}
            return {"type": "place_is", **{name: value for name, value in parts.items() if value}}
        case HasEmail():
            return {"type": "has_email"}
        case HasPhone():
            return {"type": "has_phone"}
        case HasAddress():
            return {"type": "has_address"}
        case _:
            assert_never(condition)


def words(condition: Reached, _speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    match condition:
        case PlaceIs():
            return _place_words(condition)
        case HasEmail():
            return _("have an active email address")
        case HasPhone():
            return _("have an active phone number")
        case HasAddress():
            return _("have an active postal address")
        case _:
            assert_never(condition)


def _place_words(place: PlaceIs) -> str:
    where = ", ".join(filter(None, (place.city, place.region, place.country)))
    if not place.postal_code:
        return _("have an address in {place}", place=where)
    if not where:
        return _("have an address with a postal code that begins with {code}", code=place.postal_code)
    return _(
        "have an address in {place} with a postal code that begins with {code}",
        place=where,
        code=place.postal_code,
    )


def holds(condition: Reached, facts: Facts, _as_of: AsOf) -> bool:
    """Whether one condition is true of this person."""
    match condition:
        case PlaceIs():
            return any(_is_there(condition, place) for place in facts.places)
        case HasEmail():
            return facts.has_email
        case HasPhone():
            return facts.has_phone
        case HasAddress():
            return bool(facts.places)
        case _:
            assert_never(condition)


def _is_there(asked: PlaceIs, place: Place) -> bool:
    parts = ((asked.city, place.city), (asked.region, place.region), (asked.country, place.country))
    same = all(not wanted or fold(wanted) == fold(found) != "" for wanted, found in parts)
    return same and plain_code(place.postal_code).startswith(plain_code(asked.postal_code))


def evidence(condition: Reached, facts: Facts, _as_of: AsOf, _speech: Speech) -> str:
    """What the record says about it."""
    match condition:
        case PlaceIs() | HasAddress():
            return _addresses(facts)
        case HasEmail():
            return _("has one") if facts.has_email else _("has none")
        case HasPhone():
            return _("has one") if facts.has_phone else _("has none")
        case _:
            assert_never(condition)


def _addresses(facts: Facts) -> str:
    places = (
        ", ".join(filter(None, (each.city, each.region, each.postal_code, each.country)))
        for each in facts.places
    )
    said = [place or _("a place that is not named") for place in places]
    return _("has an address in {places}", places="; ".join(said)) if said else _("has no active address")
