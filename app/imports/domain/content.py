"""What a column holds, judged by its cells alone."""

import re
from collections.abc import Sequence

from app.constituents.domain.text import visible

_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]{2,}")
_NUMBER_OR_DATE = re.compile(r"[\d\s.,:/+()$€£-]+")


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
