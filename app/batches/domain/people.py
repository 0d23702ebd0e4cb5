"""Name and kind of one row."""

from functools import lru_cache

from app.batches.domain.cells import Cells
from app.constituents.domain.names import Name
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Kind
from app.constituents.domain.text import fold
from app.words import _

_KINDS = {
    **dict.fromkeys(("individual", "person", "people", "contact", "donor", "i", "ind"), Kind.INDIVIDUAL),
    **dict.fromkeys(
        ("organization", "organisation", "org", "company", "business", "foundation", "o"), Kind.ORGANIZATION
    ),
}
_PARTS = {
    "title": "title",
    "first_name": "first",
    "middle_name": "middle",
    "last_name": "last",
    "suffix": "suffix",
    "nickname": "nickname",
    "maiden_name": "maiden",
    "organization": "organization",
}
NAMING = frozenset({"kind", "full_name", "lookup_id", *_PARTS})
"""The fields that say who or what a row is about."""

_SPLIT = ("title", "first", "middle", "last", "suffix", "nickname")


def kind_and_name(cells: Cells) -> tuple[Kind, Name]:
    """Who the row is about. Without a column that says so, a row that names only an organization is one.

    Beside our own lookup ID a name in one piece may be how somebody is shown: see `whole_name`.
    """
    stated = cells.read("kind", parse_kind)
    parts = {part: cells.text(field_id) for field_id, part in _PARTS.items()}
    full_name = "" if cells.text("lookup_id") else cells.text("full_name")
    if stated is Kind.ORGANIZATION:
        parts["organization"] = parts["organization"] or full_name
        return stated, Name(**parts)
    split = taken_apart(full_name) if _says_more(full_name, parts) else {}
    name = Name(**{part: value or split.get(part, "") for part, value in parts.items()})
    personal = name.first or name.last or name.nickname or name.middle
    if stated is None and name.organization and not personal:
        return Kind.ORGANIZATION, name
    return Kind.INDIVIDUAL, name


def whole_name(cells: Cells) -> str:
    """A name in one piece beside our own lookup ID, which is taken apart once it is known whose it is."""
    is_given = cells.text("first_name") and cells.text("last_name")
    return cells.text("full_name") if cells.text("lookup_id") and not is_given else ""


def _says_more(full_name: str, parts: dict[str, str]) -> bool:
    """Whether the name in one piece has something that the columns of its parts lack.

    Beside a first and a last name it has not: "Mary Ann Lee" would make the second half of "Mary Ann" a
    middle name.
    """
    given = parts["first"], parts["last"]
    return bool(full_name) and not all(given) and fold(full_name) != fold("".join(given))


@lru_cache(maxsize=2_048)
def taken_apart(full_name: str) -> dict[str, str]:
    """The parts of a name written in one piece; a suggestion that staff see before anything is written."""
    from nameparser import HumanName

    parsed = HumanName(full_name)
    return {part: getattr(parsed, part) for part in _SPLIT}


def parse_kind(text: str) -> Kind | Problem:
    """The kind that a word names, in any of its usual spellings."""
    found = _KINDS.get(fold(text))
    return found or Problem(
        _("“{words}” is neither an individual nor an organization.", words=text),
        _("individual or organization"),
        _("Write one of the two words, or leave the cell empty."),
    )
