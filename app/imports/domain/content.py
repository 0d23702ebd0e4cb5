"""What a column holds, judged by its cells alone."""

import re
from collections.abc import Sequence

from app.batches.domain.countries import country_code
from app.batches.domain.people import parse_kind
from app.constituents.domain.record import Kind
from app.constituents.domain.text import fold, visible

_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]{2,}")
_NUMBER_OR_DATE = re.compile(r"[\d\s.,:/+()$€£-]+")
_PHONE = re.compile(r"(\+|\(\d)?\d[\d\s().-]{6,}\d(\s?(x|ext\.?)\s?\d+)?", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?\D.*|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_FEWEST_DIGITS = 9
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor rev reverend sir dame hon sr sra mme herr frau".split()
)


def is_email(cell: str) -> bool:
    """Whether a cell holds something that is meant to be an email address."""
    return _EMAIL.fullmatch(visible(cell)) is not None


def is_number(cell: str) -> bool:
    """Whether a cell is made of digits: an amount, a date, a phone number, an ID."""
    return _NUMBER_OR_DATE.fullmatch(visible(cell)) is not None and any(c.isdecimal() for c in cell)


def has_emails(cells: Sequence[str]) -> bool:
    """Whether any cell holds an email address."""
    return any(map(is_email, cells))


def mostly_emails(cells: Sequence[str]) -> bool:
    """Whether at least half of the cells that hold something hold an email address."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and 2 * sum(map(is_email, filled)) >= len(filled)


def field_of_cells(cells: Sequence[str]) -> str | None:
    """The field that all cells of a column are plainly meant for, whatever the column is called; else None.

    Only what cannot well be anything else: titles, the two kinds of constituents, phones, countries by name.
    """
    filled = [visible(cell) for cell in cells if cell.strip()]
    tests = {"title": _is_title, "kind": _is_kind, "phone": _is_phone, "address_country": _is_country}
    if len(filled) < 2:
        return None
    return next((field_id for field_id, test in tests.items() if all(map(test, filled))), None)


def _is_title(cell: str) -> bool:
    return fold(cell) in _TITLES


def _is_kind(cell: str) -> bool:
    return len(cell) > 2 and isinstance(parse_kind(cell), Kind)


def _is_phone(cell: str) -> bool:
    """Digits as phones are written: with a plus or with gaps; an ID or an amount has neither."""
    if _PHONE.fullmatch(cell) is None or _DATE.fullmatch(cell):
        return False
    has_gaps = cell.startswith(("+", "(")) or any(gap in cell for gap in " -")
    return has_gaps and sum(map(str.isdigit, cell)) >= _FEWEST_DIGITS


def _is_country(cell: str) -> bool:
    code = country_code(cell)
    return len(cell) > 3 and code != cell and len(code) == 2
