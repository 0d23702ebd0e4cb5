"""Files with unusual lines, quotation marks, delimiters and widths."""

from tests.imports.corpus.odd import Odd, Table

_TWO = ("Email", "Name")
_THREE = ("Email", "First name", "Last name")
_ANN = ("ann@example.org", "Ann")
_LEE = ("ann@example.org", "Ann", "Lee")

LINES = (
    Odd(
        "carriage returns only",
        b"Email,Name\rann@example.org,Ann\rbo@example.org,Bo\r",
        Table(_TWO, (2, 3), _ANN),
    ),
    Odd("windows line ends", b"Email,Name\r\nann@example.org,Ann\r\n", Table(_TWO, (2,), _ANN)),
    Odd(
        "all line ends", b"Email,Name\r\nann@example.org,Ann\rbo@example.org,Bo\n", Table(_TWO, (2, 3), _ANN)
    ),
    Odd("no line end at the end", b"Email,Name\nann@example.org,Ann", Table(_TWO, (2,), _ANN)),
    Odd("doubled carriage returns", b"Email,Name\r\r\nann@example.org,Ann\r\r\n", Table(_TWO, (3,), _ANN)),
    Odd(
        "blank lines between",
        b"Email,Name\n\nann@example.org,Ann\n , \nbo@example.org,Bo\n\n\n",
        Table(_TWO, (3, 5), _ANN),
    ),
    Odd(
        "a line end inside quotation marks",
        b'Email,Name\nann@example.org,"Ann\nLee"\nbo@example.org,Bo\n',
        Table(_TWO, (2, 3), ("ann@example.org", "Ann\nLee")),
    ),
    Odd(
        "line separators that are none",
        "Email,Name\nann@example.org,Ann\u2028Lee\x85\x0b\x0c\x1c\nbo@example.org,Bo\n".encode(),
        Table(_TWO, (2, 3), ("ann@example.org", "Ann\u2028Lee\x85\x0b\x0c\x1c")),
    ),
)

QUOTES = (
    Odd(
        "a quotation mark never closed",
        b'Email,Name\nann@example.org,Ann\nbo@example.org,"Bo\ncy@example.org,Cy\n',
        Table(_TWO, (2, 3, 4), _ANN, flawed=(3,)),
    ),
    Odd(
        "a quotation mark never closed, in the last row",
        b'Email,Name\nann@example.org,Ann\nbo@example.org,"Bo',
        Table(_TWO, (2, 3), _ANN, flawed=(3,)),
    ),
    Odd(
        "a quotation mark closed by the next row",
        b'Email,Name\n"ann@example.org,Ann\n"bo@example.org",Bo\ncy@example.org,Cy\n',
        Table(_TWO, (2, 3, 4), ('"ann@example.org', "Ann"), flawed=(2,)),
    ),
    Odd(
        "stray quotation marks",
        b'Email,Name\nann@example.org,Ann "Annie" Lee\nbo@example.org,"Bo" Ray\n',
        Table(_TWO, (2, 3), ("ann@example.org", 'Ann "Annie" Lee')),
    ),
    Odd(
        "a blank before the quotation mark",
        b'Email,Name\nann@example.org, "Lee, Ann"\n',
        Table(_TWO, (2,), ("ann@example.org", "Lee, Ann")),
    ),
)

DELIMITERS = (
    Odd("semicolons", b"Email;Name\nann@example.org;Ann\n", Table(_TWO, (2,), _ANN)),
    Odd(
        "semicolons with decimal commas",
        b"Email;Name;Gift\nann@example.org;Ann;1,50\nbo@example.org;Bo;2,75\n",
        Table((*_TWO, "Gift"), (2, 3), (*_ANN, "1,50")),
    ),
    Odd("tabs", b"Email\tName\nann@example.org\tAnn\n", Table(_TWO, (2,), _ANN)),
    Odd(
        "tabs with commas",
        b"Email\tName\nann@example.org\tLee, Ann\n",
        Table(_TWO, (2,), ("ann@example.org", "Lee, Ann")),
    ),
    Odd("vertical bars", b"Email|Name\nann@example.org|Ann\n", Table(_TWO, (2,), _ANN)),
    Odd("a declared delimiter", b"sep=;\r\nEmail;Name\r\nann@example.org;Ann\r\n", Table(_TWO, (2,), _ANN)),
    Odd(
        "a declared delimiter alone",
        b"sep=|\nEmail|Name\nann@example.org|Ann,Lee",
        Table(_TWO, (2,), ("ann@example.org", "Ann,Lee")),
    ),
    Odd(
        "one column",
        b"Email\nann@example.org\nbo@example.org\n",
        Table(("Email",), (2, 3), ("ann@example.org",)),
    ),
)

WIDTHS = (
    Odd(
        "short and long rows",
        b"Email,First name,Last name\nann@example.org,Ann,Lee\nbo@example.org\ncy@example.org,Cy,Fox,Esq\n",
        Table(_THREE, (2, 3, 4), _LEE, flawed=(4,)),
    ),
    Odd("blank cells at the end", b"Email,Name,,\nann@example.org,Ann,,,\n", Table(_TWO, (2,), _ANN)),
    Odd(
        "an unnamed column",
        b"Email,,Name\nann@example.org,x,Ann\n",
        Table(("Email", "Column 2", "Name"), (2,), ("ann@example.org", "x", "Ann")),
    ),
    Odd(
        "an unnamed last column",
        b"Email,Name,\nann@example.org,Ann,x\n",
        Table((*_TWO, "Column 3"), (2,), (*_ANN, "x")),
    ),
)
