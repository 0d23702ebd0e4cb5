from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.groups.domain.period_words import period_words
from app.groups.domain.periods import (
    ANY_TIME,
    Ago,
    AsOf,
    Before,
    Between,
    Interval,
    Last,
    Next,
    Over,
    Quarter,
    Since,
    Span,
    Unit,
    Which,
    Year,
    YearKind,
    resolve,
)
from app.words import speaking
from tests.groups.domain.givers import periods

DAYS_3, DAYS_60, MONTHS_2 = Span(3, Unit.DAYS), Span(60, Unit.DAYS), Span(2, Unit.MONTHS)
YEARS_2_TO_1 = (Span(2, Unit.YEARS), Span(1, Unit.YEARS))


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
        (Over(12, Unit.MONTHS), date(2026, 11, 21), 1, None, date(2025, 11, 21)),
        (Over(1, Unit.DAYS), date(2026, 3, 1), 1, None, date(2026, 2, 28)),
        (Over(1, Unit.YEARS), date(2024, 2, 29), 1, None, date(2023, 2, 28)),
        (Before(date(2026, 3, 4)), date(2026, 7, 1), 1, None, date(2026, 3, 4)),
        (Next(30, Unit.DAYS), date(2026, 11, 21), 1, date(2026, 11, 21), date(2026, 12, 22)),
        (Next(1, Unit.MONTHS), date(2026, 1, 31), 1, date(2026, 1, 31), date(2026, 3, 1)),
        (Next(1, Unit.YEARS), date(2024, 2, 29), 1, date(2024, 2, 29), date(2025, 3, 1)),
        (Next(100, Unit.YEARS), date(9950, 1, 1), 1, date(9950, 1, 1), None),
        (Ago(*YEARS_2_TO_1), date(2026, 11, 21), 1, date(2024, 11, 21), date(2025, 11, 22)),
        (Ago(*YEARS_2_TO_1), date(2024, 2, 29), 1, date(2022, 2, 28), date(2023, 3, 1)),
        (
            Ago(Span(3, Unit.DAYS), Span(3, Unit.DAYS)),
            date(2026, 3, 2),
            1,
            date(2026, 2, 27),
            date(2026, 2, 28),
        ),
        (
            Ago(Span(2, Unit.MONTHS), Span(60, Unit.DAYS)),
            date(2026, 3, 15),
            1,
            date(2026, 1, 14),
            date(2026, 1, 16),
        ),
        (Quarter(Which.THIS, YearKind.CALENDAR), date(2026, 3, 31), 1, date(2026, 1, 1), date(2026, 4, 1)),
        (Quarter(Which.LAST, YearKind.CALENDAR), date(2026, 1, 1), 1, date(2025, 10, 1), date(2026, 1, 1)),
        (Quarter(Which.THIS, YearKind.FISCAL), date(2026, 1, 31), 2, date(2025, 11, 1), date(2026, 2, 1)),
        (Quarter(Which.THIS, YearKind.FISCAL), date(2026, 2, 1), 2, date(2026, 2, 1), date(2026, 5, 1)),
        (Year(Which.THIS, YearKind.FISCAL), date(2026, 1, 31), 2, date(2025, 2, 1), date(2026, 2, 1)),
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
    around_today = isinstance(period, Year | Quarter) and period.which is Which.THIS
    assert (today in interval) or not (isinstance(period, Last | Next) or around_today)
    assert (today not in interval) or not isinstance(period, Ago | Over)


@given(st.integers(1, 1_000), st.sampled_from(Unit), st.dates(date(1995, 1, 1), date(2100, 1, 1)), st.dates())
def test_longer_ago_and_the_last_so_many_share_no_day_and_leave_none_out_until_today(n, unit, today, day):
    last, over = (resolve(period(n, unit), AsOf(today)) for period in (Last, Over))

    assert (day in last) + (day in over) == (day <= today)


@given(st.sampled_from(YearKind), st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 12))
def test_last_year_and_last_quarter_end_where_this_one_begins(kind, today, month):
    for period, months in ((Year, 12), (Quarter, 3)):
        last, this = (resolve(period(which, kind), AsOf(today, month)) for which in (Which.LAST, Which.THIS))

        assert last.end == this.start
        assert this.start.day == this.end.day == 1
        assert (this.end.year - this.start.year) * 12 + this.end.month - this.start.month == months


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (ANY_TIME, ""),
        (Last(12, Unit.MONTHS), "in the last 12 months"),
        (Last(1, Unit.DAYS), "in the last day"),
        (Between(date(2025, 1, 1), date(2025, 12, 31)), "between Jan 1, 2025 and Dec 31, 2025"),
        (Between(date(2025, 5, 3), date(2025, 5, 3)), "on May 3, 2025"),
        (Since(date(2025, 5, 3)), "since May 3, 2025"),
        (Over(12, Unit.MONTHS), "more than 12 months ago"),
        (Over(1, Unit.YEARS), "more than 1 year ago"),
        (Before(date(2026, 3, 4)), "before Mar 4, 2026"),
        (Next(30, Unit.DAYS), "in the next 30 days"),
        (Next(1, Unit.DAYS), "in the next day"),
        (Ago(*YEARS_2_TO_1), "between 2 years and 1 year ago"),
        (Ago(Span(30, Unit.DAYS), Span(30, Unit.DAYS)), "30 days ago to the day"),
        (Quarter(Which.THIS, YearKind.CALENDAR), "this calendar quarter"),
        (Quarter(Which.LAST, YearKind.FISCAL), "last fiscal quarter"),
        (Year(Which.LAST, YearKind.FISCAL), "last fiscal year"),
        (Year(Which.THIS, YearKind.CALENDAR), "this calendar year"),
    ],
)
def test_a_period_says_itself(period, words):
    assert period_words(period) == words


def test_a_day_is_written_as_the_workspace_does():
    with speaking("en_GB"):
        assert period_words(Since(date(2026, 3, 4))) == "since 4 Mar 2026"
