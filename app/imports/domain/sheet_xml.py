"""The XML of one worksheet and of the texts its cells share, as it comes in."""

import re
from functools import lru_cache

from app.imports.domain.cell_formats import PLAIN, CellFormat, number_text
from app.imports.domain.limits import Limits
from app.imports.domain.refusal import too_many_columns
from app.imports.domain.shared_strings import SharedStrings
from app.imports.domain.unpacking import UnreadableError, broken, feed, local, new_parser

MOST_ROWS = 1_048_576
"""Rows that a worksheet can have; a number beyond it is a lie."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class TextParser:
    """Collects the text of an element, without phonetic readings, and never more of it than can be a cell."""

    def __init__(self, limits: Limits) -> None:
        self._names: dict[str, str] = {}
        self._longest = limits.field_characters + 1
        self._text: list[str] = []
        self._size = 0
        self._reads = False
        self._is_reading_aid = False
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def _name(self, tag: str) -> str:
        return self._names.get(tag) or self._names.setdefault(tag, local(tag))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, tag: str) -> None:
        raise NotImplementedError

    def _characters(self, text: str) -> None:
        if self._reads and self._size < self._longest:
            self._text.append(text)
            self._size += len(text)

    def _taken(self) -> str:
        """The text so far, which begins anew."""
        text = "".join(self._text)[: self._longest]
        self._text.clear()
        self._size = 0
        return _ESCAPED.sub(_unescaped, text) if "_x" in text else text


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)).replace("\x00", "\ufffd")


class StringsParser(TextParser):
    """Puts every shared text where the cells will look for it."""

    def __init__(self, strings: SharedStrings, limits: Limits) -> None:
        super().__init__(limits)
        self._strings = strings

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        """Read on; raises `UnreadableError`."""
        feed(self._parser, piece, last=last)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._name(tag)
        self._is_reading_aid = self._is_reading_aid or name == "rPh"
        self._reads = name == "t" and not self._is_reading_aid

    def _end(self, tag: str) -> None:
        name = self._name(tag)
        self._reads = False
        if name == "rPh":
            self._is_reading_aid = False
        elif name == "si":
            self._strings.add(self._taken())


class SheetParser(TextParser):
    """Turns the elements of a worksheet into rows, as they are complete."""

    def __init__(
        self, formats: list[CellFormat], strings: SharedStrings, limits: Limits, *, since_1904: bool
    ) -> None:
        super().__init__(limits)
        self._formats = {str(number): each for number, each in enumerate(formats)}
        self._strings = strings
        self._columns = limits.columns
        self._since_1904 = since_1904
        self._row = 0
        self._column = -1
        self._given: dict[str, str] = {}
        self._cells: dict[int, str] = {}
        self._done: list[tuple[int, list[str]]] = []
        self._parser.StartElementHandler = self._root

    def feed(self, piece: bytes, *, last: bool = False) -> list[tuple[int, list[str]]]:
        """The rows that this piece completed; raises `UnreadableError`."""
        feed(self._parser, piece, last=last)
        done, self._done = self._done, []
        return done

    def _root(self, tag: str, _attributes: dict[str, str]) -> None:
        """Learn the prefix that all elements have: there are millions of them to tell apart."""
        prefix = tag.removesuffix(local(tag))
        self._a_cell, self._a_row, self._aid = prefix + "c", prefix + "row", prefix + "rPh"
        self._value, self._inline = prefix + "v", prefix + "t"
        self._parser.StartElementHandler = self._start

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self._value:
            self._reads = True
        elif tag == self._a_cell:
            self._given = attributes
            place = attributes.get("r")
            self._column = column_of(place.rstrip("0123456789")) if place else self._column + 1
        elif tag == self._inline:
            self._reads = not self._is_reading_aid
        elif tag == self._a_row:
            self._begin_row(attributes.get("r", ""))
        elif tag == self._aid:
            self._is_reading_aid = True

    def _end(self, tag: str) -> None:
        if tag == self._value or tag == self._inline:
            self._reads = False
        elif tag == self._a_cell:
            if self._text:
                self._end_cell()
        elif tag == self._aid:
            self._is_reading_aid = False
        elif tag == self._a_row and self._cells:
            width = max(self._cells) + 1
            self._done.append((self._row, [self._cells.get(at, "") for at in range(width)]))

    def _begin_row(self, number: str) -> None:
        row = int(number) if number.isdecimal() and len(number) < 9 else self._row + 1
        if not self._row < row <= MOST_ROWS:
            raise broken()
        self._row, self._column, self._cells = row, -1, {}

    def _end_cell(self) -> None:
        text = self._shown(self._taken())
        if not text or text.isspace():
            return
        if self._column >= self._columns:
            raise UnreadableError(too_many_columns(self._column + 1, self._columns))
        self._cells[self._column] = text

    def _shown(self, text: str) -> str:
        match self._given.get("t", "n"):
            case "s":
                return self._shared(text)
            case "n":
                shown = self._formats.get(self._given.get("s", "0"), PLAIN)
                return number_text(text, shown, since_1904=self._since_1904)
            case "b":
                return "TRUE" if text == "1" else "FALSE"
            case "d":
                return text.replace("T", " ").removesuffix(" 00:00:00")
            case _:
                return text

    def _shared(self, number: str) -> str:
        try:
            return self._strings[int(number)]
        except (ValueError, IndexError):
            raise broken() from None


@lru_cache(maxsize=32_768)
def column_of(letters: str) -> int:
    """The column with these letters, `AB`, counted from 0; raises `UnreadableError` for what names none."""
    if not 0 < len(letters) < 4 or not letters.isascii() or not letters.isupper():
        raise broken()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1
