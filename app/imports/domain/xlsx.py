"""Excel workbooks (.xlsx, .xlsm), read row by row: memory does not grow with the sheet.

Names of parts and elements after ECMA-376, part 1; prefixes are as the writer chose them.
"""

import posixpath
from collections.abc import Iterator

from app.imports.domain.cell_formats import PLAIN, CellFormat, built_in, cell_format
from app.imports.domain.limits import Limits
from app.imports.domain.shared_strings import SharedStrings
from app.imports.domain.sheet_xml import SheetParser, StringsParser
from app.imports.domain.unpacking import Archive, feed, local, new_parser

BOOK = "xl/workbook.xml"


class Xlsx:
    """The visible sheets of an Excel workbook."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._since_1904 = False
        self._sheets: dict[str, str] = {}
        self._find_sheets()

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets in their order."""
        return tuple(self._sheets)

    def rows(self, name: str) -> Iterator[tuple[int, list[str]]]:
        """The number and the cells of each row that holds something; raises `UnreadableError`."""
        with SharedStrings() as strings:
            self._fill(strings)
            parser = SheetParser(self._formats(), strings, self._limits, since_1904=self._since_1904)
            for piece in self._archive.pieces(self._sheets[name]):
                yield from parser.feed(piece)
            yield from parser.feed(b"", last=True)

    def _find_sheets(self) -> None:
        targets = self._targets()
        for name, attributes in _elements(self._archive.read(BOOK)):
            if name == "workbookPr":
                self._since_1904 = attributes.get("date1904", "") in ("1", "true")
            if name == "sheet" and attributes.get("state", "visible") == "visible":
                target = targets.get(attributes.get("id", ""), "")
                if target in self._archive.names:
                    self._sheets[attributes.get("name", "")] = target

    def _targets(self) -> dict[str, str]:
        """The parts of worksheets by the ID of their relationship."""
        return {
            attributes.get("Id", ""): posixpath.normpath(
                posixpath.join("/xl", attributes.get("Target", ""))
            ).lstrip("/")
            for name, attributes in _elements(self._archive.read("xl/_rels/workbook.xml.rels"))
            if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet")
        }

    def _fill(self, strings: SharedStrings) -> None:
        if "xl/sharedStrings.xml" in self._archive.names:
            parser = StringsParser(strings, self._limits)
            for piece in self._archive.pieces("xl/sharedStrings.xml"):
                parser.feed(piece)
            parser.feed(b"", last=True)

    def _formats(self) -> list[CellFormat]:
        if "xl/styles.xml" not in self._archive.names:
            return [PLAIN]
        codes: dict[str, str] = {}
        used: list[CellFormat] = []
        inside = False
        for name, attributes in _elements(self._archive.read("xl/styles.xml")):
            if name == "numFmt":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
                inside = name == "cellXfs"
            elif name == "xf" and inside:
                used.append(_format(codes, attributes.get("numFmtId", "0")))
        return used or [PLAIN]


def _format(codes: dict[str, str], number: str) -> CellFormat:
    if number in codes:
        return cell_format(codes[number])
    return built_in(int(number)) if number.isdecimal() else PLAIN


def _elements(xml: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a small part with their attributes, without prefixes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = new_parser()
    parser.StartElementHandler = lambda name, given: found.append(
        (local(name), {local(key): value for key, value in given.items()})
    )
    feed(parser, xml, last=True)
    yield from found
