"""Fiscal years, by the month they begin in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activity.domain.years import fiscal_label, fiscal_year


@pytest.mark.parametrize(
    ("day", "first_month", "year"),
    [
        ("2026-01-01", 1, 2026),
        ("2026-12-31", 1, 2026),
        ("2026-06-30", 7, 2026),
        ("2026-07-01", 7, 2027),
        ("2026-09-30", 10, 2026),
        ("2026-10-01", 10, 2027),
    ],
)
def test_a_fiscal_year_is_named_by_the_year_it_ends_in(day: str, first_month: int, year: int) -> None:
    assert fiscal_year(date.fromisoformat(day), first_month) == year


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(1, 12))
def test_every_fiscal_year_is_twelve_months_that_begin_with_the_first(day: date, first_month: int) -> None:
    year = fiscal_year(day, first_month)

    begins = date(year if first_month == 1 else year - 1, first_month, 1)
    assert begins <= day < begins.replace(year=begins.year + 1)


def test_a_fiscal_year_that_is_the_calendar_year_is_called_like_it() -> None:
    assert (fiscal_label(2026, 1), fiscal_label(2027, 7)) == ("2026", "FY 2027")
