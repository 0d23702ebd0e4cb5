"""Which days a year is, what it is compared with, and where it stops."""

from datetime import date

import pytest

from app.reports.domain.spans import FIRST, Month, Period, Span, Years, month, period


def day(text: str) -> date:
    return date.fromisoformat(text)


def span(start: str, end: str) -> Span:
    return Span(day(start), day(end))


YEARS = [
    (Years.FISCAL, 7, "2026-11-22", "FY 2027", ("2026-07-01", "2027-07-01"), "July 2026 – today"),
    (Years.FISCAL, 7, "2026-06-30", "FY 2026", ("2025-07-01", "2026-07-01"), "July 2025 – today"),
    (Years.FISCAL, 7, "2026-07-01", "FY 2027", ("2026-07-01", "2027-07-01"), "July 2026 – today"),
    (Years.FISCAL, 1, "2026-11-22", "2026", ("2026-01-01", "2027-01-01"), "January 2026 – today"),
    (Years.CALENDAR, 7, "2026-11-22", "2026", ("2026-01-01", "2027-01-01"), "January 2026 – today"),
    (Years.FISCAL, 12, "2026-11-30", "FY 2026", ("2025-12-01", "2026-12-01"), "December 2025 – today"),
]


@pytest.mark.parametrize(("years", "first", "today", "label", "days", "words"), YEARS)
def test_the_year_is_the_one_that_contains_today(
    years: Years, first: int, today: str, label: str, days: tuple[str, str], words: str
) -> None:
    found = period(years, None, first_month=first, today=day(today))

    assert (found.label, found.this, found.words) == (label, span(*days), words)
    assert found.is_running
    assert found.last.end == found.this.start
    assert next(each.span.start for each in found.months) == found.this.start
    assert found.months[11].span.end == found.this.end


COMPARED = [
    ("2026-11-22", 7, ("2025-07-01", "2025-11-23")),
    ("2028-02-29", 1, ("2027-01-01", "2027-03-01")),  # 28 February is the last day it had
    ("2029-02-28", 1, ("2028-01-01", "2028-02-29")),  # as many days, without the 29th
    ("2029-03-01", 1, ("2028-01-01", "2028-03-02")),
    ("2026-07-01", 7, ("2025-07-01", "2025-07-02")),
    ("2027-06-30", 7, ("2025-07-01", "2026-07-01")),
]


@pytest.mark.parametrize(("today", "first", "days"), COMPARED)
def test_a_running_year_is_compared_with_what_had_passed_of_the_last(
    today: str, first: int, days: tuple[str, str]
) -> None:
    found = period(Years.FISCAL, None, first_month=first, today=day(today))

    assert found.comparable == span(*days)


def test_a_year_that_is_over_is_compared_with_all_of_the_one_before() -> None:
    found = Period(2026, 7, day("2026-11-22"))

    assert not found.is_running
    assert found.comparable == found.last == span("2024-07-01", "2025-07-01")
    assert found.words == "July 2025 – June 2026"
    assert (found.label, found.last_label) == ("FY 2026", "FY 2025")


@pytest.mark.parametrize(("asked", "year"), [(2031, 2027), (2020, 2020), (1, FIRST), (0, 2027), (None, 2027)])
def test_no_year_is_still_to_come(asked: int | None, year: int) -> None:
    assert period(Years.FISCAL, asked, first_month=7, today=day("2026-11-22")).year == year


def test_ten_years_stand_beside_each_other() -> None:
    found = period(Years.FISCAL, 2027, first_month=7, today=day("2026-11-22"))

    assert [each.year for each in found.shown] == list(range(2018, 2028))


def test_a_month_is_named_by_its_key() -> None:
    found = period(Years.FISCAL, None, first_month=7, today=day("2026-11-22"))

    assert month("2026-12", found) == Month(2026, 12)
    assert Month(2026, 12).span == span("2026-12-01", "2027-01-01")
    assert (Month(2026, 12).words, Month(2026, 12).short) == ("December 2026", "Dec")
    assert month("2026-06", found) is None
