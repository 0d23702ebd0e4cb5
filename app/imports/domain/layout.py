"""Which delimiter, which row names the columns: judged by the first rows, by agreement among them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from app.batches.domain.fields import Group
from app.imports.domain.aliases import field_for
from app.imports.domain.content import is_email, is_number
from app.imports.domain.limits import Limits
from app.imports.domain.records import Record, read_records
from app.imports.domain.shape import DELIMITERS

QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns, 0 for none, and whether that is beyond doubt."""

    row: int
    sure: bool


def first_records(text: str, delimiter: str, limits: Limits) -> list[Record]:
    """The first records of the text, `limits.sample_rows` at most."""
    records = read_records([text], delimiter=delimiter, quotechar=QUOTE, limits=limits)
    return [record for record in islice(records, limits.sample_rows) if isinstance(record, Record)]


def guess_delimiter(text: str, limits: Limits) -> str:
    """The delimiter with which most rows have the same number of cells; the comma when nothing divides."""
    best, best_rank = ",", (0.0, 1)
    for delimiter in DELIMITERS:
        widths = [len(record.cells) for record in first_records(text, delimiter, limits) if any(record.cells)]
        rank = _agreement(widths)
        if rank[1] > 1 and rank > best_rank:
            best, best_rank = delimiter, rank
    return best


def _agreement(widths: Sequence[int]) -> tuple[float, int]:
    # Rounded, so that one ragged row does not outweigh many more columns.
    if not widths:
        return 0.0, 0
    width, rows = Counter(widths).most_common(1)[0]
    return round(rows / len(widths), 1), width


def find_header(records: Sequence[Record]) -> Header:
    """The row that names a column of email addresses, whatever stands above it.

    Where none does, it is the first one about as wide as the table; row 0 where that looks like data.
    """
    if row := _above_emails(records):
        return Header(row, sure=True)
    filled = [_filled(record.cells) for record in records]
    usual = max(Counter(count for count in filled if count).items(), key=lambda pair: (pair[1], pair[0]))[0]
    row = next(number for number, count in enumerate(filled, start=1) if 2 * count > usual)
    cells = [cell for cell in records[row - 1].cells if cell.strip()]
    if any(field_for(cell) for cell in cells) and not any(map(is_email, cells)):
        return Header(row, sure=True)
    if any(map(is_email, cells)) or 2 * sum(map(is_number, cells)) >= len(cells):
        return Header(0, sure=False)
    return Header(row, sure=any(is_email(cell) for record in records[row:] for cell in record.cells))


def names_email(column: str) -> bool:
    """Whether the name of a column says that it holds email addresses."""
    field = field_for(column)
    return field is not None and field.group is Group.EMAIL


def _above_emails(records: Sequence[Record]) -> int:
    """The first row that names a column in which the first email address below it stands; 0 for none."""
    named: dict[int, int] = {}
    for number, record in enumerate(records, start=1):
        for position, cell in enumerate(record.cells):
            if is_email(cell):
                if position in named:
                    return named[position]
            elif cell.strip() and names_email(cell):
                named.setdefault(position, number)
    return 0


def filled_width(cells: Sequence[str]) -> int:
    """The number of cells up to the last one that holds something."""
    return next((position for position in range(len(cells), 0, -1) if cells[position - 1].strip()), 0)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())
