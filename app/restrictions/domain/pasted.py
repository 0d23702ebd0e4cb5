"""Addresses pasted as they come, from a message or a table, as a table with one of them per row."""

import csv
import re
from collections.abc import Iterator, Sequence

from app.imports.domain.content import is_email
from app.imports.domain.layout import names_email
from app.restrictions.domain.answers import meaning
from app.restrictions.domain.reasons import Reason
from app.words import _

_DELIMITERS = "\t,;|"
_BETWEEN = re.compile(r"[,;|]")
_ENVELOPE = "<>()[]\"'“”‘’ \t"
_ADDRESS_LIKE = re.compile(r"[@():/\d]|\w\.\w")
_EMAIL = "Email"


def as_table(text: str) -> str:
    """Rows copied from a spreadsheet as they are; a list of addresses in any other form one per line.

    "Ann Lee <ann@example.org>, bob@example.org; cy@example.org" becomes three lines. Whatever is no address
    gets a line too, so that it is listed among those that could not be read, and only a line that names the
    columns is taken for their names. A text without any address stays as it is, to be refused.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if delimiter := _delimiter(lines):
        rows = _cells(lines, delimiter)
        return text if _names_columns(rows[0]) else f"{delimiter.join(_names_for(rows))}\n{text}"
    has_name = bool(lines) and names_email(lines[0].strip(_ENVELOPE))
    found = [piece for line in lines[has_name:] for piece in _pieces(line)]
    return "\n".join([_EMAIL, *found]) + "\n" if any(map(is_email, found)) else text


def _delimiter(lines: Sequence[str]) -> str:
    """What divides the cells of a table; "" for a list of addresses."""
    if any("\t" in line for line in lines):
        return "\t"
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in _cells(lines, delimiter)]
        if widths and widths[0] > 1 and any(map(names_email, _cells(lines[:1], delimiter)[0])):
            return delimiter
        if len(widths) > 1 and set(widths) == {max(widths)} != {1} and not any(map(_is_of_a_list, lines)):
            return delimiter
    return ""


def _cells(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]


def _is_of_a_list(line: str) -> bool:
    """Whether a line has several addresses, or writes one as a message does: Ann Lee <ann@example.org>."""
    return line.count("@") > 1 or ("<" in line and ">" in line)


def _names_columns(row: Sequence[str]) -> bool:
    return any(map(names_email, row)) or not any(map(_ADDRESS_LIKE.search, row))


def _names_for(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Names for columns that have none, so that the first row counts as well."""
    columns = [[row[at] for row in rows if at < len(row)] for at in range(max(map(len, rows)))]
    email = max(range(len(columns)), key=lambda at: sum("@" in cell for cell in columns[at]))
    for at, cells in enumerate(columns):
        says_why = any(isinstance(meaning("Status", cell), Reason) for cell in cells)
        yield _EMAIL if at == email else "Reason" if says_why else _("Column {number}", number=at + 1)


def _pieces(line: str) -> Iterator[str]:
    """Every address of a line, and whatever else stands between them as it is."""
    pieces = [piece for piece in _BETWEEN.split(line) if piece.strip(_ENVELOPE)]
    for piece, after in zip(pieces, [*pieces[1:], ""], strict=True):
        is_last_name = "<" in after and not _ADDRESS_LIKE.search(piece)  # Lee, Ann <ann@example.org>
        if not is_last_name:
            yield from _addresses(piece)


def _addresses(piece: str) -> list[str]:
    """The addresses of a piece; where none can be read, the piece."""
    found = [word.strip(_ENVELOPE) for word in piece.split() if "@" in word]
    return found if any(map(is_email, found)) else [piece.strip(_ENVELOPE).replace('"', "'")]
