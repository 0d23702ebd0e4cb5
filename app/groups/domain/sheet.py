"""Cells that no spreadsheet takes for a formula."""

import re

from app.constituents.domain.text import fold

_NUMBER_OR_PHONE = re.compile(r"[+-][\d\s().,\-/]*")


def harmless(cell: str) -> str:
    """The cell; one that a spreadsheet would calculate gets an apostrophe in front."""
    if cell[:1] in ("=", "@", "\t", "\r", "\n"):
        return f"'{cell}"
    if cell[:1] in ("+", "-") and not _NUMBER_OR_PHONE.fullmatch(cell):
        return f"'{cell}"
    return cell


def slug(text: str) -> str:
    """The text as a part of a file name: ASCII letters, digits and single dashes; never blank."""
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in fold(text))
    return re.sub(r"-+", "-", plain).strip("-")[:60] or "group"
