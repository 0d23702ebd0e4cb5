"""Opening an uploaded file: text as it is, or one sheet of a workbook as text. Asks no database."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import BinaryIO, Self

from app.imports.apart import unpack_apart
from app.imports.domain.filetype import FileKind, file_kind
from app.imports.domain.limits import Limits
from app.imports.domain.refusal import NO_ROOM, Refused
from app.imports.domain.sheets import Unpacked
from app.words import _

PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as text from its beginning, with the workbook it was read from and what that holds."""

    text: BinaryIO
    workbook: BinaryIO | None = None
    unpacked: Unpacked = field(default=Unpacked("", ()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *__: object) -> None:
        if self.workbook is not None:
            self.workbook.close()
            self.text.close()


def as_text(
    file: BinaryIO | Opened, *, filename: str, largest: int, limits: Limits, sheet: str = ""
) -> Opened | Refused:
    """The file as text; of a workbook, the sheet with this name or the first that can be imported.

    A workbook may have `largest` bytes. What is opened already is given again as it is.
    """
    if isinstance(file, Opened):
        return file
    kind = file_kind(file.read(limits.head_bytes), filename=filename)
    if isinstance(kind, Refused):
        return kind
    file.seek(0)
    if kind is not FileKind.WORKBOOK:
        return Opened(file)
    try:
        workbook = copied(pieces(file), largest=largest)
        return workbook if isinstance(workbook, Refused) else unpacked(workbook, limits=limits, sheet=sheet)
    except OSError:
        return NO_ROOM


def copied(given: Iterator[bytes], *, largest: int) -> BinaryIO | Refused:
    """A file of our own with these pieces; raises OSError when the disk is full."""
    with ExitStack() as files:
        copy = files.enter_context(tempfile.TemporaryFile())
        for piece in given:
            copy.write(piece)
            if copy.tell() > largest:
                return too_large(largest)
        copy.flush()
        files.pop_all()  # whoever takes it closes it
    return copy


def unpacked(workbook: BinaryIO, *, limits: Limits, sheet: str = "") -> Opened | Refused:
    """A sheet of a workbook, which now belongs to the answer; raises OSError when the disk is full."""
    with ExitStack() as files:
        files.enter_context(workbook)
        text = files.enter_context(tempfile.TemporaryFile())
        found = unpack_apart(workbook, text, sheet=sheet, limits=limits)
        if isinstance(found, Refused):
            return found
        files.pop_all()
    workbook.seek(0)
    text.seek(0)
    return Opened(text, workbook, found)


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """The rest of the file, piece by piece."""
    while piece := file.read(PIECE):
        yield piece


def too_large(largest: int) -> Refused:
    """The answer to a file of more bytes than that."""
    return Refused(
        _("This file is larger than {size} MB.", size=largest // 1000000),
        _("Split it into several files, or leave out columns you do not need."),
    )
