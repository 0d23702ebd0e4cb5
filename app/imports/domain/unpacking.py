"""The parts of a zipped workbook, read piece by piece under limits, and their XML without document types."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from app.imports.domain.limits import Limits
from app.imports.domain.refusal import SAVE_AS_TABLE, Refused
from app.words import _

_PIECE = 64 * 1024
_SMALL = 1024 * 1024
_SMALL_PART = 32 * 1024 * 1024


class UnreadableError(Exception):
    """A workbook cannot be read on, with the words for staff; never leaves the readers of workbooks."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(str(refused))
        self.refused = refused


def broken() -> UnreadableError:
    """The workbook is not what it says it is."""
    return UnreadableError(Refused(_("This workbook is damaged and cannot be opened."), SAVE_AS_TABLE))


class Archive:
    """The parts of a workbook by name. A part never gives more than the limits allowed when it was opened."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self.names = frozenset(packed.namelist())

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece; raises `UnreadableError` where it is missing or damaged."""
        try:
            with self._packed.open(name) as part:
                while piece := part.read(_PIECE):
                    yield piece
        except (KeyError, OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):
            raise broken() from None

    def read(self, name: str) -> bytes:
        """A small part, whole: one that says how the others hang together."""
        whole = bytearray()
        for piece in self.pieces(name):
            whole += piece
            if len(whole) > _SMALL_PART:
                raise _too_much()
        return bytes(whole)


def open_archive(file: BinaryIO, limits: Limits) -> Archive:
    """The archive in the file; one that says it holds too much raises `UnreadableError` unopened."""
    packed = file.seek(0, io.SEEK_END)
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise broken() from None
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    most = min(limits.workbook_bytes, limits.workbook_ratio * max(packed, _SMALL))
    if len(entries) > limits.workbook_entries or unpacked > most:
        raise _too_much()
    return Archive(archive)


def new_parser() -> expat.XMLParserType:
    """A parser for untrusted XML: a document type, which alone can name entities, ends the reading."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_document_type
    return parser


def feed(parser: expat.XMLParserType, piece: bytes, *, last: bool = False) -> None:
    """Parse one more piece; raises `UnreadableError` where it is no XML."""
    try:
        parser.Parse(piece, last)
    except expat.ExpatError:
        raise broken() from None


def local(name: str) -> str:
    """The name of an element or attribute without the prefix that its writer chose."""
    return name.rpartition(":")[2]


def _no_document_type(*__: object) -> None:
    raise broken()


def _too_much() -> UnreadableError:
    return UnreadableError(
        Refused(
            _("This workbook unpacks to far more data than can be read."),
            _("Save the sheet as CSV and upload that."),
        )
    )
