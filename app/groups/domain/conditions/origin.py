"""Conditions about how a record came to be: when, from where, by which import."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from app.constituents.domain.text import fold
from app.groups.domain.facts import Facts
from app.groups.domain.period_json import period_to_json, read_period
from app.groups.domain.periods import AsOf, Period, resolve
from app.groups.domain.reading import Fields, Unreadable, shown
from app.groups.domain.references import NOTHING, References
from app.groups.domain.speech import Speech, spaced
from app.words import _, dated

MOST_IMPORTS = 10**9


@dataclass(frozen=True, slots=True)
class AddedWithin:
    """The record was added in the period."""

    period: Period


@dataclass(frozen=True, slots=True)
class UpdatedWithin:
    """The record was last changed in the period."""

    period: Period


@dataclass(frozen=True, slots=True)
class SourceIs:
    """The record says that it came from there; case and accents do not count."""

    source: str


@dataclass(frozen=True, slots=True)
class FromImport:
    """A row of the import, by its number, was carried out for the person, and not taken back."""

    number: int


Originated = AddedWithin | UpdatedWithin | SourceIs | FromImport


def _source_is(fields: Fields) -> SourceIs:
    source = fields.text("source")
    if not fold(source):
        raise Unreadable(fields.at("source"), shown(source), _("text with a letter or a digit"))
    return SourceIs(source)


READERS: dict[str, Callable[[Fields], Originated]] = {
    "added_within": lambda fields: AddedWithin(read_period(fields)),
    "updated_within": lambda fields: UpdatedWithin(read_period(fields)),
    "source_is": _source_is,
    "from_import": lambda fields: FromImport(fields.integer("number", 1, MOST_IMPORTS)),
}


def told(condition: Originated) -> dict[str, Any]:
    """One condition as JSON."""
    match condition:
        case AddedWithin(period):
            return {"type": "added_within", "period": period_to_json(period)}
        case UpdatedWithin(period):
            return {"type": "updated_within", "period": period_to_json(period)}
        case SourceIs(source):
            return {"type": "source_is", "source": source}
        case FromImport(number):
            return {"type": "from_import", "number": number}
        case _:
            assert_never(condition)


def refers(condition: Originated) -> References:
    """The number of the import that is asked about, if any."""
    return References(imports=frozenset({condition.number})) if isinstance(condition, FromImport) else NOTHING


def words(condition: Originated, speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    match condition:
        case AddedWithin(period):
            return spaced(_("were added"), period)
        case UpdatedWithin(period):
            return spaced(_("were last changed"), period)
        case SourceIs(source):
            return _("came from the source “{source}”", source=source)
        case FromImport(number):
            if name := speech.imports.get(number):
                return _("are in {file}", file=name)
            return _("are in import {number}, which no longer exists", number=number)
        case _:
            assert_never(condition)


def holds(condition: Originated, facts: Facts, as_of: AsOf) -> bool:
    """Whether one condition is true of this person on that day."""
    match condition:
        case AddedWithin(period):
            return facts.added_on in resolve(period, as_of)
        case UpdatedWithin(period):
            return facts.updated_on in resolve(period, as_of)
        case SourceIs(source):
            return fold(source) == fold(facts.source)
        case FromImport(number):
            return number in facts.imports
        case _:
            assert_never(condition)


def evidence(condition: Originated, facts: Facts, _as_of: AsOf, _speech: Speech) -> str:
    """What the record says about it."""
    match condition:
        case AddedWithin():
            return _("was added on {day}", day=dated(facts.added_on))
        case UpdatedWithin():
            return _("was last changed on {day}", day=dated(facts.updated_on))
        case SourceIs():
            return (
                _("came from “{source}”", source=facts.source)
                if facts.source
                else _("no source is on record")
            )
        case FromImport(number):
            return _("is in it") if number in facts.imports else _("is not in it")
        case _:
            assert_never(condition)
