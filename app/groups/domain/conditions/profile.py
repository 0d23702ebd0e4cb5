"""Conditions about the record of a person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from app.constituents.domain.readings import read
from app.constituents.domain.record import Kind
from app.constituents.domain.text import fold
from app.constituents.domain.words import begins
from app.groups.domain.conditions.ops import Status
from app.groups.domain.facts import Facts
from app.groups.domain.period_json import period_to_json, read_period
from app.groups.domain.periods import AsOf, Period, day_words, resolve
from app.groups.domain.reading import Fields, Unreadable, shown
from app.groups.domain.speech import Speech, spaced


@dataclass(frozen=True, slots=True)
class KindIs:
    """Is an individual, or an organization."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class StatusIs:
    """Is active, inactive, or deceased."""

    status: Status


@dataclass(frozen=True, slots=True)
class PlaceIs:
    """One active address is in this city, region and country at once; case and accents do not count."""

    city: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class AddedWithin:
    """The record was added in the period."""

    period: Period


@dataclass(frozen=True, slots=True)
class UpdatedWithin:
    """The record was last changed in the period."""

    period: Period


@dataclass(frozen=True, slots=True)
class HasEmail:
    """Has an active email address."""


@dataclass(frozen=True, slots=True)
class TextSearch:
    """A search for the text finds the record by beginnings of its names, emails, phone numbers and IDs."""

    text: str


OnRecord = KindIs | StatusIs | PlaceIs | AddedWithin | UpdatedWithin | HasEmail | TextSearch


def _place_is(fields: Fields) -> PlaceIs:
    place = PlaceIs(fields.text("city"), fields.text("region"), fields.text("country"))
    if place == PlaceIs():
        raise Unreadable(fields.path, "no place", "a city, a region or a country")
    return place


def _text_search(fields: Fields) -> TextSearch:
    text = fields.text("text")
    if not fold(text):
        raise Unreadable(fields.at("text"), shown(text), "text with a letter or a digit")
    return TextSearch(text)


READERS: dict[str, Callable[[Fields], OnRecord]] = {
    "kind_is": lambda fields: KindIs(fields.choice("kind", Kind)),
    "status_is": lambda fields: StatusIs(fields.choice("status", Status)),
    "place_is": _place_is,
    "added_within": lambda fields: AddedWithin(read_period(fields)),
    "updated_within": lambda fields: UpdatedWithin(read_period(fields)),
    "has_email": lambda fields: HasEmail(),
    "text_search": _text_search,
}


def told(condition: OnRecord) -> dict[str, Any]:
    """One condition as JSON, without blanks."""
    match condition:
        case KindIs(kind):
            return {"type": "kind_is", "kind": kind.value}
        case StatusIs(status):
            return {"type": "status_is", "status": status.value}
        case PlaceIs(city, region, country):
            parts = {"city": city, "region": region, "country": country}
            return {"type": "place_is", **{name: value for name, value in parts.items() if value}}
        case AddedWithin(period):
            return {"type": "added_within", "period": period_to_json(period)}
        case UpdatedWithin(period):
            return {"type": "updated_within", "period": period_to_json(period)}
        case HasEmail():
            return {"type": "has_email"}
        case TextSearch(text):
            return {"type": "text_search", "text": text}
        case _:
            assert_never(condition)


def words(condition: OnRecord, _speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    match condition:
        case AddedWithin(period):
            return spaced("were added", period)
        case UpdatedWithin(period):
            return spaced("were last changed", period)
        case PlaceIs(city, region, country):
            return f"have an address in {', '.join(filter(None, (city, region, country)))}"
        case KindIs(kind):
            return "are individuals" if kind is Kind.INDIVIDUAL else "are organizations"
        case StatusIs(status):
            return f"are {status}"
        case HasEmail():
            return "have an active email address"
        case TextSearch(text):
            return f"match the search “{text}”"
        case _:
            assert_never(condition)


def holds(condition: OnRecord, facts: Facts, as_of: AsOf) -> bool:
    """Whether one condition is true of this person on that day."""
    match condition:
        case KindIs(kind):
            return facts.kind is kind
        case StatusIs(status):
            return facts.status is status
        case PlaceIs():
            return _lives_in(condition, facts)
        case AddedWithin(period):
            return facts.added_on in resolve(period, as_of)
        case UpdatedWithin(period):
            return facts.updated_on in resolve(period, as_of)
        case HasEmail():
            return facts.has_email
        case TextSearch(text):
            return _is_found(text, facts)
        case _:
            assert_never(condition)


def _is_found(text: str, facts: Facts) -> bool:
    """Some reading of the text is the number of the lookup ID, or begins words of the record."""
    reading = read(text)
    ways = (all(begins(word) in facts.found_by for word in way) for way in reading.ways)
    return any(ways) or reading.lookup == facts.lookup_number


def _lives_in(place: PlaceIs, facts: Facts) -> bool:
    return any(
        all(
            not asked or fold(asked) == fold(found) != ""
            for asked, found in (
                (place.city, each.city),
                (place.region, each.region),
                (place.country, each.country),
            )
        )
        for each in facts.places
    )


def evidence(condition: OnRecord, facts: Facts, _as_of: AsOf, _speech: Speech) -> str:
    """What the record says about it."""
    match condition:
        case KindIs():
            return f"is an {facts.kind}"
        case StatusIs():
            return f"is {facts.status}"
        case PlaceIs():
            places = [
                ", ".join(filter(None, (each.city, each.region, each.country))) for each in facts.places
            ]
            return f"has an address in {'; '.join(places)}" if places else "has no active address"
        case AddedWithin():
            return f"was added on {day_words(facts.added_on)}"
        case UpdatedWithin():
            return f"was last changed on {day_words(facts.updated_on)}"
        case HasEmail():
            return "has one" if facts.has_email else "has none"
        case TextSearch():
            return "looked for in names, email addresses, phone numbers and IDs"
        case _:
            assert_never(condition)
