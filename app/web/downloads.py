"""Tables as files to keep. Rows are made as files speak, so that a file can come back (decision 055)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from tempfile import TemporaryFile
from typing import IO, TypeVar

from flask import Response, stream_with_context

from app.web.spreadsheet import csv_lines
from app.web.workbook import Cell, write_workbook
from app.words import Voice, speaking

_PIECE = 65_536
_T = TypeVar("_T")


class FileKind(StrEnum):
    """What a table can be kept as."""

    CSV = "csv"
    XLSX = "xlsx"


_TYPES = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def in_files() -> AbstractContextManager[Voice]:
    """Speak for a while as files do, whoever takes them: for what is said before the rows are made."""
    return speaking("en_US")


def csv_file(name: str, rows: Iterable[Sequence[object]]) -> Response:
    """A download named `name`.csv; a byte order mark tells spreadsheets that it is UTF-8."""
    text = "".join(_in_files(csv_lines(rows)))
    return _named(Response(text.encode("utf-8-sig")), name, FileKind.CSV)


def table_file(name: str, rows: Iterable[Sequence[Cell]], kind: FileKind) -> Response:
    """A download of any length in little memory: the rows, the head first, are read while it is sent.

    A workbook is written to a file on disk before it is sent, for its beginning depends on its end.
    """
    match kind:
        case FileKind.CSV:
            pieces = _csv_pieces(rows)
        case FileKind.XLSX:
            pieces = _workbook_pieces(rows)
    return _named(Response(stream_with_context(_in_files(pieces))), name, kind)


def on_disk(rows: Iterable[Sequence[Cell]]) -> tuple[IO[bytes], int]:
    """The rows as CSV in a file that goes when it is closed, and how many there are, the head included.

    For a file about which something has to be written down before anybody gets it.
    """
    file, count = TemporaryFile(), 0  # noqa: SIM115  # whoever sends it closes it

    def counted() -> Iterator[Sequence[Cell]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    for piece in _in_files(_csv_pieces(counted())):
        file.write(piece)
    file.seek(0)
    return file, count


def kept_file(name: str, file: IO[bytes], kind: FileKind) -> Response:
    """A download of a file on disk, which is closed when it was sent or nobody waits for it any more."""
    response = Response(_last_pieces(file))
    response.call_on_close(file.close)
    return _named(response, name, kind)


def _in_files(pieces: Iterable[_T]) -> Iterator[_T]:
    """The pieces, each made as files speak; whoever takes them, one by one, speaks on as before."""
    made = iter(pieces)
    while True:
        with in_files():
            try:
                piece = next(made)
            except StopIteration:
                return
        yield piece


def _last_pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        yield from _pieces(file)


def _csv_pieces(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    for text in csv_lines(rows):
        yield text.encode()


def _workbook_pieces(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    with TemporaryFile() as file:
        write_workbook(file, rows, sheet="Kith")
        file.seek(0)
        yield from _pieces(file)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _named(response: Response, name: str, kind: FileKind) -> Response:
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "kith"
    response.headers["Content-Type"] = _TYPES[kind]
    response.headers["Content-Disposition"] = f'attachment; filename="{safe}.{kind}"'
    return response
