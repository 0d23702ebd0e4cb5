"""The named cases of `corpus/`, and the population in which they are judged."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.constituents.domain.phones import PhoneNumber, parse_phone
from app.constituents.domain.record import (
    Address,
    Band,
    Email,
    Existing,
    ExternalId,
    FormerName,
    Incoming,
    Kind,
    Name,
    PartialDate,
    Phone,
    PointType,
)
from app.matching.domain.blocking import keys
from app.matching.domain.identity import WITHIN, Identity, values
from app.matching.domain.population import Counted, Population
from app.matching.domain.standard import standardize

CORPUS = Path(__file__).parent / "corpus"
HOME = PointType.HOME

_NAMES = {
    "title": "title",
    "first_name": "first",
    "middle_name": "middle",
    "last_name": "last",
    "suffix": "suffix",
    "nickname": "nickname",
    "maiden_name": "maiden",
    "organization_name": "organization",
}
_POINTS = ("email", "email2", "phone", "phone2")
_PLACE = ("address_line1", "address_line2", "city", "region", "postcode", "country")
_OTHER = ("type", "birth_date", "former_names", "external_id", "lookup_id", "ended")
COLUMNS = frozenset((*_NAMES, *_POINTS, *_PLACE, *_OTHER))

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A pair of records, with the bands a careful person may choose. `held` says how many hold a value."""

    theme: str
    id: str
    title: str
    new: Told
    old: Told
    bands: frozenset[Band]
    why: str
    held: Mapping[str, int]
    trusted: tuple[str, ...]

    @property
    def incoming(self) -> Incoming:
        return Incoming(**_facts(self.new))

    @property
    def existing(self) -> Existing:
        former = tuple(FormerName(value) for value in self.old.get("former_names", ()))
        return Existing(**_facts(self.old), id=1, former_names=former)

    @property
    def is_plain(self) -> bool:
        """Whether either record could be the one that comes in."""
        return not {"former_names", "ended"} & {*self.new, *self.old}

    @property
    def turned(self) -> tuple[Incoming, Existing]:
        """Each record in the other's place."""
        return Incoming(**_facts(self.old)), Existing(**_facts(self.new), id=1)


def cases() -> list[Case]:
    """All of them, by theme."""
    files = sorted(path for path in CORPUS.glob("*.toml") if path.stem != "population")
    return [_case(path.stem, told) for path in files for told in _read(path)["case"]]


def population(case: Case) -> Population:
    """Everybody on record, the case's own constituent among them."""
    known, counts = standardize(case.existing), dict(_usual().counts)
    for name, n in case.held.items():
        kind = Counted(name)
        counts[kind] = {**counts[kind], **dict.fromkeys(_held(known, kind), n)}
    return Population(_usual().size, counts)


@cache
def _usual() -> Population:
    told = _read(CORPUS / "population.toml")
    return Population(told["size"], {kind: _counted(kind, told.get(kind.value, {})) for kind in Counted})


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _case(theme: str, told: Told) -> Case:
    same, band = told.get("same", {}), told["band"]
    return Case(
        theme=theme,
        id=told["id"],
        title=told["title"],
        new={**same, **told.get("new", {})},
        old={**same, **told.get("old", {})},
        bands=frozenset(Band(each) for each in ([band] if isinstance(band, str) else band)),
        why=told["why"],
        held=told.get("held", {}),
        trusted=tuple(told.get("trusted", ())),
    )


def _facts(told: Told) -> dict[str, Any]:
    ended = told.get("ended", {})
    parts = {part: told.get(column, "") for column, part in _NAMES.items()}
    system, _, value = told.get("external_id", "").partition(":")
    return {
        "kind": Kind(told.get("type", Kind.INDIVIDUAL)),
        "name": Name(**parts),
        "emails": (*_emails(told, active=True), *_emails(ended, active=False)),
        "phones": (*_phones(told, active=True), *_phones(ended, active=False)),
        "addresses": (*_addresses(told, active=True), *_addresses(ended, active=False)),
        "birth": PartialDate.from_iso(told["birth_date"]) if "birth_date" in told else None,
        "external_ids": (ExternalId(system, value),) if system else (),
        "lookup_id": told.get("lookup_id", ""),
    }


def _emails(told: Told, *, active: bool) -> Iterator[Email]:
    for column in ("email", "email2"):
        if column in told:
            yield Email(told[column], HOME, active=active)


def _phones(told: Told, *, active: bool) -> Iterator[Phone]:
    for column in ("phone", "phone2"):
        if column in told:
            number = parse_phone(told[column])
            assert isinstance(number, PhoneNumber), told
            yield Phone(number.number, number.e164, HOME, active=active)


def _addresses(told: Told, *, active: bool) -> Iterator[Address]:
    if any(told.get(column) for column in _PLACE):
        lines = tuple(told[column] for column in ("address_line1", "address_line2") if column in told)
        city, region, postcode = (told.get(column, "") for column in ("city", "region", "postcode"))
        yield Address(lines, city, region, postcode, told.get("country", "US"), HOME, active=active)


def _counted(kind: Counted, told: Mapping[str, int]) -> dict[str, int]:
    """The counts under the values as they are compared."""
    return {value: n for text, n in told.items() for value in _held(_written(kind, text), kind)}


def _written(kind: Counted, text: str) -> Identity:
    columns = {
        Counted.FIRST: {"first_name": text, "last_name": "x"},
        Counted.LAST: {"first_name": "x", "last_name": text},
        Counted.CITY: {"city": text},
        Counted.POSTCODE: {"postcode": text},
        Counted.BIRTH: {"birth_date": text},
    }
    return standardize(Incoming(**_facts(columns[kind])))


def _held(known: Identity, kind: Counted) -> list[str]:
    """The values of one kind that a record holds, as they are counted."""
    places = [place.split(WITHIN) for place in values(known.places)]
    found = {
        Counted.FIRST: [known.first],
        Counted.LAST: known.last.split(),
        Counted.CITY: [place[4] for place in places],
        Counted.POSTCODE: [place[6] for place in places],
        Counted.BIRTH: [known.birth],
    }
    keyed = [key.value for key in keys(known) if key.kind.value == kind.value]
    return [value for value in found.get(kind, keyed) if value]
