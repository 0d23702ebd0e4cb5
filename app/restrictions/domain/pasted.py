"""Addresses pasted as they come, from a message or a table, as a table with one of them per row."""

import re

_BETWEEN = re.compile(r"[\s,;|]+")
_ENVELOPE = "<>()[]\"'“”‘’"


def as_table(text: str) -> str:
    """Rows copied from a spreadsheet as they are; a list of addresses in any other form one per line.

    "Ann Lee <ann@example.org>, bob@example.org; cy@example.org" becomes three lines. A line without any
    address stays, so that it is listed among those that could not be read.
    """
    lines = text.splitlines()
    if "\t" in text or not (_has_names(lines) or any(line.count("@") > 1 for line in lines)):
        return text
    return "\n".join(address for line in lines for address in _addresses(line)) + "\n"


def _has_names(lines: list[str]) -> bool:
    """Whether the first line with an address writes it as a message does: Ann Lee <ann@example.org>."""
    first = next((line for line in lines if "@" in line), "")
    return "<" in first and ">" in first


def _addresses(line: str) -> list[str]:
    pieces = [piece.strip(_ENVELOPE) for piece in _BETWEEN.split(line)]
    found = [piece for piece in pieces if "@" in piece]
    return found or ([line] if line.strip() else [])
