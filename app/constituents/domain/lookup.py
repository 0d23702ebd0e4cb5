"""Lookup IDs: the number a workspace knows a constituent by, written C-1042."""

import re

from app.constituents.domain.problems import Problem
from app.constituents.domain.text import visible
from app.words import _

_WRITTEN = re.compile(r"(?:C\s*-?\s*|#\s*)?0*([1-9][0-9]{0,17})", re.ASCII | re.IGNORECASE)


def format_lookup(number: int) -> str:
    """The lookup ID of the constituent with this number: "C-1042" for 1042."""
    return f"C-{number}"


def parse_lookup(text: str) -> str | Problem:
    """The lookup ID as it is stored, however it was typed ("c1042", "#1042", "1042"), or what is wrong."""
    found = _WRITTEN.fullmatch(visible(text).replace("\u2013", "-").replace("\u2011", "-"))
    if found:
        return format_lookup(int(found[1]))
    return Problem(
        _("“{typed}” is not a lookup ID.", typed=text.strip()),
        _("something like C-1042"),
        _("Copy it from the person's profile."),
    )
