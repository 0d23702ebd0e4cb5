"""Excel and OpenDocument workbooks, turned into the text of a CSV file so that everything after is the same.

Sizes are checked before anything is unpacked: a small file that says it holds half a gigabyte, or
thousands of parts, is refused unopened.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from app.imports.domain.limits import DEFAULT_LIMITS, Limits
from app.imports.domain.refusal import SAVE_AS_TABLE, Refused

Cell = int | float | str | bool | time | date | datetime | timedelta

_ROWS_PER_CHUNK = 1_000
_SMALL = 1024 * 1024


def sheet_names(file: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> tuple[str, ...] | Refused:
    """The visible sheets of the workbook in their order, or why it cannot be opened."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    if refused := _too_large(file, limits):
        return refused
    try:
        with CalamineWorkbook.from_filelike(file) as workbook:
            return tuple(
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
            )
    except PasswordError:
        return Refused(
            "This workbook is protected with a password.",
            "Open it, save a copy without a password, and upload the copy.",
        )
    except (CalamineError, OSError, ValueError):
        return _broken()


def as_csv(file: BinaryIO, *, sheet: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[bytes] | Refused:
    """The sheet as UTF-8 CSV in pieces; row n of the sheet is row n of the text, dates are ISO."""
    from python_calamine import CalamineError, CalamineWorkbook

    if refused := _too_large(file, limits):
        return refused
    try:
        with CalamineWorkbook.from_filelike(file) as workbook:
            rows = workbook.get_sheet_by_name(sheet).to_python(
                skip_empty_area=False, nrows=limits.rows + 1_000
            )
    except (CalamineError, OSError, ValueError):
        return _broken()
    return _written(rows)


def _written(rows: Sequence[Sequence[Cell]]) -> Iterator[bytes]:
    for start in range(0, len(rows), _ROWS_PER_CHUNK):
        text = io.StringIO(newline="")
        csv.writer(text, quoting=csv.QUOTE_MINIMAL).writerows(
            [_text(cell) for cell in row] for row in rows[start : start + _ROWS_PER_CHUNK]
        )
        yield text.getvalue().encode()


def _text(cell: Cell) -> str:
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)


def _too_large(file: BinaryIO, limits: Limits) -> Refused | None:
    file.seek(0)
    try:
        entries = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        # An old .xls is no archive; a broken archive is refused when it is opened.
        return None
    finally:
        packed = file.seek(0, io.SEEK_END)
        file.seek(0)
    unpacked = sum(entry.file_size for entry in entries)
    ratio = limits.workbook_ratio * max(packed, _SMALL)
    if len(entries) <= limits.workbook_entries and unpacked <= min(limits.workbook_bytes, ratio):
        return None
    return Refused(
        "This workbook unpacks to far more data than can be read.", "Save the sheet as CSV and upload that."
    )


def _broken() -> Refused:
    return Refused("This workbook is damaged and cannot be opened.", SAVE_AS_TABLE)
