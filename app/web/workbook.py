"""Tables as an Excel workbook: typed cells, a head that stays, and never a formula."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

Cell = str | int | Decimal | date | None
MOST_ROWS = 1_048_576
"""How many rows a sheet can hold, its head included."""
_LONGEST = 32_767


def write_workbook(file: IO[bytes], rows: Iterable[Sequence[Cell]], *, sheet: str) -> None:
    """Write the rows, the head first, to one sheet; row by row, so that any number takes the same memory."""
    from xlsxwriter import Workbook

    with Workbook(file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        head = book.add_format({"bold": True})
        page = book.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                _write(page, number, column, cell, None if number else head)


def _write(page: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    match cell:
        case None | "":
            return
        case str():
            page.write_string(row, column, cell[:_LONGEST], look)
        case date():
            page.write_datetime(row, column, cell)
        case _:
            page.write_number(row, column, cell)
