"""Columns that no name tells, known by what they hold: proposed where only one can be meant."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.reading import Column, Reading
from app.batches.domain.headers import words
from app.imports.domain.content import is_email

_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}([ T].*)?", re.ASCII)
_OTHER_DAY = re.compile(r"\b(birth\w*|born|dob|expir\w*|due|ends?|until|renewal)\b")
_FIGURES = r"\d[\d.,’' ]*"
_SIGN = r"([$€£¥₹]|[A-Z]{2,3}\$?)"
_MONEY = re.compile(
    rf"[-(]?{_SIGN} ?-?{_FIGURES}\)?|[-(]?{_FIGURES} ?{_SIGN}\)?|-?{_FIGURES}[.,]\d\d", re.ASCII
)
_WHOLE = re.compile(r"-?\d+")


def by_cells(reading: Reading, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Reading:
    """The reading with the columns of emails, days and amounts that it lacks, where just one can be each."""
    for field_id, holds in _HOLDS[reading.kind].items():
        taken = {each.index for each in reading.columns}
        found = [
            index
            for index in range(len(columns))
            if index not in taken and holds(columns[index], _of(index, rows))
        ]
        if len(found) == 1 and not reading.has(field_id):
            column = Column(found[0], columns[found[0]], field_id)
            reading = replace(reading, columns=(*reading.columns, column))
    return reading


def _of(index: int, rows: Sequence[Sequence[str]]) -> list[str]:
    return [row[index].strip() for row in rows if index < len(row) and row[index].strip()]


def _emails(_: str, cells: Sequence[str]) -> bool:
    return _mostly(cells, is_email)


def _days(header: str, cells: Sequence[str]) -> bool:
    return not _OTHER_DAY.search(words(header)) and _mostly(cells, lambda cell: bool(_DAY.fullmatch(cell)))


def _amounts(_: str, cells: Sequence[str]) -> bool:
    """Whole numbers may stand among amounts, but alone they may be anything."""
    return any(map(_MONEY.fullmatch, cells)) and _mostly(
        cells, lambda cell: bool(_MONEY.fullmatch(cell) or _WHOLE.fullmatch(cell))
    )


def _mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    """Whether four of five cells are so: a list may have a row of its sum, or a gap filled with a word."""
    return bool(cells) and 5 * sum(map(holds, cells)) >= 4 * len(cells)


_HOLDS: dict[FactKind, dict[str, Callable[[str, Sequence[str]], bool]]] = {
    FactKind.GIFTS: {"email": _emails, "date": _days, "amount": _amounts},
    FactKind.REGISTRATIONS: {"email": _emails},
    FactKind.MAIL: {"email": _emails},
}
