"""What a file says of payment cards and bank accounts is gone before the file is stored."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO, Self, cast

from app.activity_imports.domain.cards import of_cards, without
from app.imports import services as imports
from app.imports.domain.encoding import decode, guess_encoding
from app.imports.domain.file import sniff
from app.imports.domain.limits import Limits
from app.imports.domain.records import Record, read_records
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape, Overrides
from app.imports.domain.sheets import AS_WRITTEN
from app.imports.services.opening import pieces


@dataclass(frozen=True, slots=True)
class Clean:
    """A file that may be stored, and the names of the columns whose cells were taken out of it."""

    opened: imports.Opened
    headers: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.headers:
            self.opened.text.close()


def without_cards(opened: imports.Opened, *, filename: str, limits: Limits) -> Clean | Refused:
    """The file as it is where it has no such column, else a copy with blank cells in them.

    Of a workbook only the sheet that was read is left, since the others may hold them too.
    """
    shape = _shape(opened, filename, limits)
    hidden = of_cards(shape.columns) if isinstance(shape, FileShape) else frozenset()
    if isinstance(shape, Refused) or not hidden:
        return Clean(opened)  # a file that cannot be read is refused by whoever stores it
    copy = _copy(opened.text, shape, hidden, limits)
    opened.text.seek(0)
    if isinstance(copy, Refused):
        return copy
    return Clean(imports.Opened(copy), tuple(shape.columns[index] for index in sorted(hidden)))


def _shape(opened: imports.Opened, filename: str, limits: Limits) -> FileShape | Refused:
    if opened.workbook is not None:
        overrides = Overrides(AS_WRITTEN.encoding, AS_WRITTEN.delimiter, needs_email=False)
    else:
        overrides = Overrides(guess_encoding(pieces(opened.text)), needs_email=False)
    opened.text.seek(0)
    head = opened.text.read(limits.head_bytes)
    opened.text.seek(0)
    return sniff(head, filename=filename, overrides=overrides, limits=limits)


def _copy(text: BinaryIO, shape: FileShape, hidden: frozenset[int], limits: Limits) -> BinaryIO | Refused:
    records = read_records(
        decode(pieces(text), shape.encoding),
        delimiter=shape.delimiter,
        quotechar=shape.quotechar,
        limits=limits,
        skip=shape.skip,
    )
    with ExitStack() as files:
        copy = cast(BinaryIO, files.enter_context(tempfile.TemporaryFile()))
        written = io.TextIOWrapper(copy, "utf-8", newline="", write_through=True)
        writer = csv.writer(written, delimiter=shape.delimiter, lineterminator="\n")
        for cells in _cells(records, shape.header_row, hidden):
            if isinstance(cells, Refused):
                return cells
            writer.writerow(cells)
        written.detach()
        copy.seek(0)
        files.pop_all()  # whoever takes it closes it
    return copy


def _cells(
    records: Iterable[Record | Refused], header_row: int, hidden: frozenset[int]
) -> Iterator[list[str] | Refused]:
    for number, record in enumerate(records, start=1):
        if isinstance(record, Refused):
            yield record
        else:
            yield record.cells if number <= header_row else without(record.cells, hidden)
