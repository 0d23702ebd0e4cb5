"""What is typed into a row: texts, defaults, and rows in which nothing is typed."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.batch_entry.domain.columns import Column

LONGEST = 4_000
"""The most characters that a cell keeps: more than any field takes."""


def cleaned(text: str) -> str:
    """A cell as it is stored: on one line, without what no database keeps."""
    return " ".join(text.replace("\0", "").split())[:LONGEST]


def new_cells(columns: Sequence[Column], typed: Mapping[int, str], today: date) -> list[str]:
    """The cells of a row that is typed today: what was typed, and the defaults where nothing was."""
    return [typed.get(index) or column.held(today) for index, column in enumerate(columns)]


def is_blank(typed: Mapping[int, str]) -> bool:
    """Whether nothing was typed: defaults alone make no row."""
    return not any(typed.values())
