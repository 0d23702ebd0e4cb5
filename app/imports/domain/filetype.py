"""What kind of file was uploaded, judged by its first bytes and only then by its name."""

from enum import StrEnum

from app.imports.domain.refusal import SAVE_AS_TABLE, Refused
from app.words import N_, _


class FileKind(StrEnum):
    """The kinds of file that hold a table."""

    TEXT = "text"
    WORKBOOK = "workbook"


_NOT_TABLES = (
    (b"%PDF", N_("a PDF document")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"BM", N_("a picture")),
    (b"\x1f\x8b", N_("a compressed archive")),
    (b"7z\xbc\xaf", N_("a compressed archive")),
    (b"Rar!", N_("a compressed archive")),
    (b"SQLite format 3", N_("a database")),
    (b"\x7fELF", N_("a program")),
    (b"MZ", N_("a program")),
    (b"{\\rtf", N_("a text document")),
)
_TEXT_NOT_TABLES = (
    (b"<!doctype html", N_("a web page")),
    (b"<html", N_("a web page")),
    (b"<?xml", N_("an XML document")),
    (b"<table", N_("a web page")),
    (b"begin:vcard", N_("an address card")),
    (b"begin:vcalendar", N_("a calendar")),
    (b"from: ", N_("an email message")),
)
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls", ".ods")


def file_kind(head: bytes, *, filename: str) -> FileKind | Refused:
    """The kind of table in the file, or why it holds none, with what to do instead."""
    if not head:
        return Refused(
            _("This file is empty."), _("Check that you saved the list before uploading it, then try again.")
        )
    if head.startswith(_OLD_OFFICE):
        return _old_office(head)
    if head.startswith(_ZIP):
        return _zipped(head, filename)
    if head.startswith(_EMPTY_ZIP):
        return _not_a_table(_("an empty archive"))
    return _plain(head)


def _old_office(head: bytes) -> FileKind | Refused:
    if _PROTECTED in head:
        return Refused(
            _("This workbook is protected with a password."),
            _("Open it, save a copy without a password (File, Info, Protect Workbook), and upload the copy."),
        )
    return FileKind.WORKBOOK


def _zipped(head: bytes, filename: str) -> FileKind | Refused:
    inside = head[:4096]
    if any(
        mark in inside for mark in (b"[Content_Types].xml", b"_rels/", b"xl/", b"opendocument.spreadsheet")
    ):
        return FileKind.WORKBOOK
    if filename.lower().endswith(_WORKBOOK_NAMES):
        return FileKind.WORKBOOK
    return Refused(
        _("This is a ZIP archive, not a table."),
        _("Unpack it (double-click it), then upload the CSV or Excel file that is inside."),
    )


def _plain(head: bytes) -> FileKind | Refused:
    for mark, name in _NOT_TABLES:
        if head.startswith(mark) and (len(mark) > 2 or _is_binary(head)):
            return _not_a_table(name)
    beginning = head[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, name in _TEXT_NOT_TABLES:
        if beginning.startswith(mark):
            return _not_a_table(name)
    if beginning.startswith((b"{", b"[")) and b'":' in head[:4096]:
        return _not_a_table(_("a JSON document"))
    return FileKind.TEXT


def _is_binary(head: bytes) -> bool:
    return b"\x00" in head[:4096]


def _not_a_table(name: str) -> Refused:
    return Refused(_("This is {kind}, not a table.", kind=name), SAVE_AS_TABLE)
