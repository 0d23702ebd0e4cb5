"""Files that a spreadsheet opens as they are meant, and never runs."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.web.downloads import FileKind, csv_file, table_file
from app.web.spreadsheet import csv_lines, guarded
from app.web.workbook import Cell

FORMULAS = [
    "=1+1",
    "@SUM(A1)",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://example.org")',
    "+HYPERLINK(A1)",
    "\n=1",
    "-" + "1" * 60_000 + "x",
]
HARMLESS = ["+1 503 555 0100", "-12.50", "+44 (0)20 7946 0000", "1971-04-02", "O'Brien", "", "a=b"]


@pytest.mark.parametrize("text", FORMULAS, ids=lambda text: text[:12])
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_phones_amounts_and_words_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_a_missing_value_is_an_empty_cell() -> None:
    assert guarded(None) == ""


@given(
    st.lists(
        st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1),
        max_size=8,
    )
)
def test_a_reader_gets_back_every_cell(rows: list[list[str]]) -> None:
    text = "".join(csv_lines(rows))

    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [[guarded(cell) for cell in row] if row != [""] else [""] for row in rows]


def test_a_file_is_a_download_with_a_plain_name(app: Flask) -> None:
    with app.test_request_context():
        response = csv_file("spring gala/2026: “problems”", [["Name"], ["José"]])

    assert response.headers["Content-Disposition"] == 'attachment; filename="spring-gala-2026-problems.csv"'
    assert response.get_data().decode("utf-8-sig") == "Name\r\nJosé\r\n"


ROWS: list[list[Cell]] = [["Name", "Gift"], ["=1+1", Decimal("12.50")], ["José", date(2026, 3, 4)], ["", 7]]


def test_a_table_of_any_length_is_sent_as_it_is_read(app: Flask) -> None:
    read = []

    def rows() -> Iterator[list[Cell]]:
        for number in range(20_000):
            read.append(number)
            yield ["x" * 40, number]

    with app.test_request_context():
        pieces = table_file("long", rows(), FileKind.CSV).iter_encoded()
        first = [next(pieces), next(pieces)]

        assert len(read) < 5_000
        assert b"".join([*first, *pieces]).count(b"\r\n") == 20_000


def test_a_workbook_keeps_types_and_runs_nothing(app: Flask) -> None:
    with app.test_request_context():
        response = table_file("gifts", ROWS, FileKind.XLSX)
        body = response.get_data()

    book = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    assert book == [["Name", "Gift"], ["=1+1", 12.5], ["José", date(2026, 3, 4)], ["", 7.0]]
    assert response.headers["Content-Disposition"] == 'attachment; filename="gifts.xlsx"'


def test_a_table_as_csv_is_what_a_spreadsheet_opens_as_it_is_meant(app: Flask) -> None:
    with app.test_request_context():
        text = table_file("gifts", ROWS, FileKind.CSV).get_data().decode("utf-8-sig")

    assert text == "Name,Gift\r\n'=1+1,12.50\r\nJosé,2026-03-04\r\n,7\r\n"
