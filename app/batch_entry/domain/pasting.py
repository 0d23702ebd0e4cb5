"""A block of cells from a spreadsheet: how it is read, and where it goes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.batch_entry.domain.typing import cleaned

MOST_ROWS = 1_000
"""Rows of one block; more are filled in from a file, in the background."""

Block = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Fitting:
    """The part of a block that fits, and what does not: how many columns, and examples of what they hold."""

    block: Block
    too_wide: int = 0
    left_out: tuple[str, ...] = ()
    had_headings: bool = False

    @property
    def too_long(self) -> int:
        """How many rows there are too many."""
        return max(len(self.block) - MOST_ROWS, 0)


_CELL = re.compile(
    r'"(?P<quoted>(?:[^"]|""){0,4000})"(?=[\t\r\n]|\Z)(?P<after>\t|\r\n|[\r\n]|\Z)'
    r"|(?P<plain>[^\t\r\n]*)(?P<end>\t|\r\n|[\r\n]|\Z)"
)


def read_block(text: str) -> Block:
    """The lines and cells that a spreadsheet put on the clipboard; empty lines at the end are none.

    Quotes are taken off only where they hold a tab or a line together: a cell may begin with one of its own.
    """
    lines: list[list[str]] = [[]]
    for found in _CELL.finditer(text):
        end = found["end"] if found["quoted"] is None else found["after"]
        lines[-1].append(cleaned(_said(found)))
        if end in ("\r\n", "\n", "\r"):
            lines.append([])
        elif not end:
            break
    while lines and not any(lines[-1]):
        lines.pop()
    return tuple(map(tuple, lines))


def _said(found: re.Match[str]) -> str:
    quoted = found["quoted"]
    if quoted is None:
        return found["plain"]
    is_held = any(mark in quoted for mark in ("\t", "\n", "\r", '""'))
    return quoted.replace('""', '"') if is_held else f'"{quoted}"'


def fitted(block: Block, labels: Sequence[str], column: int) -> Fitting:
    """What of the block fits right of a column; a first line that repeats the headings is no row."""
    room = max(len(labels) - column, 0)
    here = labels[column:]
    had_headings = bool(block) and _are_headings(block[0], here)
    rows = block[1:] if had_headings else block
    beyond = [cell for row in rows for cell in row[room:] if cell]
    width = max((_width(row) for row in rows), default=0)
    return Fitting(
        tuple(row[:room] for row in rows), max(width - room, 0), tuple(beyond[:3]), had_headings=had_headings
    )


def _width(row: Sequence[str]) -> int:
    return max((at for at, cell in enumerate(row, 1) if cell), default=0)


def _are_headings(row: Sequence[str], labels: Sequence[str]) -> bool:
    told = [cell.casefold() for cell in row if cell]
    here = labels[: len(told)]
    shown = [str(label).casefold() for label in here]  # as the grid names them; else in English
    return bool(told) and told in (shown, [label.casefold() for label in here])
