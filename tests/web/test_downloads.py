"""Files that a spreadsheet opens as they are meant, and never runs."""

import csv
import io

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.web.downloads import csv_file
from app.web.spreadsheet import csv_lines, guarded

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
