"""Rows that say no are counted in the columns that are about email, whichever way these ask."""

import pytest

from app.batches.domain.refusals import refuses, refusing_columns


@pytest.mark.parametrize(
    ("header", "cell", "says_no"),
    [
        ("Do not email", "x", True),
        ("Do not email", "no", False),
        ("Do not email", "", False),
        ("Do Not Phone", "x", False),
        ("Unsubscribed at", "2024-05-01", True),
        ("UNSUB_REASON", "no", False),
        ("Newsletter", "no", True),
        ("Newsletter", "weekly", False),
        ("Status", "unsubscribed", True),
        ("Status", "active", False),
        ("Can email?", "no: no email address", False),
        ("City", "no", False),
    ],
)
def test_a_row_says_no_in_a_column_of_permission(header: str, cell: str, says_no: bool) -> None:
    columns = ["Email", header]

    assert refuses(columns, ["a@example.org", cell], refusing_columns(columns)) is says_no


def test_a_row_that_is_too_short_says_nothing() -> None:
    assert not refuses(["Email", "Do not email"], ["a@example.org"], (1,))
