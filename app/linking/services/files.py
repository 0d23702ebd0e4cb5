"""The rows of a file, by the readers that imports use."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from app.imports.domain.encoding import guess_encoding
from app.imports.domain.file import sniff
from app.imports.domain.filetype import FileKind, file_kind
from app.imports.domain.limits import Limits
from app.imports.domain.reader import read_rows
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape, Overrides
from app.imports.domain.workbook import sheet_names, write_csv

LIMITS = Limits(rows=20_000_000, workbook_bytes=1 << 30)
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read: its shape, and its text where it is a workbook."""

    path: Path
    shape: FileShape
    text: bytes | None = None

    def rows(self) -> Iterator[list[str] | Refused]:
        """The cells of each row; a `Refused` is the last that comes. Rows that are torn come as they are."""
        for row in read_rows(self._pieces(), self.shape, LIMITS):
            yield row if isinstance(row, Refused) else row.cells

    def _pieces(self) -> Iterator[bytes]:
        if self.text is not None:
            yield self.text
            return
        with self.path.open("rb") as file:
            yield from _pieces(file)


def look(path: Path) -> Table | Refused:
    """The table in a file, or why there is none; raises OSError for a file that cannot be opened."""
    with path.open("rb") as file:
        head = file.read(LIMITS.head_bytes)
        kind = file_kind(head, filename=path.name)
        if isinstance(kind, Refused):
            return kind
        file.seek(0)
        if kind is FileKind.WORKBOOK:
            return _workbook(path, file)
        encoding = guess_encoding(_pieces(file))
    shape = sniff(
        head, filename=path.name, overrides=Overrides(encoding=encoding, needs_email=False), limits=LIMITS
    )
    return shape if isinstance(shape, Refused) else Table(path, shape)


def _workbook(path: Path, file: BinaryIO) -> Table | Refused:
    """The first visible sheet."""
    names = sheet_names(file, LIMITS)
    if isinstance(names, Refused):
        return names
    if not names:
        return Refused("This workbook has no visible sheet.", "Unhide the sheet with the list.")
    written = BytesIO()
    rows = write_csv(file, written, sheet=names[0], limits=LIMITS)
    if isinstance(rows, Refused):
        return rows
    text = written.getvalue()
    shape = sniff(text[: LIMITS.head_bytes], filename="sheet.csv", overrides=Overrides(needs_email=False))
    return shape if isinstance(shape, Refused) else Table(path, shape, text)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece
