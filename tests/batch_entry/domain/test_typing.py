"""What is typed into a row."""

from app.batch_entry.domain.columns import Column
from app.batch_entry.domain.typing import cleaned, is_blank, new_cells

COLUMNS = (
    Column(field_id="last_name", label="Last name"),
    Column(field_id="city", label="City", default="Bend"),
)


def test_a_cell_is_one_line_without_what_no_database_keeps() -> None:
    assert cleaned("  1 Elm\n Street\0 ") == "1 Elm Street"


def test_a_default_stands_where_nothing_was_typed() -> None:
    assert new_cells(COLUMNS, {0: "Lee"}) == ["Lee", "Bend"]
    assert new_cells(COLUMNS, {0: "Lee", 1: "Salem"}) == ["Lee", "Salem"]


def test_spaces_alone_make_no_row() -> None:
    assert is_blank({0: cleaned("  ")})
    assert not is_blank({0: "", 1: "x"})
