"""A workbook becomes the CSV that its visible cells show."""

import zipfile
from datetime import datetime
from io import BytesIO

import pytest
import xlsxwriter

from app.imports.domain.limits import Limits
from app.imports.domain.refusal import Refused
from app.imports.domain.workbook import as_csv, sheet_names

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>
"""
OPEN_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="People"><table:table-row>
<table:table-cell office:value-type="string"><text:p>Zip</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="97209"><text:p>97209</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>
"""


@pytest.fixture
def workbook() -> BytesIO:
    """People from row 2 on, with typed cells, and a hidden sheet."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    people, hidden = book.add_worksheet("People"), book.add_worksheet("Old")
    hidden.hide()
    people.write_row("A2", ["Email", "Zip", "Born", "Seen", "Share", "Member"])
    people.write_row("A4", ["ann@example.org", 97209])
    day, minute = (
        book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    )
    people.write_datetime("C4", datetime(1971, 4, 2), day)  # noqa: DTZ001 (a spreadsheet knows no time zone)
    people.write_datetime("D4", datetime(2026, 4, 2, 12, 30), minute)  # noqa: DTZ001
    people.write_row("E4", [1.5, True])
    book.close()
    return file


def test_typed_cells_come_out_as_text_in_their_rows(workbook: BytesIO) -> None:
    pieces = as_csv(workbook, sheet="People")

    assert not isinstance(pieces, Refused)
    assert b"".join(pieces).decode().splitlines() == [
        ",,,,,",
        "Email,Zip,Born,Seen,Share,Member",
        ",,,,,",
        "ann@example.org,97209,1971-04-02,2026-04-02 12:30:00,1.5,TRUE",
    ]


def test_a_whole_number_of_an_open_document_stays_whole() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", " ".join(OPEN_DOCUMENT.split()).replace("> <", "><"))

    pieces = as_csv(file, sheet="People")

    assert not isinstance(pieces, Refused)
    assert b"".join(pieces) == b"Zip,97209\r\n"


def test_only_visible_sheets_are_offered(workbook: BytesIO) -> None:
    assert sheet_names(workbook) == ("People",)


def test_a_sheet_that_is_not_there_is_refused(workbook: BytesIO) -> None:
    assert isinstance(as_csv(workbook, sheet="Nobody"), Refused)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]
)
def test_a_damaged_workbook_is_refused(data: bytes) -> None:
    refused = sheet_names(BytesIO(data))

    assert isinstance(refused, Refused)
    assert "damaged" in refused.what


@pytest.mark.parametrize(
    "limits", [Limits(workbook_entries=2), Limits(workbook_bytes=100), Limits(workbook_ratio=0)]
)
def test_a_workbook_that_unpacks_to_too_much_is_refused_unopened(workbook: BytesIO, limits: Limits) -> None:
    for refused in (sheet_names(workbook, limits), as_csv(workbook, sheet="People", limits=limits)):
        assert isinstance(refused, Refused)
        assert "unpacks" in refused.what


def test_a_packed_bomb_is_refused_unopened() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(110 * 1024 * 1024))

    assert isinstance(sheet_names(file), Refused)


def test_a_protected_workbook_says_that_it_is(monkeypatch: pytest.MonkeyPatch, workbook: BytesIO) -> None:
    import python_calamine

    def protected(_: object) -> None:
        raise python_calamine.PasswordError("protected")

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", type("Closed", (), {"from_filelike": protected}))

    refused = sheet_names(workbook)

    assert isinstance(refused, Refused)
    assert "password" in refused.what
