"""OpenDocument spreadsheets (.ods), read row by row: memory does not grow with the sheet.

Names of elements after OpenDocument 1.3, part 3; prefixes are as the writer chose them.
"""

import re
from collections.abc import Iterator
from itertools import repeat

from app.imports.domain.cell_formats import plain
from app.imports.domain.limits import Limits
from app.imports.domain.refusal import Refused, too_many_columns
from app.imports.domain.unpacking import Archive, UnreadableError, feed, local, new_parser
from app.words import _

CONTENT = "content.xml"
_MOST_ROWS = 1_048_576
_CLOCK = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


class Ods:
    """The visible sheets of an OpenDocument spreadsheet."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise UnreadableError(
                Refused(
                    _("This workbook is protected with a password."),
                    _("Open it, save a copy without a password, and upload the copy."),
                )
            )
        finder = _Names()
        for piece in archive.pieces(CONTENT):
            finder.feed(piece)
        self.names: tuple[str, ...] = tuple(dict.fromkeys(finder.names))

    def rows(self, name: str) -> Iterator[tuple[int, list[str]]]:
        """The number and the cells of each row that holds something; raises `UnreadableError`."""
        parser = _Table(name, self._limits)
        for piece in self._archive.pieces(CONTENT):
            for number, times, cells in parser.feed(piece):
                yield from zip(range(number, number + times), repeat(cells), strict=False)
            if parser.is_over:
                return


class _Names:
    """Finds the visible sheets: each refers to a style, which may hide it."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._hidden: set[str] = set()
        self._style = ""
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start

    def feed(self, piece: bytes) -> None:
        feed(self._parser, piece)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        match local(tag):
            case "style":
                self._style = _of(given, "name")
            case "table-properties" if _of(given, "display") == "false":
                self._hidden.add(self._style)
            case "table" if tag.startswith("table:") and _of(given, "style-name") not in self._hidden:
                self.names.append(_of(given, "name"))


class _Table:
    """Turns the elements of one sheet into rows, as they are complete."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.is_over = False
        self._name = name
        self._columns = limits.columns
        self._longest = limits.field_characters + 1
        self._depth = 0
        self._row = self._times = 1
        self._column = self._width = self._notes = 0
        self._cell: dict[str, str] = {}
        self._text: list[str] = []
        self._reads = False
        self._cells: dict[int, str] = {}
        self._done: list[tuple[int, int, list[str]]] = []
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, piece: bytes) -> list[tuple[int, int, list[str]]]:
        """Number, repetitions and cells of the rows that this piece completed."""
        feed(self._parser, piece)
        done, self._done = self._done, []
        return done

    def _start(self, tag: str, given: dict[str, str]) -> None:
        name = local(tag)
        if name == "table" and not self.is_over:
            self._depth += bool(self._depth) or _of(given, "name") == self._name
        if self._depth != 1 or self.is_over:
            return
        match name:
            case "table-row":
                self._times, self._column, self._cells = _count(given, "number-rows-repeated"), 0, {}
            case "table-cell" | "covered-table-cell":
                self._cell = {local(key): value for key, value in given.items()}
                self._width, self._text = _count(given, "number-columns-repeated"), []
            case "annotation":
                self._notes += 1
            case _:
                self._start_text(name, given)

    def _start_text(self, name: str, given: dict[str, str]) -> None:
        if self._notes:
            return
        match name:
            case "p":
                self._text.extend(["\n"] if self._text else [])
                self._reads = True
            case "s":
                self._text.append(" " * min(_count(given, "c"), 100))
            case "tab":
                self._text.append("\t")
            case "line-break":
                self._text.append("\n")
            case _:
                pass

    def _end(self, tag: str) -> None:
        name = local(tag)
        if name == "table" and self._depth:
            self._depth -= 1
            self.is_over = not self._depth
        if self._depth != 1:
            return
        match name:
            case "p":
                self._reads = False
            case "annotation":
                self._notes -= 1
            case "table-cell" | "covered-table-cell":
                self._end_cell()
            case "table-row":
                self._end_row()
            case _:
                pass

    def _characters(self, text: str) -> None:
        if self._reads and not self._notes and self._depth == 1:
            self._text.append(text)

    def _end_cell(self) -> None:
        text = _shown(self._cell, "".join(self._text)[: self._longest])
        first, self._column = self._column, self._column + self._width
        if not text.strip():
            return
        if self._column > self._columns:
            raise UnreadableError(too_many_columns(self._column, self._columns))
        self._cells.update(dict.fromkeys(range(first, self._column), text))

    def _end_row(self) -> None:
        if self._cells and self._row <= _MOST_ROWS:
            width = max(self._cells) + 1
            cells = [self._cells.get(at, "") for at in range(width)]
            self._done.append((self._row, min(self._times, _MOST_ROWS), cells))
        self._row += self._times


def _shown(cell: dict[str, str], text: str) -> str:
    """What the cell holds: a date as ISO, a number with the zeros that it shows, else its text."""
    match cell.get("value-type", ""):
        case "date":
            return cell.get("date-value", text).replace("T", " ").removesuffix(" 00:00:00")
        case "time":
            clock = _CLOCK.fullmatch(cell.get("time-value", ""))
            return ":".join(part.rjust(2, "0") for part in clock.groups()) if clock else text
        case "float":
            return _number(cell.get("value", ""), text)
        case "boolean":
            return cell.get("boolean-value", text).upper()
        case _:
            return text


def _number(value: str, text: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return text
    shown = "".join(sign for sign in text if sign.isdecimal())
    is_an_id = number.is_integer() and text[:1] in ("0", "(") and shown and int(shown) == number
    return text if is_an_id else plain(number)


def _of(given: dict[str, str], wanted: str) -> str:
    return next((value for key, value in given.items() if local(key) == wanted), "")


def _count(given: dict[str, str], wanted: str) -> int:
    number = _of(given, wanted)
    return int(number) if number.isdecimal() and len(number) < 9 and int(number) else 1
