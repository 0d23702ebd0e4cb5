"""What is this file? The first look at an upload: its shape, or why it cannot be imported and what to do."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from app.batches.domain.cells import LOST
from app.batches.domain.headers import distinct_names
from app.imports.domain.content import is_email
from app.imports.domain.encoding import Encoding, decode, guess_encoding
from app.imports.domain.filetype import FileKind, file_kind
from app.imports.domain.layout import (
    QUOTE,
    Header,
    filled_width,
    find_header,
    first_records,
    guess_delimiter,
    names_email,
)
from app.imports.domain.limits import DEFAULT_LIMITS, Limits
from app.imports.domain.reader import RawRow, read_rows
from app.imports.domain.records import Record
from app.imports.domain.refusal import SAVE_AS_TABLE, Refused, too_many_columns
from app.imports.domain.shape import DELIMITERS, FIND_OUT, FileShape, Overrides
from app.words import _

_SEP = re.compile(r'"?sep=([,;\t|])"?(?:\r\n|\n|\r|$)', re.IGNORECASE)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f\ufffd]")


def sniff(
    head: bytes, *, filename: str, overrides: Overrides = FIND_OUT, limits: Limits = DEFAULT_LIMITS
) -> FileShape | Refused:
    """The shape of a text file, judged by its first `limits.head_bytes` bytes (less is the whole file).

    What staff said in `overrides` is taken, the rest is found out. Never raises for what is in the file.
    """
    kind = file_kind(head, filename=filename)
    if isinstance(kind, Refused):
        return kind
    if kind is FileKind.WORKBOOK:
        return Refused(_("This is a spreadsheet workbook that could not be opened as one."), SAVE_AS_TABLE)
    encoding = overrides.encoding or guess_encoding([head])
    text = _text(head, encoding, limits)
    return text if isinstance(text, Refused) else _shape(text, encoding, overrides, limits, len(head))


def sample(head: bytes, shape: FileShape, limits: Limits = DEFAULT_LIMITS) -> tuple[RawRow, ...]:
    """The first sound rows below the header, `limits.sample_rows` at most, for screen and suggestions."""
    rows = list(islice(read_rows([head], shape, limits), limits.sample_rows + 1))
    if len(head) >= limits.head_bytes:
        # The last row of a head may be cut anywhere.
        rows = rows[:-1]
    return tuple(row for row in rows[: limits.sample_rows] if isinstance(row, RawRow) and row.flaw is None)


def row_count(head: bytes, shape: FileShape, limits: Limits = DEFAULT_LIMITS) -> int | None:
    """How many rows stand below the header; None where the file goes on behind its head."""
    if len(head) >= limits.head_bytes:
        return None
    return sum(isinstance(row, RawRow) for row in read_rows([head], shape, limits))


def first_filled(head: bytes, shape: FileShape, limits: Limits = DEFAULT_LIMITS) -> tuple[RawRow, ...]:
    """The first rows that hold something, from row 1: among them is the one that names the columns."""
    return sample(head, replace(shape, header_row=0, second=()), limits)


def _text(head: bytes, encoding: Encoding, limits: Limits) -> str | Refused:
    text = "".join(decode([head], encoding))
    if not text.strip(" \t\r\n\f\v" + LOST):
        return Refused(
            _("This file is empty."), _("Check that you saved the list before uploading it, then try again.")
        )
    if len(_CONTROL.findall(text, 0, 4096)) > max(8, min(len(text), 4096) // 50):
        return Refused(_("This file holds a program's own data, not a table of text."), SAVE_AS_TABLE)
    if len(head) < limits.head_bytes:
        return text
    complete = text[: max(text.rfind("\n"), text.rfind("\r")) + 1]
    return complete or _endless(text, limits)


def _shape(
    text: str, encoding: Encoding, overrides: Overrides, limits: Limits, size: int
) -> FileShape | Refused:
    declared = _SEP.match(text)
    skip = 1 if declared else 0
    text = text[declared.end() :] if declared else text
    delimiter = overrides.delimiter or (declared[1] if declared else guess_delimiter(text, limits))
    records = first_records(text, delimiter, limits)
    if not any(filled_width(record.cells) for record in records):
        return _no_rows()
    header = find_header(records) if overrides.header_row is None else Header(overrides.header_row, sure=True)
    if header.row > len(records):
        return Refused(
            _("There is no row {row} among the first rows.", row=header.row),
            _("Choose the row that names the columns."),
        )
    cells = _named_cells(records, header.row)
    if len(cells) > limits.columns:
        return too_many_columns(len(cells), limits.columns)
    shape = FileShape(
        encoding,
        delimiter,
        header.row,
        distinct_names(cells),
        skip,
        QUOTE,
        header.sure,
        sheet=overrides.sheet,
        headers=tuple(cell[:1_000] for cell in cells) if header.row else (),
    )
    refused = _without_rows(shape, records, whole=size < limits.head_bytes)
    if refused is None and overrides.needs_email:
        refused = _without_emails(shape, records)
    return refused or shape


def _named_cells(records: Sequence[Record], header_row: int) -> list[str]:
    data = max((filled_width(record.cells) for record in records[header_row:]), default=0)
    if not header_row:
        return [""] * data
    cells = records[header_row - 1].cells
    return cells[: max(filled_width(cells), data)]


def _without_rows(shape: FileShape, records: Sequence[Record], *, whole: bool) -> Refused | None:
    rows = records[shape.header_row :]
    return _no_rows() if whole and not any(filled_width(record.cells) for record in rows) else None


def _without_emails(shape: FileShape, records: Sequence[Record]) -> Refused | None:
    if any(names_email(column) for column in shape.columns):
        return None
    if any(is_email(cell) for record in records[shape.header_row :] for cell in record.cells):
        return None
    return Refused(
        _("This file has no email addresses; every row needs one."),
        _("Add a column named “Email” with the address of each person, and upload the file again."),
    )


def _endless(text: str, limits: Limits) -> Refused:
    columns = 1 + max(text.count(delimiter) for delimiter in DELIMITERS)
    if columns > limits.columns:
        return too_many_columns(columns, limits.columns)
    return Refused(
        _(
            "The first {size} KB of this file have no line end, so it has no rows.",
            size=limits.head_bytes // 1024,
        ),
        SAVE_AS_TABLE,
    )


def _no_rows() -> Refused:
    return Refused(
        _("This file names its columns but has no rows under them."),
        _("Check that you exported the list itself and not an empty template, then upload it again."),
    )
