"""What is typed into a row."""

from datetime import date

from app.batch_entry.domain.columns import Column
from app.batch_entry.domain.typing import cleaned, is_blank, new_cells

COLUMNS = (
    Column(field_id="last_name", label="Last name"),
    Column(field_id="city", label="City", default="Bend"),
)
DAY = date(2026, 11, 22)


def test_a_cell_is_one_line_without_what_no_database_keeps() -> None:
    assert cleaned("  1 Elm\n Street\0 ") == "1 Elm Street"


def test_a_default_stands_where_nothing_was_typed() -> None:
    assert new_cells(COLUMNS, {0: "Lee"}, DAY) == ["Lee", "Bend"]
    assert new_cells(COLUMNS, {0: "Lee", 1: "Salem"}, DAY) == ["Lee", "Salem"]


def test_today_is_the_day_of_typing_in_a_column_of_a_day_alone() -> None:
    received = Column(field_id="gift_date", label="Day received", default="today")
    fund = Column(field_id="gift_fund", label="Fund", default="today")

    assert new_cells((received, fund), {}, DAY) == ["2026-11-22", "today"]
    assert new_cells((received, fund), {0: "2026-11-01"}, DAY) == ["2026-11-01", "today"]
    assert (received.stands_in, fund.stands_in) == ("", "today")


def test_spaces_alone_make_no_row() -> None:
    assert is_blank({0: cleaned("  ")})
    assert not is_blank({0: "", 1: "x"})
