"""What a file says of payment cards and bank accounts is gone before the file is stored."""

import csv
import io
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO, Self, cast

from app.activity_imports.domain.cards import of_cards, of_ids, without
from app.activity_imports.domain.proposing import propose
from app.activity_imports.presets import all_presets
from app.imports import services as imports
from app.imports.domain.encoding import decode, guess_encoding
from app.imports.domain.file import sample, sniff
from app.imports.domain.limits import Limits
from app.imports.domain.records import read_records
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape, Overrides
from app.imports.domain.sheets import AS_WRITTEN
from app.imports.services.opening import pieces

KEYS = ("key", "external_id", "lookup_id", "refund_of", "event_key", "campaign_key")
"""Fields that hold the numbers by which a tool knows its rows."""


@dataclass(frozen=True, slots=True)
class Clean:
    """A file that may be stored: the names of the columns whose cells were taken out of it, and how many
    rows told the number of a card elsewhere. `sheet` is the one of a workbook that is left."""

    opened: imports.Opened
    headers: tuple[str, ...] = ()
    numbers: int = 0
    sheet: str = ""
    copy: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.copy is not None:
            self.copy.close()


def without_cards(opened: imports.Opened, *, filename: str, limits: Limits) -> Clean | Refused:
    """The file as it is where it says nothing of cards, else a copy without that.

    Of a workbook only the sheet that was read is left, since the others, and what they hide, may say it too.
    """
    shape = _shape(opened, filename, limits)
    if isinstance(shape, Refused):
        return Clean(opened)  # whoever stores it refuses it
    opened.text.seek(0)
    rows = [row.cells for row in sample(opened.text.read(limits.head_bytes), shape, limits)]
    opened.text.seek(0)
    keys = {each.index for each in propose(shape.columns, rows, all_presets()).columns if each.field in KEYS}
    scrub = _Scrub(shape.header_row, of_cards(shape.columns), of_ids(shape.columns, rows, keys))
    copy = _copy(opened.text, shape, scrub, limits)
    opened.text.seek(0)
    if isinstance(copy, Refused):
        return copy
    headers = tuple(shape.columns[index] for index in sorted(scrub.hidden))
    if opened.workbook is None and not headers and not scrub.numbers:
        copy.close()
        return Clean(opened)
    return Clean(imports.Opened(copy), headers, scrub.numbers, opened.unpacked.sheet, copy)


@dataclass(slots=True)
class _Scrub:
    """What is taken out of rows; `numbers` counts those in which something was found."""

    header_row: int
    hidden: frozenset[int]
    ids: frozenset[int]
    numbers: int = 0

    def cells(self, number: int, cells: list[str]) -> list[str]:
        kept, found = without(cells, self.hidden if number > self.header_row else frozenset(), self.ids)
        self.numbers += found
        return kept


def _shape(opened: imports.Opened, filename: str, limits: Limits) -> FileShape | Refused:
    if opened.workbook is not None:
        overrides = Overrides(AS_WRITTEN.encoding, AS_WRITTEN.delimiter, needs_email=False)
    else:
        overrides = Overrides(guess_encoding(pieces(opened.text)), needs_email=False)
    opened.text.seek(0)
    head = opened.text.read(limits.head_bytes)
    opened.text.seek(0)
    return sniff(head, filename=filename, overrides=overrides, limits=limits)


def _copy(text: BinaryIO, shape: FileShape, scrub: _Scrub, limits: Limits) -> BinaryIO | Refused:
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
        for number, record in enumerate(records, start=1):
            if isinstance(record, Refused):
                return record
            writer.writerow(scrub.cells(number, record.cells))
        written.detach()
        copy.seek(0)
        files.pop_all()  # whoever takes it closes it
    return copy
