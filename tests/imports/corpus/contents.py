"""Sound files with unusual cells: they come as they are, and the rows say what is wrong with them."""

import codecs

from tests.imports.corpus.odd import Odd, Table

_TWO = ("Email", "Name")
_ANN = ("ann@example.org", "Ann")


def _one(name: str, cell: str, *, quoted: str = "") -> Odd:
    data = f"Email,Name\nann@example.org,{quoted or cell}\n".encode()
    return Odd(name, data, Table(_TWO, (2,), ("ann@example.org", cell)))


CONTENTS = (
    _one("a formula", "=cmd|' /C calc'!A0"),
    _one(
        "a formula that calls out",
        '=HYPERLINK("https://example.net","x")',
        quoted='"=HYPERLINK(""https://example.net"",""x"")"',
    ),
    _one("markup", "<script>alert(1)</script>"),
    _one("attributes of a library", "<b hx-get=/imports hx-trigger=load>"),
    _one("a statement of SQL", "Robert'); DROP TABLE constituents;--"),
    _one("lines of a mail header", "Ann\r\nBcc: x@example.org", quoted='"Ann\r\nBcc: x@example.org"'),
    _one("a path", "../../etc/passwd"),
    _one("text that turns around", "Ann \u202egro.elpmaxe\u202c"),
    _one("nobody named Null", "Null"),
    _one("leading zeros", "007"),
    _one("a number with an exponent", "1.23E+11"),
    _one("a byte order mark in a cell", "\ufeffAnn"),
    _one("blanks that do not break", "Ann\u00a0Lee"),
    _one("an emoji of many parts", "👩\u200d👩\u200d👧 Ann"),
    Odd(
        "a row of totals at the end",
        b"Email,Name,Gift\nann@example.org,Ann,10\n,Total,10\n",
        Table((*_TWO, "Gift"), (2, 3), (*_ANN, "10")),
    ),
    Odd(
        "a file with another one at its end",
        b"Email,Name\nann@example.org,Ann\n\xef\xbb\xbfEmail,Name\nbo@example.org,Bo\n",
        Table(_TWO, (2, 3, 4), _ANN),
    ),
    Odd(
        "Unicode text of a spreadsheet",
        codecs.BOM_UTF16_LE + "Email\tName\r\nann@example.org\tAnn\r\n".encode("utf-16-le"),
        Table(_TWO, (2,), _ANN),
    ),
    Odd(
        "a declared delimiter in UTF-16",
        "sep=;\r\nEmail;Name\r\nann@example.org;Ann\r\n".encode("utf-16"),
        Table(_TWO, (2,), _ANN),
    ),
    Odd(
        "rows pasted from a spreadsheet",
        b'Email\tName\r\nann@example.org\t"Ann\nLee"\r\nbo@example.org\t"Bo ""B"" Ray"\r\n',
        Table(_TWO, (2, 3), ("ann@example.org", "Ann\nLee")),
    ),
    Odd(
        "addresses pasted below each other",
        b"ann@example.org\r\nbo@example.org\r\n",
        Table(("Column 1",), (1, 2), ("ann@example.org",), header_sure=False),
    ),
    Odd(
        "no-break spaces and umlauts of Latin-1",
        "Email,Name\nann@example.org,J\u00fcrgen\u00a0M\u00fcller\n".encode("latin-1"),
        Table(_TWO, (2,), ("ann@example.org", "J\u00fcrgen\u00a0M\u00fcller")),
    ),
    Odd(
        "six rows of letterhead above the names",
        b"Green Valley\n12 Elm Street\n\nMembers\n2026\n\nEmail,Name,City\nann@example.org,Ann,Salem\n",
        Table((*_TWO, "City"), (8,), (*_ANN, "Salem")),
    ),
)
