"""Columns with names of one's own: emails, days and amounts are known by what they hold."""

import pytest

from app.activity_imports.domain.proposing import propose

OWN = ("Giver", "Contact mail", "When", "How much")
ROWS = [
    ("Ann Day", "ann@example.org", "03/04/2026", "$1,200.50"),
    ("Bo Li", "bo@example.org", "05/06/2026", "20"),
    ("Cy Ng", "", "06/06/2026", "EUR 15"),
    ("Di Fox", "di@example.org", "07/06/2026", "8.00"),
]


def proposed(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> dict[str, str]:
    return {each.header: each.field for each in propose(columns, rows, ()).columns}


def test_one_column_of_emails_of_days_and_of_amounts_is_proposed_as_such() -> None:
    found = proposed(OWN, ROWS)

    assert found == {"Contact mail": "email", "When": "date", "How much": "amount"}


def test_a_row_of_the_sum_does_not_hide_what_a_column_is() -> None:
    assert proposed(OWN, [*ROWS, ("Total", "", "", "$1,243.50")])["How much"] == "amount"


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        (("When", "Then"), ("2026-03-04", "2026-03-05")),
        (("Much", "Net of it"), ("$5.00", "$4.50")),
        (("Born on",), ("1971-03-04",)),
        (("Seats",), ("20",)),
        (("Remark",), ("thanks for 5.00",)),
    ],
)
def test_what_could_be_two_or_something_else_is_left_to_staff(
    columns: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    assert not proposed(columns, [cells])


def test_a_name_counts_for_more_than_what_a_column_holds() -> None:
    assert proposed(("Amount", "Tax"), [("5", "$0.50")]) == {"Amount": "amount"}
