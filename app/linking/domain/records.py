"""From the cells of a row to a record. What cannot be read is left out and counted: nobody mends it here."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from app.batches.domain.countries import country_code
from app.batches.domain.people import parse_kind
from app.constituents.domain.dates import parse_date, usual_order
from app.constituents.domain.emails import Email, parse_email
from app.constituents.domain.partial import PartialDate
from app.constituents.domain.phones import Phone, parse_phone
from app.constituents.domain.points import PointType
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Address, Existing, Incoming, Kind, Name
from app.constituents.domain.text import visible
from app.linking.domain.columns import Plan

T = TypeVar("T")
_HOME = PointType.HOME
_NAMES = ("title", "first_name", "middle_name", "last_name", "suffix", "nickname")
_STREET = ("address_line1", "address_line2")
_PLACE = (*_STREET, "city", "state", "zip")
_NATIONAL = re.compile(r"\s*(?:\+?1[\s.-]?)?\(?([2-9]\d\d)\)?[\s.-]?(\d{3})[\s.-]?(\d{4})\s*", re.ASCII)
"""A North American number in one of its usual spellings: read at once, where the library takes its time."""


@dataclass(slots=True)
class RecordReader:
    """Reads the rows of one file; `left_out` counts the values that cannot be read, by column."""

    plan: Plan
    id_column: str
    country: str
    today: date
    left_out: Counter[str] = field(default_factory=Counter)

    def id_of(self, cells: Sequence[str]) -> str:
        """The ID of the row as it stands there, trimmed."""
        return visible(cells[self.plan.places[self.id_column]])

    def incoming(self, cells: Sequence[str]) -> Incoming:
        """The row as a record that comes in."""
        facts = self._facts(cells)
        kind, name = self._kind(facts), _name(facts)
        country = country_code(facts["country"]) if "country" in facts else ""
        return Incoming(
            kind or _likely(name),
            name,
            self._emails(facts),
            self._phones(facts, country or self.country),
            _addresses(facts, country),
            self._birth(facts),
        )

    def existing(self, cells: Sequence[str], id: int) -> Existing:
        """The row as a constituent with this id."""
        told = self.incoming(cells)
        return Existing(
            told.kind, told.name, told.emails, told.phones, told.addresses, told.birth, id=id, version=1
        )

    def _facts(self, cells: Sequence[str]) -> dict[str, str]:
        """What the row says, by column, without blanks."""
        facts = {}
        for fact, place in self.plan.places.items():
            cell = cells[place]
            if cell and (text := visible(cell)):
                facts[fact] = text
        return facts

    def _read(self, column: str, text: str, parse: Callable[[str], T | Problem]) -> T | None:
        found = parse(text)
        if isinstance(found, Problem):
            self.left_out[column] += 1
            return None
        return found

    def _kind(self, facts: dict[str, str]) -> Kind | None:
        return self._read("type", facts["type"], parse_kind) if "type" in facts else None

    def _emails(self, facts: dict[str, str]) -> tuple[Email, ...]:
        found: list[Email] = []
        for column in ("email", "email2"):
            if column in facts and (read := self._read(column, facts[column], parse_email)):
                found.append(Email(read.address, _HOME, primary=not found))
        return tuple(found)

    def _phones(self, facts: dict[str, str], country: str) -> tuple[Phone, ...]:
        found: list[Phone] = []
        for column in ("phone", "phone2"):
            if column in facts and (
                read := self._read(column, facts[column], lambda text: _number(text, country))
            ):
                found.append(Phone(*read, _HOME, primary=not found))
        return tuple(found)

    def _birth(self, facts: dict[str, str]) -> PartialDate | None:
        if "birth_date" not in facts:
            return None
        order = usual_order(self.country)
        return self._read(
            "birth_date", facts["birth_date"], lambda text: parse_date(text, order, latest=self.today)
        )


def _name(facts: dict[str, str]) -> Name:
    title, first, middle, last, suffix, nickname = [facts.get(part, "") for part in _NAMES]
    return Name(title, first, middle, last, suffix, nickname, "", facts.get("organization_name", ""))


def _likely(name: Name) -> Kind:
    """An organization where only its name is there."""
    return Kind.ORGANIZATION if name.organization and not (name.first or name.last) else Kind.INDIVIDUAL


def _number(text: str, country: str) -> tuple[str, str] | Problem:
    """The number as typed and in its international form."""
    if country in ("US", "CA") and (found := _NATIONAL.fullmatch(text)):
        return text, f"+1{found[1]}{found[2]}{found[3]}"
    read = parse_phone(text, country)
    return read if isinstance(read, Problem) else (read.number, read.e164)


def _addresses(facts: dict[str, str], country: str) -> tuple[Address, ...]:
    if facts.keys().isdisjoint(_PLACE):
        return ()
    lines = tuple(facts[line] for line in _STREET if line in facts)
    city, region, postcode = facts.get("city", ""), facts.get("state", ""), facts.get("zip", "")
    return (Address(lines, city, region, postcode, country, _HOME, primary=True),)
