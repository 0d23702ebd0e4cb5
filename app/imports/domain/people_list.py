"""A file that names people who are here already: one address or lookup ID for each row."""

import re
from collections.abc import Iterable, Iterator, Sequence

from app.constituents.domain.lookup import parse_lookup
from app.imports.domain.aliases import field_for
from app.imports.domain.content import is_email
from app.imports.domain.reader import RawRow
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape

_LOOKUP = "lookup_id"
_LONGEST = 200
_BETWEEN = re.compile(r"[,;|\s]+")


def words_of(shape: FileShape, rows: Iterable[RawRow | Refused]) -> list[str] | Refused:
    """What each row names its person by; where the file cannot be read on, why.

    The column of lookup IDs counts first, then the first address of the row. A number is taken for a lookup
    ID only in that column, or where the file has no other: a postcode must not add a stranger. A row that
    names nobody is kept as it is, to be listed as not found.
    """
    found = list(_headings(shape))
    lookup = next((at for at, name in enumerate(shape.columns) if _is_lookup(name)), None)
    alone = len(shape.columns) == 1
    for row in rows:
        if isinstance(row, Refused):
            return row
        found.append(_word(row.cells, 0 if alone else lookup))
    return found


def _headings(shape: FileShape) -> Iterator[str]:
    """The first row of a file without names of columns, which was taken for them."""
    yield from (cell for cell in shape.headers if is_email(cell))


def _is_lookup(column: str) -> bool:
    field = field_for(column)
    return field is not None and field.id == _LOOKUP


def _word(cells: Sequence[str], lookup: int | None) -> str:
    filled = [cell.strip() for cell in cells if cell.strip()]
    if lookup is not None and isinstance(parse_lookup(cells[lookup]), str):
        return cells[lookup].strip()
    return next((cell for cell in filled if is_email(cell)), _as_one(filled))


def _as_one(cells: Sequence[str]) -> str:
    """A row that names nobody, as one word of a list."""
    return _BETWEEN.sub(" ", " · ".join(cells))[:_LONGEST] + " (row)"
