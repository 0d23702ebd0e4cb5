"""Which column of a file says what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.batches.domain.headers import words
from app.imports.domain.aliases import field_for
from app.imports.domain.refusal import Refused

FACTS = (
    *("type", "title", "first_name", "middle_name", "last_name", "suffix", "nickname", "organization_name"),
    *("email", "email2", "phone", "phone2", "address_line1", "address_line2", "city", "state", "zip"),
    *("country", "birth_date"),
)
"""The columns that are read, beside the one with the ID."""

_ALSO = {"region": "state", "postcode": "zip"}
_OF_IMPORTS = {
    "kind": "type",
    "organization": "organization_name",
    "email_2": "email2",
    "phone_2": "phone2",
    "address_city": "city",
    "address_region": "state",
    "address_postcode": "zip",
    "address_country": "country",
}
"""What fields of imports are called here, where the names differ."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where in a row each fact stands, the ID under its own name; `ignored` are the other columns."""

    places: Mapping[str, int]
    ignored: tuple[str, ...]


def plan(columns: Sequence[str], id_column: str) -> Plan | Refused:
    """Where the facts stand in a file with these columns; case, blanks and punctuation do not count.

    Spellings that imports know are understood too, where no column has the name itself.
    """
    places: dict[str, int] = {}
    for read in (_named, _understood):
        for place, header in enumerate(columns):
            fact = read(header, id_column)
            if fact and place not in places.values():
                places.setdefault(fact, place)
    if id_column not in places:
        return _without_id(columns, id_column)
    taken = set(places.values())
    return Plan(places, tuple(header for place, header in enumerate(columns) if place not in taken))


def _squeezed(header: str) -> str:
    return words(header).replace(" ", "")


_NAMES = {_squeezed(fact): fact for fact in FACTS} | _ALSO


def _named(header: str, id_column: str) -> str:
    squeezed = _squeezed(header)
    return id_column if squeezed == _squeezed(id_column) else _NAMES.get(squeezed, "")


def _understood(header: str, _id_column: str) -> str:
    field = field_for(header)
    name = _OF_IMPORTS.get(field.id, field.id) if field else ""
    return name if name in FACTS else ""


def _without_id(columns: Sequence[str], id_column: str) -> Refused:
    shown = ", ".join(f"“{column[:40]}”" for column in columns[:8])
    return Refused(
        f"There is no column “{id_column}”; the first columns are {shown}.",
        f"Name the column with the ID of each row “{id_column}”, in the first row of the file.",
    )
