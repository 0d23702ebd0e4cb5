"""Workbooks of old and binary Excel (.xls, .xlsb): at most 65,536 rows in .xls, read by calamine."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from app.imports.domain.cell_formats import plain
from app.imports.domain.limits import Limits
from app.imports.domain.refusal import Refused, too_many_columns
from app.imports.domain.unpacking import UnreadableError, broken
from app.words import _

_MIDNIGHT = re.compile(r" 00:00:00$")


class OldWorkbook:
    """The visible sheets of a workbook that no reader of ours opens."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        from python_calamine import CalamineWorkbook

        self._limits = limits
        with _in_words():
            self._book: Any = CalamineWorkbook.from_filelike(file)

    @property
    def names(self) -> tuple[str, ...]:
        """The visible worksheets in their order."""
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        return tuple(
            sheet.name
            for sheet in self._book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        )

    def rows(self, name: str) -> Iterator[tuple[int, list[str]]]:
        """The number and the cells of each row that holds something; raises `UnreadableError`."""
        with _in_words():
            sheet = self._book.get_sheet_by_name(name)
            # Rows come from the first of the sheet on, but cells from the first column that holds something.
            before = [""] * (sheet.start[1] if sheet.start else 0)
            for number, row in enumerate(sheet.iter_rows(), start=1):
                if cells := self._cells(before, row):
                    yield number, cells

    def _cells(self, before: list[str], row: Sequence[Any]) -> list[str]:
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if len(before) + len(cells) > self._limits.columns:
            raise UnreadableError(too_many_columns(len(before) + len(cells), self._limits.columns))
        return before + cells if cells else []


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn whatever calamine raises into words; where it panics, that is no `Exception`."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise UnreadableError(
            Refused(
                _("This workbook is protected with a password."),
                _("Open it, save a copy without a password, and upload the copy."),
            )
        ) from None
    except (CalamineError, OSError, ValueError):
        raise broken() from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise broken() from None
        raise


def _text(cell: float | str | bool | time | date | datetime | timedelta) -> str:
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case int() | float():
            return plain(cell)
        case datetime():
            return _MIDNIGHT.sub("", str(cell))
        case timedelta():
            return str(cell).rjust(8, "0")
        case _:
            return str(cell)
