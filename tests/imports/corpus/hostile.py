"""Files that are not lists, or lists that nobody can read."""

import zipfile
from io import BytesIO

from tests.imports.corpus.odd import Odd, Refusal


def _archive() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("list.csv", "Email\nann@example.org\n")
    return packed.getvalue()


def _empty_archive() -> bytes:
    packed = BytesIO()
    zipfile.ZipFile(packed, "w").close()
    return packed.getvalue()


HOSTILE = (
    Odd("empty", b"", Refusal("empty")),
    Odd("only blanks", b" \n\t\r\n  ", Refusal("empty")),
    Odd("only a byte order mark", b"\xef\xbb\xbf", Refusal("empty")),
    Odd("only NUL bytes", b"\x00" * 5000, Refusal("empty")),
    Odd("header only", b"Email,First name\n", Refusal("no rows")),
    Odd("header and blank lines", b"Email,First name\n\n,\n", Refusal("no rows")),
    Odd("only delimiters", b",,,\n,,,\n", Refusal("no rows")),
    Odd("no email column", b"First name,City\nAnn,Salem\n", Refusal("no email addresses")),
    Odd("one word", b"hello", Refusal("no rows")),
    Odd("one quotation mark", b'"', Refusal("no rows")),
    Odd("a PDF", b"%PDF-1.7\n1 0 obj\n", Refusal("PDF")),
    Odd("a picture", b"\x89PNG\r\n\x1a\n\x00\x00", Refusal("picture")),
    Odd("a photograph", b"\xff\xd8\xff\xe0\x00\x10JFIF", Refusal("picture")),
    Odd("a bitmap", b"BM\x00\x00\x01\x00", Refusal("picture")),
    Odd("a program", b"MZ\x90\x00\x03\x00", Refusal("program")),
    Odd("a web page", b"\n<!DOCTYPE html><html><table><tr><td>Email", Refusal("web page")),
    Odd("XML", b'<?xml version="1.0"?><people/>', Refusal("XML")),
    Odd("JSON", b'[{"email": "ann@example.org"}]', Refusal("JSON")),
    Odd("an address card", b"BEGIN:VCARD\nEMAIL:ann@example.org\n", Refusal("address card")),
    Odd("an archive", _archive(), Refusal("ZIP archive")),
    Odd("an empty archive", _empty_archive(), Refusal("empty archive")),
    Odd("a compressed file", b"\x1f\x8b\x08\x00", Refusal("compressed")),
    Odd(
        "a protected workbook",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        Refusal("password"),
    ),
    Odd("random bytes", bytes(range(256)) * 64, Refusal("program")),
    Odd(
        "100,000 columns",
        b",".join([b"c"] * 100_000) + b"\n" + b",".join([b"x"] * 100_000),
        Refusal("columns"),
    ),
    Odd("200,000 columns", b"c," * 200_000, Refusal("columns")),
    Odd("2,000 columns", b",".join([b"Email"] * 2_000) + b"\nann@example.org\n", Refusal("2,000 columns")),
    Odd("no line end at all", b"x" * 400_000, Refusal("no line end")),
)
