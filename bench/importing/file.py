"""The imported file: 14 columns; half of the rows are about people on record, 2.8 % cannot be read."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from random import Random

from sqlalchemy import select

from app.constituents.domain.record import Existing, Name
from app.constituents.models import Constituent
from app.constituents.queries import existing
from app.db import db, new_ids
from bench.data.people import people

SEED = 31
COLUMNS = (
    *("Email", "Title", "First name", "Middle name", "Last name", "Suffix", "Organization"),
    *("Phone", "Street", "City", "State", "Postcode", "Country", "Birth date"),
)
KNOWN, CHANGED, BAD = 0.5, 0.5, 0.028
"""Shares: of rows about somebody on record, of those among them that bring something new, of bad rows."""
AT_ONCE = 2_000
MOVED = ("9 Harbor View", "Astoria", "OR", "97103")


@dataclass(frozen=True, slots=True)
class File:
    """Where the file is, and how many of its rows are about people on record."""

    path: Path
    rows: int
    known: int


def make(path: Path, workspace_id: int, rows: int, *, seed: int = SEED) -> File:
    """Write the file, in a session that is bound to the workspace; the same but for the people's ids."""
    chance = Random(seed)
    on_record = _on_record(workspace_id)
    is_known = [chance.random() < KNOWN for _ in range(rows)]
    fresh = _fresh(chance, rows)
    known = 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for wanted in is_known:
            person = next(on_record, None) if wanted else None
            known += person is not None
            writer.writerow(_spoiled(chance, _cells(chance, person) if person else _row(next(fresh))))
    return File(path, rows, known)


def everybody(workspace_id: int) -> Iterator[Sequence[str]]:
    """The header, and the row of everybody on record who has an email."""
    yield COLUMNS
    yield from map(_row, _on_record(workspace_id))


def _on_record(workspace_id: int) -> Iterator[Existing]:
    """Everybody with an email, some read at a time."""
    query = select(Constituent.id).where(Constituent.workspace_id == workspace_id).order_by(Constituent.id)
    ids = iter(db.session.scalars(query).all())
    while some := list(islice(ids, AT_ONCE)):
        yield from (each for each in existing(workspace_id, some).values() if each.emails)


def _fresh(chance: Random, rows: int) -> Iterator[Existing]:
    """People who are not on record, each with an email of her own."""
    for person in people(chance, new_ids(2 * rows), count(1), first=50_000_000):
        if person.emails:
            yield person


def _cells(chance: Random, person: Existing) -> list[str]:
    """The row of somebody on record: as she is, or with a phone, an address or a name part that is new."""
    if chance.random() >= CHANGED:
        return _row(person)
    cells, what = _row(person), chance.randrange(3)
    if what == 0:
        cells[7] = f"(503) 555-{chance.randrange(10_000):04d}"
    elif what == 1:
        cells[8:12] = MOVED
    else:
        return _row(replace(person, name=_with_middle(chance, person.name)))
    return cells


def _with_middle(chance: Random, name: Name) -> Name:
    return replace(name, middle=name.middle or chance.choice("ABCDEFGH")) if name.last else name


def _row(person: Existing) -> list[str]:
    """A record as the cells of the columns."""
    name = person.name
    phone = next((each.number for each in person.phones), "")
    address = next(iter(person.addresses), None)
    place = (
        [" ".join(address.lines), address.city, address.region, address.postcode, address.country]
        if address
        else [""] * 5
    )
    born = str(person.birth) if person.birth else ""
    parts: Sequence[str] = (name.title, name.first, name.middle, name.last, name.suffix, name.organization)
    return [person.emails[0].address, *parts, phone, *place, born]


def _spoiled(chance: Random, cells: list[str]) -> list[str]:
    """The same row, or one with an email that is none."""
    if chance.random() < BAD:
        cells[0] = cells[0].replace("@", " at ")
    return cells
