from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.groups.domain.periods import (
    ANY_TIME,
    AsOf,
    Between,
    Interval,
    Last,
    Since,
    Unit,
    Which,
    Year,
    YearKind,
    day_words,
    period_words,
    resolve,
)
from tests.groups.domain.people import periods


@pytest.mark.parametrize(
    ("period", "today", "fiscal", "start", "end"),
    [
        (Last(12, Unit.MONTHS), date(2026, 11, 21), 1, date(2025, 11, 21), date(2026, 11, 22)),
        (Last(1, Unit.DAYS), date(2026, 11, 21), 1, date(2026, 11, 20), date(2026, 11, 22)),
        (Last(2, Unit.YEARS), date(2026, 11, 21), 1, date(2024, 11, 21), date(2026, 11, 22)),
        (Last(1, Unit.YEARS), date(2024, 2, 29), 1, date(2023, 2, 28), date(2024, 3, 1)),
        (Last(1, Unit.MONTHS), date(2026, 3, 31), 1, date(2026, 2, 28), date(2026, 4, 1)),
        (Last(11, Unit.MONTHS), date(2026, 11, 30), 1, date(2025, 12, 30), date(2026, 12, 1)),
        (Last(36_500, Unit.DAYS), date(50, 1, 1), 1, date.min, date(50, 1, 2)),
        (Last(100, Unit.YEARS), date(50, 1, 1), 1, date.min, date(50, 1, 2)),
        (
            Between(date(2025, 1, 1), date(2025, 1, 1)),
            date(2026, 1, 1),
            1,
            date(2025, 1, 1),
            date(2025, 1, 2),
        ),
        (Between(date(2025, 1, 1), date.max), date(2026, 1, 1), 1, date(2025, 1, 1), None),
        (Year(Which.THIS, YearKind.CALENDAR), date(2026, 6, 30), 7, date(2026, 1, 1), date(2027, 1, 1)),
        (Year(Which.LAST, YearKind.CALENDAR), date(2026, 6, 30), 7, date(2025, 1, 1), date(2026, 1, 1)),
        (Year(Which.THIS, YearKind.FISCAL), date(2026, 6, 30), 7, date(2025, 7, 1), date(2026, 7, 1)),
        (Year(Which.THIS, YearKind.FISCAL), date(2026, 7, 1), 7, date(2026, 7, 1), date(2027, 7, 1)),
        (Year(Which.LAST, YearKind.FISCAL), date(2026, 7, 1), 7, date(2025, 7, 1), date(2026, 7, 1)),
        (Since(date(2025, 1, 1)), date(2026, 7, 1), 1, date(2025, 1, 1), None),
        (ANY_TIME, date(2026, 7, 1), 1, None, None),
    ],
)
def test_a_period_is_a_half_open_interval_of_days(period, today, fiscal, start, end):
    assert resolve(period, AsOf(today, fiscal)) == Interval(start, end)


def test_an_interval_includes_its_start_and_not_its_end():
    week = Interval(date(2026, 3, 2), date(2026, 3, 9))

    inside = [day for day in range(1, 11) if date(2026, 3, day) in week]

    assert inside == [2, 3, 4, 5, 6, 7, 8]
    assert date.min in Interval()
    assert date.max in Interval()


@given(periods, st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 12))
def test_no_period_is_upside_down(period, today, fiscal):
    interval = resolve(period, AsOf(today, fiscal))

    assert interval.start is None or interval.end is None or interval.start < interval.end
    if isinstance(period, Last) or (isinstance(period, Year) and period.which is Which.THIS):
        assert today in interval


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (ANY_TIME, ""),
        (Last(12, Unit.MONTHS), "in the last 12 months"),
        (Last(1, Unit.DAYS), "in the last day"),
        (Between(date(2025, 1, 1), date(2025, 12, 31)), "between 1 Jan 2025 and 31 Dec 2025"),
        (Between(date(2025, 5, 3), date(2025, 5, 3)), "on 3 May 2025"),
        (Since(date(2025, 5, 3)), "since 3 May 2025"),
        (Year(Which.LAST, YearKind.FISCAL), "last fiscal year"),
        (Year(Which.THIS, YearKind.CALENDAR), "this calendar year"),
    ],
)
def test_a_period_says_itself(period, words):
    assert period_words(period) == words


def test_a_day_is_written_the_same_in_every_locale():
    assert day_words(date(2026, 3, 4)) == "4 Mar 2026"
