"""Blocks of cells as spreadsheets put them on the clipboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.batch_entry.domain.pasting import MOST_ROWS, fitted, read_block

LABELS = ("Lookup ID", "First name", "Last name")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_cells_are_told_apart(end: str) -> None:
    assert read_block(f"Ann\tLee{end}Bea\tMay{end}") == (("Ann", "Lee"), ("Bea", "May"))


def test_a_cell_of_two_lines_stays_one_cell() -> None:
    assert read_block('"1 Elm Street\nApt. 4"\tPortland') == (("1 Elm Street Apt. 4", "Portland"),)


def test_quotes_of_a_cell_are_its_own() -> None:
    assert read_block('"Bob" Lee\t"Bo"\n"never closed\tx') == (('"Bob" Lee', '"Bo"'), ('"never closed', "x"))


def test_quotes_that_a_spreadsheet_doubled_are_single_again() -> None:
    assert read_block('"said ""yes""\nat once"') == (('said "yes" at once',),)


def test_empty_lines_in_the_middle_stay_and_those_at_the_end_go() -> None:
    assert read_block("Ann\n\nBea\n\n\t\n") == (("Ann",), ("",), ("Bea",))


@given(st.lists(st.lists(st.text("abc é'", min_size=1).map(str.strip).filter(bool), min_size=1), min_size=1))
def test_what_is_copied_is_what_is_pasted(block: list[list[str]]) -> None:
    text = "\r\n".join("\t".join(line) for line in block)

    assert read_block(text) == tuple(tuple(" ".join(cell.split()) for cell in line) for line in block)


def test_what_lies_beyond_the_last_column_is_told() -> None:
    fitting = fitted((("Ann", "Lee", "x", "y"),), LABELS, 1)

    assert fitting.block == (("Ann", "Lee"),)
    assert (fitting.too_wide, fitting.left_out) == (2, ("x", "y"))


def test_empty_columns_beyond_the_last_fit() -> None:
    assert fitted((("Ann", "Lee", "", ""),), LABELS, 1).too_wide == 0


def test_headings_are_known_where_they_stand() -> None:
    assert fitted((("first name", "Last name"), ("Ann", "Lee")), LABELS, 1).block == (("Ann", "Lee"),)
    assert len(fitted((("first name", "Last name"), ("Ann", "Lee")), LABELS, 0).block) == 2


def test_rows_beyond_the_most_are_counted() -> None:
    assert fitted((("x",),) * (MOST_ROWS + 2), LABELS, 0).too_long == 2
