"""Tables as files: CSV that a spreadsheet opens as it is meant, and never runs."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from flask import Response

_PLAIN_NUMBER = re.compile(r"[+-]?[\d\s().,/-]*\d[\d\s().,/-]*")


def guarded(text: object) -> str:
    """A cell that no spreadsheet takes for a formula: what could be one gets an apostrophe in front."""
    cell = "" if text is None else str(text)
    risky = cell[:1] in ("=", "@", "\t", "\r") or (
        cell[:1] in ("+", "-") and not _PLAIN_NUMBER.fullmatch(cell)
    )
    return f"'{cell}" if risky else cell


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Rows as CSV text (RFC 4180, CRLF), piece by piece, with a byte order mark first."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        if buffer.tell() > 65_536:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def csv_file(name: str, rows: Iterable[Sequence[object]]) -> Response:
    """A download named `name`.csv."""
    text = "".join(csv_lines(rows))
    response = Response(text.encode(), content_type="text/csv; charset=utf-8")
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "kith"
    response.headers["Content-Disposition"] = f'attachment; filename="{safe}.csv"'
    return response
