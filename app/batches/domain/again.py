"""Files to mend: rows with problems leave as a file, are mended in a spreadsheet and uploaded again.

Three columns are added on the way out. They are how the file is known when it comes back, and they are
never imported.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.batches.domain.headers import fold

OUTCOME, REASON = "Outcome", "Reason"
_ROW = re.compile(r"row of import (\d{1,9})")
_GUARDED = re.compile(r"'[=+\-@\t\r\n]")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file to mend comes from: the number of the import, and the column that has its row numbers.

    `added` are the positions of all columns that were added.
    """

    number: int
    column: int
    added: frozenset[int]


def added_headers(number: int) -> tuple[str, str, str]:
    """The headers of the columns that are added to the rows of an import."""
    return f"Row of import {number}", OUTCOME, REASON


def origin_of(columns: Sequence[str]) -> Origin | None:
    """The import whose rows a file with these columns holds; None for any other file."""
    for at in reversed(range(len(columns))):
        if told := _ROW.fullmatch(fold(columns[at])):
            return Origin(int(told[1]), at, frozenset((at, *_beside(columns, at))))
    return None


def _beside(columns: Sequence[str], at: int) -> list[int]:
    """Outcome and reason stand behind the row; a name that the file had already has a number behind it."""
    wanted = (OUTCOME.casefold(), REASON.casefold())
    behind = range(at + 1, min(at + 3, len(columns)))
    return [place for place in behind if fold(columns[place]).partition(" (")[0] in wanted]


def holds_columns_of(columns: Sequence[str], source: Sequence[str]) -> bool:
    """Whether a file has most of the columns of the one it says it comes from: it may be somebody else's."""
    mine, theirs = set(map(fold, columns)), set(map(fold, source))
    return 2 * len(mine & theirs) > len(theirs)


def is_same(cells: Sequence[str], mended: Sequence[str]) -> bool:
    """Whether a mended row still has something of the row it was."""
    return not {cell.strip() for cell in cells if cell.strip()}.isdisjoint(cell.strip() for cell in mended)


def row_number(cell: str) -> int | None:
    """The row that a cell of the column names, as a spreadsheet may have written it: 12, 12.0, 1,204."""
    plain = cell.strip().replace(",", "").removesuffix(".0")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that kept a spreadsheet from running it."""
    return cell[1:] if _GUARDED.match(cell) else cell
