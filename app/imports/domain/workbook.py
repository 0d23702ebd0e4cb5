"""Excel and OpenDocument workbooks, turned into the text of a CSV file: all that follows is the same."""

import csv
import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, Protocol

from app.imports.domain import ods, xlsx
from app.imports.domain.limits import DEFAULT_LIMITS, Limits
from app.imports.domain.old_workbook import OldWorkbook
from app.imports.domain.refusal import SAVE_AS_TABLE, Refused
from app.imports.domain.unpacking import UnreadableError, broken, open_archive
from app.words import _, figure

_ROWS_AT_ONCE = 500
_ABOVE = 100
"""Rows of titles and names that may stand above the first person."""


class Workbook(Protocol):
    """An open workbook: its visible sheets, and the rows of each that hold something, with their numbers."""

    @property
    def names(self) -> tuple[str, ...]: ...

    def rows(self, name: str) -> Iterator[tuple[int, list[str]]]: ...


def sheet_names(file: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> tuple[str, ...] | Refused:
    """The visible sheets of the workbook in their order, or why it cannot be opened."""
    try:
        return open_workbook(file, limits).names
    except UnreadableError as error:
        return error.refused


def look_at(file: BinaryIO, *, sheet: str, limits: Limits = DEFAULT_LIMITS) -> tuple[int, bytes] | Refused:
    """How many rows of the sheet hold something, and the first of them as CSV."""
    head = io.BytesIO()
    try:
        rows = _counted(open_workbook(file, limits), sheet, limits)
        first = _written(islice(rows, limits.sample_rows), head)
        return first + sum(1 for __ in rows), head.getvalue()
    except UnreadableError as error:
        return error.refused


def write_csv(
    file: BinaryIO, into: BinaryIO, *, sheet: str, limits: Limits = DEFAULT_LIMITS
) -> int | Refused:
    """Write the sheet as UTF-8 CSV and answer how many rows hold something.

    Row n of the sheet is row n of the text, and dates are ISO. Of a refused sheet, parts may be written.
    """
    try:
        return _written(_counted(open_workbook(file, limits), sheet, limits), into)
    except UnreadableError as error:
        return error.refused


def open_workbook(file: BinaryIO, limits: Limits) -> Workbook:
    """The workbook in the file, whatever its name; raises `UnreadableError` where it is none."""
    file.seek(0)
    if not zipfile.is_zipfile(file):
        file.seek(0)
        return OldWorkbook(file, limits)
    archive = open_archive(file, limits)
    if xlsx.BOOK in archive.names:
        return xlsx.Xlsx(archive, limits)
    if ods.CONTENT in archive.names:
        return ods.Ods(archive, limits)
    if "xl/workbook.bin" in archive.names:
        file.seek(0)
        return OldWorkbook(file, limits)
    raise _other(archive.names)


def _other(names: frozenset[str]) -> UnreadableError:
    """What other programs pack in the same way."""
    for part, name in (
        ("word/document.xml", _("a text document")),
        ("ppt/presentation.xml", _("a presentation")),
        ("Index/Document.iwa", _("a document of Numbers or Pages")),
    ):
        if part in names:
            return UnreadableError(Refused(_("This is {kind}, not a table.", kind=name), SAVE_AS_TABLE))
    return broken()


def _counted(book: Workbook, sheet: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    if sheet not in book.names:
        raise broken()
    for count, row in enumerate(book.rows(sheet), start=1):
        if count > limits.rows + _ABOVE:
            raise UnreadableError(
                Refused(
                    _(
                        "The sheet “{sheet}” has more than {rows} rows.",
                        sheet=sheet,
                        rows=figure(limits.rows),
                    ),
                    _(
                        "Split it into files of at most {rows} rows; import them one after the other.",
                        rows=figure(limits.rows),
                    ),
                )
            )
        yield row


def _written(rows: Iterator[tuple[int, list[str]]], into: BinaryIO) -> int:
    """Blank rows are written as such when a filled one follows: those at the end of a sheet are many."""
    count = last = 0
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for number, cells in rows:
        text.write("\r\n" * (number - last - 1))
        writer.writerow(cells)
        count, last = count + 1, number
        if not count % _ROWS_AT_ONCE:
            into.write(text.getvalue().encode(errors="replace"))
            text.seek(0)
            text.truncate()
    into.write(text.getvalue().encode(errors="replace"))
    return count
