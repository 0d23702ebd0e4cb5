"""Physical lines out of pieces of text, and a source of them that can take lines back."""

import csv
import io
from collections.abc import Iterable, Iterator

from app.words import _


def split_lines(texts: Iterable[str], longest: int) -> Iterator[str]:
    r"""Every line with its ending; `\n`, `\r\n` and `\r` end a line, and nothing else does.

    A line longer than `longest` is handed out as far as it was read, without ending, and is the last one:
    so a gigabyte without a line end costs no more memory than `longest` and one piece.
    """
    carry = ""
    for text in texts:
        text = carry + text
        cut = _after_last_line_end(text)
        yield from io.StringIO(text[:cut], newline="")
        carry = text[cut:]
        if len(carry) > longest:
            yield carry
            return
    yield from io.StringIO(carry, newline="")


def _after_last_line_end(text: str) -> int:
    # A carriage return at the very end may be the first half of a line end that continues in the next piece.
    return max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1


class LineSource:
    """Feeds a `csv.reader` and remembers the record in progress, so that a torn one can be given back."""

    def __init__(self, lines: Iterable[str], *, characters: int, lines_each: int) -> None:
        self._lines = iter(lines)
        self._characters = characters
        self._lines_each = lines_each
        self._again: list[str] = []
        self.held: list[str] = []
        self.size = 0
        self.ended = False
        self.line = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.held.append(line)
        self.line += 1
        self.size += len(line)
        if self.size > self._characters or len(self.held) > self._lines_each:
            raise csv.Error(_("record too long"))
        return line

    @property
    def first_line(self) -> int:
        """The number of the physical line on which the record in progress began, counted from 1."""
        return self.line - len(self.held) + 1

    def start_record(self) -> None:
        """Forget the record before."""
        self.held = []
        self.size = 0

    def keep_only_first(self) -> str:
        """The first line of the record in progress; the others will be read again."""
        first, *rest = self.held
        self._again.extend(reversed(rest))
        self.line -= len(rest)
        self.held = [first]
        self.ended = False
        return first
