"""Tables as files to keep."""

import re
from collections.abc import Iterable, Sequence

from flask import Response

from app.web.spreadsheet import csv_lines


def csv_file(name: str, rows: Iterable[Sequence[object]]) -> Response:
    """A download named `name`.csv; a byte order mark tells spreadsheets that it is UTF-8."""
    text = "".join(csv_lines(rows))
    response = Response(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "kith"
    response.headers["Content-Disposition"] = f'attachment; filename="{safe}.csv"'
    return response
