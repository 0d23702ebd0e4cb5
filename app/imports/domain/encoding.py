"""How the bytes of an uploaded list become text: byte order marks first, then evidence."""

import codecs
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from app.batches.domain.cells import LOST
from app.words import N_


class Encoding(StrEnum):
    """The encodings staff can choose from; each value is a codec of the standard library."""

    UTF_8 = "utf-8"
    CP1252 = "cp1252"
    CP1250 = "cp1250"
    CP1251 = "cp1251"
    MAC_ROMAN = "mac-roman"
    LATIN_2 = "iso-8859-2"
    LATIN_9 = "iso-8859-15"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"
    UTF_32_LE = "utf-32-le"
    UTF_32_BE = "utf-32-be"
    SHIFT_JIS = "shift-jis"

    @property
    def label(self) -> str:
        """The name shown in the choice of encodings."""
        return _LABELS[self]


_LABELS = {
    Encoding.UTF_8: N_("Unicode (UTF-8)"),
    Encoding.CP1252: N_("Western European (Windows)"),
    Encoding.CP1250: N_("Central European (Windows)"),
    Encoding.CP1251: N_("Cyrillic (Windows)"),
    Encoding.MAC_ROMAN: N_("Western European (old Mac)"),
    Encoding.LATIN_2: N_("Central European (ISO)"),
    Encoding.LATIN_9: N_("Western European (ISO)"),
    Encoding.UTF_16_LE: N_("Unicode (UTF-16)"),
    Encoding.UTF_16_BE: N_("Unicode (UTF-16, big-endian)"),
    Encoding.UTF_32_LE: N_("Unicode (UTF-32)"),
    Encoding.UTF_32_BE: N_("Unicode (UTF-32, big-endian)"),
    Encoding.SHIFT_JIS: N_("Japanese (Shift_JIS)"),
}

# UTF-32 comes first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, Encoding.UTF_32_LE),
    (codecs.BOM_UTF32_BE, Encoding.UTF_32_BE),
    (codecs.BOM_UTF8, Encoding.UTF_8),
    (codecs.BOM_UTF16_LE, Encoding.UTF_16_LE),
    (codecs.BOM_UTF16_BE, Encoding.UTF_16_BE),
)

_UNDECODED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
# Old Macs keep é ñ ü ö á where Windows keeps punctuation. Left out: the apostrophe of O'Brien, š and ž.
_MAC_LETTERS = re.compile(rb"[a-z][\x80-\x91\x93-\x99\x9b-\x9d\x9f](?=[a-z,;\t\r\n])")
_WINDOWS_LETTERS = re.compile(rb"[A-Za-z][\xc0-\xff](?=[a-z,;\t\r\n])")


def guess_encoding(chunks: Iterable[bytes]) -> Encoding:
    """The encoding that explains the bytes best; feed it the whole file, in pieces of any size.

    A byte order mark decides; then NUL bytes in every second place; then UTF-8 unless most characters
    beyond ASCII are broken in it; what is left is Western European, of Windows or of an old Mac.
    """
    pieces = iter(chunks)
    head = _at_least(pieces, 4)
    marked = _by_mark(head) or _by_nulls(head)
    if marked is not None:
        return marked
    return _by_characters(head, pieces)


def decode(chunks: Iterable[bytes], encoding: Encoding) -> Iterator[str]:
    """The text of the file in pieces, without byte order mark; unreadable bytes and NULs become `LOST`."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    started = False
    for chunk in chunks:
        text = decoder.decode(chunk)
        if text and not started:
            started, text = True, text.removeprefix("\ufeff")
        if text:
            yield text.replace("\x00", LOST)
    if rest := decoder.decode(b"", final=True):
        yield rest.replace("\x00", LOST)


def _at_least(pieces: Iterator[bytes], size: int) -> bytes:
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= size:
            break
    return head


def _by_mark(head: bytes) -> Encoding | None:
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def _by_nulls(head: bytes) -> Encoding | None:
    sample = head[:4096]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half and odd > 0.4 * half and even < 0.1 * half:
        return Encoding.UTF_16_LE
    if half and even > 0.4 * half and odd < 0.1 * half:
        return Encoding.UTF_16_BE
    return None


def _by_characters(head: bytes, pieces: Iterator[bytes]) -> Encoding:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    read = broken = mac = windows = 0
    chunk: bytes | None = head
    while chunk is not None:
        if not chunk.isascii():
            mac += len(_MAC_LETTERS.findall(chunk))
            windows += len(_WINDOWS_LETTERS.findall(chunk))
        text = decoder.decode(chunk)
        if not text.isascii():
            read += len(_BEYOND_ASCII.findall(text))
            broken += len(_UNDECODED.findall(text))
        chunk = next(pieces, None)
    if broken <= read - broken:
        return Encoding.UTF_8
    return Encoding.MAC_ROMAN if mac > windows else Encoding.CP1252
