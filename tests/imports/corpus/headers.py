"""Files whose column names are doubled, hidden, foreign, late or missing."""

from tests.imports.corpus.odd import Odd, Table

_ANN = ("ann@example.org", "Ann")
_TWO = ("Email", "Name")

HEADERS = (
    Odd(
        "doubled names",
        b"Email,Phone,Phone\nann@example.org,1,2\n",
        Table(("Email", "Phone", "Phone (2)"), (2,), ("ann@example.org", "1", "2")),
    ),
    Odd(
        "doubled but for case",
        b"Email,NAME,name\nann@example.org,a,b\n",
        Table(("Email", "NAME", "name (2)"), (2,), ("ann@example.org", "a", "b")),
    ),
    Odd(
        "invisible characters",
        "\u200bEmail\u200b,\u00a0Name \nann@example.org,Ann\n".encode(),
        Table(_TWO, (2,), _ANN),
    ),
    Odd("markup", b"Email,<b>Name</b>\nann@example.org,Ann\n", Table(("Email", "<b>Name</b>"), (2,), _ANN)),
    Odd(
        "another language",
        "Correo electrónico,Nombre\nann@example.org,Ann\n".encode(),
        Table(("Correo electrónico", "Nombre"), (2,), _ANN),
    ),
    Odd("unknown words", b"Foo,Bar\nann@example.org,Ann\n", Table(("Foo", "Bar"), (2,), _ANN)),
    Odd(
        "a title above",
        b"Spring Gala 2026,\n,\nEmail,Name\nann@example.org,Ann\n",
        Table(_TWO, (4,), _ANN),
    ),
    Odd(
        "a title without delimiters above",
        b"Spring Gala 2026\n\nEmail,Name,City\nann@example.org,Ann,Salem\n",
        Table((*_TWO, "City"), (4,), (*_ANN, "Salem")),
    ),
    Odd(
        "no names at all",
        b"ann@example.org,Ann\nbo@example.org,Bo\n",
        Table(("Column 1", "Column 2"), (1, 2), _ANN, header_sure=False),
    ),
    Odd(
        "no names and a number first",
        b"17,ann@example.org\n18,bo@example.org\n",
        Table(("Column 1", "Column 2"), (1, 2), ("17", "ann@example.org"), header_sure=False),
    ),
    Odd(
        "a name of a thousand letters",
        b"Email," + b"x" * 1000 + b"\nann@example.org,Ann\n",
        Table(("Email", "x" * 200), (2,), _ANN),
    ),
    Odd("only blank lines first", b"\n\n\nEmail,Name\nann@example.org,Ann\n", Table(_TWO, (5,), _ANN)),
)
