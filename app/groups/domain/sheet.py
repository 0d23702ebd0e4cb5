"""The names of files that groups are taken out in."""

import re

from app.constituents.domain.text import fold


def slug(text: str) -> str:
    """The text as a part of a file name: ASCII letters, digits and single dashes; never blank."""
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in fold(text))
    return re.sub(r"-+", "-", plain).strip("-")[:60] or "group"
