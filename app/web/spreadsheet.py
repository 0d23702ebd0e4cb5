"""Tables as CSV text that a spreadsheet opens as it is meant, and never runs."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

_NUMBER_OR_PHONE = re.compile(r"[+-][\d\s().,/-]*")


def guarded(text: object) -> str:
    """A cell that no spreadsheet takes for a formula: what could be one gets an apostrophe in front."""
    cell = "" if text is None else str(text)
    signed = cell[:1] in ("+", "-") and not _NUMBER_OR_PHONE.fullmatch(cell)
    return f"'{cell}" if signed or cell[:1] in ("=", "@", "\t", "\r", "\n") else cell


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Rows as CSV text (RFC 4180, CRLF), piece by piece."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        if buffer.tell() > 65_536:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
