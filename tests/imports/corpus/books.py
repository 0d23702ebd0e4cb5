"""Workbooks made by hand: what real programs write, in as few bytes as they need."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from types import MappingProxyType

import xlsxwriter

OPEN_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:automatic-styles><style:style style:name="hidden" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def xlsx(sheets: Mapping[str, Sequence[Sequence[object]]], *, hidden: str = "") -> bytes:
    """An .xlsx workbook as a program writes it."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if name == hidden:
            sheet.hide()
    book.close()
    return file.getvalue()


def raw_xlsx(
    sheet: str,
    *,
    shared: str = "",
    styles: str = "",
    prefix: str = "",
    more: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """An .xlsx workbook around the XML of one sheet."""
    name = f"{prefix}:" if prefix else ""
    space = f'xmlns{":" + prefix if prefix else ""}="{_SPREADSHEET}" xmlns:r="{_RELATIONS}"'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f"<{name}workbook {space}><{name}sheets>"
        f'<{name}sheet name="People" sheetId="1" r:id="rId1"/></{name}sheets></{name}workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships><Relationship"
        f' Id="rId1" Type="{_RELATIONS}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<{name}worksheet {space}>{sheet}</{name}worksheet>",
    }
    if shared:
        parts["xl/sharedStrings.xml"] = f"<sst {space}>{shared}</sst>"
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet {space}>{styles}</styleSheet>"
    return packed({**parts, **more})


def ods(*tables: str, manifest: str = "") -> bytes:
    """An .ods spreadsheet around the XML of its tables."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "content.xml": OPEN_DOCUMENT.format("".join(tables)),
        }
    )


def xls(rows: Sequence[Sequence[str | float]], *, sheet: str = "People") -> bytes:
    """An .xls workbook: BIFF8 records in a compound file, by the formats that Microsoft has published."""
    cells = b"".join(
        _record(0x0204, struct.pack("<HHHHB", at, column, 0, len(cell), 0) + cell.encode("latin-1"))
        if isinstance(cell, str)
        else _record(0x0203, struct.pack("<HHHd", at, column, 0, cell))
        for at, row in enumerate(rows)
        for column, cell in enumerate(row)
    )
    begin, end = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0), _record(0x000A, b"")
    name = struct.pack("<BB", len(sheet), 0) + sheet.encode("latin-1")
    start = len(_record(0x0809, begin)) + len(_record(0x0085, bytes(6) + name)) + len(end)
    globals_ = _record(0x0809, begin) + _record(0x0085, struct.pack("<IBB", start, 0, 0) + name) + end
    page = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + end
    return _compound("Workbook", globals_ + page)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream, large enough not to be kept among the small ones."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\x00")
    sectors = len(stream) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    entries = _entry("Root Entry", 5, child=1, start=0xFFFFFFFE, size=0)
    entries += _entry(name, 2, child=0xFFFFFFFF, start=2, size=len(stream)) + bytes(256)
    return header + struct.pack("<128I", *table) + entries + stream


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le").ljust(64, b"\x00")
    none = 0xFFFFFFFF
    head = text + struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, none, none, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
