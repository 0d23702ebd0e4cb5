"""A file of rows to mend is known by its columns when it comes back."""

import pytest

from app.batches.domain.again import added_headers, origin_of, row_number, unguarded
from app.batches.domain.headers import distinct_names
from app.web.spreadsheet import guarded


@pytest.mark.parametrize(
    ("columns", "number", "added"),
    [
        (["Name", "Email", *added_headers(7)], 7, {2, 3, 4}),
        (["Outcome", "Reason", "Email", *added_headers(12)], 12, {3, 4, 5}),
        (["Email", "ROW OF IMPORT 3 "], 3, {1}),
        ([*added_headers(3), "Email", "Notes"], 3, {0, 1, 2}),
        (["Email", "Row of import 3", "Notes", "Reason"], 3, {1, 3}),
        (["Email", *added_headers(3), *added_headers(5)], 5, {4, 5, 6}),
    ],
)
def test_the_columns_say_which_import_the_rows_come_from(
    columns: list[str], number: int, added: set[int]
) -> None:
    found = origin_of(distinct_names(columns))

    assert found is not None
    assert (found.number, found.added) == (number, added)


@pytest.mark.parametrize(
    "columns", [["Email", "Row", "Outcome", "Reason"], ["Row of import", "Email"], ["Row of import 3 people"]]
)
def test_any_other_file_comes_from_none(columns: list[str]) -> None:
    assert origin_of(columns) is None


@pytest.mark.parametrize(
    ("cell", "number"),
    [("12", 12), (" 12.0 ", 12), ("1,204", 1204), ("", None), ("twelve", None), ("1.5", None), ("²", None)],
)
def test_row_numbers_are_read_as_spreadsheets_write_them(cell: str, number: int | None) -> None:
    assert row_number(cell) == number


@pytest.mark.parametrize(
    "text", ["=1+1", "@cmd", "-sum(a)", "+1 503 555 0142", "O'Brien", "'t Hart", "", "'", "\tx", "ann"]
)
def test_a_cell_comes_back_as_it_left(text: str) -> None:
    assert unguarded(guarded(text)) == text
