"""Conditions about who somebody is: the kind of record, its state, birth, and any of its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, assert_never

from app.constituents.domain.partial import MONTHS, PartialDate
from app.constituents.domain.readings import read
from app.constituents.domain.record import Kind
from app.constituents.domain.text import fold
from app.constituents.domain.words import begins
from app.groups.domain.conditions.ops import Count, Status
from app.groups.domain.facts import Facts
from app.groups.domain.periods import AsOf
from app.groups.domain.reading import Fields, Unreadable, shown
from app.groups.domain.speech import Speech
from app.words import N_, _, plural

OLDEST = 150


class MovingMonth(StrEnum):
    """A month that moves on with the date."""

    THIS = "this"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class KindIs:
    """Is an individual, or an organization."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class StatusIs:
    """Is active, inactive, or deceased."""

    status: Status


@dataclass(frozen=True, slots=True)
class BirthMonth:
    """The birthday is in this month, from 1 for January, or in one that moves with the date.

    The year need not be known.
    """

    month: int | MovingMonth


@dataclass(frozen=True, slots=True)
class Age:
    """So many years old. Who was born on 29 February is a year older from 1 March on where there is none.

    Somebody of whose birth the day or the year is not known has no age, and none before birth.
    """

    op: Count
    years: int


@dataclass(frozen=True, slots=True)
class TextSearch:
    """A search for the text finds the record by beginnings of its names, emails, phone numbers and IDs."""

    text: str


OnRecord = KindIs | StatusIs | BirthMonth | Age | TextSearch


def _birth_month(fields: Fields) -> BirthMonth:
    moves = isinstance(fields.told.get("month"), str)
    return BirthMonth(fields.choice("month", MovingMonth) if moves else fields.integer("month", 1, 12))


def _text_search(fields: Fields) -> TextSearch:
    text = fields.text("text")
    if not fold(text):
        raise Unreadable(fields.at("text"), shown(text), _("text with a letter or a digit"))
    return TextSearch(text)


READERS: dict[str, Callable[[Fields], OnRecord]] = {
    "kind_is": lambda fields: KindIs(fields.choice("kind", Kind)),
    "status_is": lambda fields: StatusIs(fields.choice("status", Status)),
    "birth_month": _birth_month,
    "age": lambda fields: Age(fields.choice("op", Count), fields.integer("years", 0, OLDEST)),
    "text_search": _text_search,
}


def told(condition: OnRecord) -> dict[str, Any]:
    """One condition as JSON."""
    match condition:
        case KindIs(kind):
            return {"type": "kind_is", "kind": kind.value}
        case StatusIs(status):
            return {"type": "status_is", "status": status.value}
        case BirthMonth(month):
            return {"type": "birth_month", "month": month.value if isinstance(month, MovingMonth) else month}
        case Age(op, years):
            return {"type": "age", "op": op.value, "years": years}
        case TextSearch(text):
            return {"type": "text_search", "text": text}
        case _:
            assert_never(condition)


def words(condition: OnRecord, _speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    match condition:
        case KindIs(kind):
            return _("are individuals") if kind is Kind.INDIVIDUAL else _("are organizations")
        case StatusIs(status):
            return str(_STATUS_WORDS[status])
        case BirthMonth(month):
            return _month_words(month)
        case Age(op, years):
            return _age_words(op, years)
        case TextSearch(text):
            return _("match the search “{words}”", words=text)
        case _:
            assert_never(condition)


def _month_words(month: int | MovingMonth) -> str:
    match month:
        case MovingMonth.THIS:
            return _("have their birthday this month")
        case MovingMonth.NEXT:
            return _("have their birthday next month")
        case _:
            return _("have their birthday in {month}", month=MONTHS[month - 1])


def _age_words(op: Count, years: int) -> str:
    match op:
        case Count.AT_LEAST:
            return plural(years, "are at least {n} year old", "are at least {n} years old")
        case Count.AT_MOST:
            return plural(years, "are at most {n} year old", "are at most {n} years old")
        case Count.EXACTLY:
            return plural(years, "are exactly {n} year old", "are exactly {n} years old")
        case _:
            assert_never(op)


_STATUS_WORDS = {
    Status.ACTIVE: N_("are active"),
    Status.INACTIVE: N_("are inactive"),
    Status.DECEASED: N_("are deceased"),
}
_STATUS_FOUND = {
    Status.ACTIVE: N_("is active"),
    Status.INACTIVE: N_("is inactive"),
    Status.DECEASED: N_("is deceased"),
}


def holds(condition: OnRecord, facts: Facts, as_of: AsOf) -> bool:
    """Whether one condition is true of this person on that day."""
    match condition:
        case KindIs(kind):
            return facts.kind is kind
        case StatusIs(status):
            return facts.status is status
        case BirthMonth(month):
            return facts.birth is not None and facts.birth.month == month_of(month, as_of)
        case Age(op, years):
            age = age_of(facts.birth, as_of.today)
            return age is not None and op.holds(age, years)
        case TextSearch(text):
            return _is_found(text, facts)
        case _:
            assert_never(condition)


def month_of(month: int | MovingMonth, as_of: AsOf) -> int:
    """The month that is meant on that day, from 1 for January."""
    match month:
        case MovingMonth.THIS:
            return as_of.today.month
        case MovingMonth.NEXT:
            return as_of.today.month % 12 + 1
        case _:
            return month


def age_of(birth: PartialDate | None, today: date) -> int | None:
    """Full years since birth; None where the day of birth is not known in full, or still to come."""
    if birth is None or birth.year is None or birth.month is None or birth.day is None:
        return None
    age = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    return age if age >= 0 else None


def _is_found(text: str, facts: Facts) -> bool:
    """Some reading of the text is the number of the lookup ID, or begins words of the record."""
    reading = read(text)
    ways = (all(begins(word) in facts.found_by for word in way) for way in reading.ways)
    return any(ways) or reading.lookup == facts.lookup_number


def evidence(condition: OnRecord, facts: Facts, as_of: AsOf, _speech: Speech) -> str:
    """What the record says about it."""
    match condition:
        case KindIs():
            return _("is an individual") if facts.kind is Kind.INDIVIDUAL else _("is an organization")
        case StatusIs():
            return str(_STATUS_FOUND[facts.status])
        case BirthMonth() | Age():
            return _birth_words(facts.birth, as_of.today)
        case TextSearch():
            return _("looked for in names, email addresses, phone numbers and IDs")
        case _:
            assert_never(condition)


def _birth_words(birth: PartialDate | None, today: date) -> str:
    if birth is None:
        return _("no birth date is on record")
    age = age_of(birth, today)
    if age is None:
        return _("was born {day}, so the age is not known", day=birth.words())
    return plural(
        age,
        "was born {day}, so is {n} year old",
        "was born {day}, so is {n} years old",
        day=birth.words(),
    )
