"""Files in every encoding that lists arrive in."""

import codecs

from tests.imports.corpus.odd import Odd, Table

_TEXT = "Email,First name\njose@example.org,José\nanna@example.org,Zoë\n"
_COLUMNS = ("Email", "First name")
_JOSE = ("jose@example.org", "José")
_READ = Table(_COLUMNS, (2, 3), _JOSE)

ENCODINGS = (
    Odd("utf-8", _TEXT.encode(), _READ),
    Odd("utf-8 with a byte order mark", codecs.BOM_UTF8 + _TEXT.encode(), _READ),
    Odd("two byte order marks", codecs.BOM_UTF8 * 2 + _TEXT.encode(), _READ),
    Odd("utf-16 little-endian, marked", codecs.BOM_UTF16_LE + _TEXT.encode("utf-16-le"), _READ),
    Odd("utf-16 big-endian, marked", codecs.BOM_UTF16_BE + _TEXT.encode("utf-16-be"), _READ),
    Odd("utf-16 little-endian, unmarked", _TEXT.encode("utf-16-le"), _READ),
    Odd("utf-16 big-endian, unmarked", _TEXT.encode("utf-16-be"), _READ),
    Odd("utf-16 cut in the middle of a character", _TEXT.encode("utf-16")[:-1], _READ),
    Odd("utf-32 little-endian", codecs.BOM_UTF32_LE + _TEXT.encode("utf-32-le"), _READ),
    Odd("utf-32 big-endian", codecs.BOM_UTF32_BE + _TEXT.encode("utf-32-be"), _READ),
    Odd("windows-1252", _TEXT.encode("cp1252"), _READ),
    Odd("old Mac", _TEXT.replace("\n", "\r").encode("mac-roman"), _READ),
    Odd(
        "apostrophes of windows-1252",
        "Email,Last name\nann@example.org,O’Brien\n".encode("cp1252"),
        Table(("Email", "Last name"), (2,), ("ann@example.org", "O’Brien")),
    ),
    Odd(
        "utf-8 with one broken byte",
        "Email,First name\njose@example.org,José\nzoe@example.org,Zo".encode()
        + b"\xeb\nann@example.org,Ann\n",
        Table(_COLUMNS, (2, 3, 4), _JOSE),
    ),
    Odd(
        "utf-8 cut in the middle of a character",
        _TEXT.encode() + "lea@example.org,Lé".encode()[:-1],
        Table(_COLUMNS, (2, 3, 4), _JOSE),
    ),
    Odd(
        "decomposed accents and other alphabets",
        "Email,First name\nann@example.org,Jose\u0301\nnga@example.org,Nguyễn\nli@example.org,李\n".encode(),
        Table(_COLUMNS, (2, 3, 4), ("ann@example.org", "Jose\u0301")),
    ),
    Odd(
        "one NUL byte",
        b"Email,First name\nann@example.org,A\x00nn\n",
        Table(_COLUMNS, (2,), ("ann@example.org", "A\ufffdnn")),
    ),
)
