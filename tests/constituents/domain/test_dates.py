"""Dates: full and partial, in every order people write them, and columns whose order cannot be told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.constituents.domain.dates import (
    Ambiguous,
    DateFormat,
    PartialDate,
    detect_format,
    parse_date,
    parse_death,
)
from app.constituents.domain.problems import Problem

TODAY = date(2026, 11, 21)
ISO, DMY, MDY = DateFormat.ISO, DateFormat.DMY, DateFormat.MDY


@pytest.mark.parametrize(
    ("typed", "fmt", "iso"),
    [
        ("1971-04-02", DMY, "1971-04-02"),
        ("1971/4/2", MDY, "1971-04-02"),
        ("19710402", ISO, "1971-04-02"),
        ("1971-04-02 00:00:00", ISO, "1971-04-02"),
        ("1971-04-02T13:45:00Z", ISO, "1971-04-02"),
        ("02/04/1971", DMY, "1971-04-02"),
        ("04/02/1971", MDY, "1971-04-02"),
        ("2.4.1971", DMY, "1971-04-02"),
        ("31/12/1971", ISO, "1971-12-31"),
        ("12/31/1971", ISO, "1971-12-31"),
        ("04/04/1971", ISO, "1971-04-04"),
        ("4/2/71", MDY, "1971-04-02"),
        ("4/2/26", MDY, "2026-04-02"),
        ("2 April 1971", ISO, "1971-04-02"),
        ("April 2nd, 1971", ISO, "1971-04-02"),
        ("the 2nd of Apr 71", ISO, "1971-04-02"),
        ("1971 April 2", ISO, "1971-04-02"),
        ("Sept 3", ISO, "--09-03"),
        ("04/12", MDY, "--04-12"),
        ("04/12", DMY, "--12-04"),
        ("--04-02", ISO, "--04-02"),
        ("29 February", ISO, "--02-29"),
        ("1971", ISO, "1971"),
    ],
)
def test_a_date_is_read_in_the_order_of_its_column(typed: str, fmt: DateFormat, iso: str) -> None:
    assert str(parse_date(typed, fmt, latest=TODAY)) == iso


@pytest.mark.parametrize(
    ("typed", "fmt", "said"),
    [
        ("", ISO, "Date is blank"),
        ("n/a", ISO, "year-month-day"),
        ("26024", ISO, "year-month-day"),
        ("04/02/1971", ISO, "which comes first"),
        ("12/31/1971", DMY, "there is no month 31"),
        ("31/12/1971", MDY, "there is no month 31"),
        ("30/2/1971", DMY, "There is no day 30 in month 2"),
        ("1971-13-01", ISO, "There is no day 1 in month 13"),
        ("0000", ISO, "There is no year 0"),
        ("April 1971", ISO, "Add the day"),
        ("2 mayo 1971", ISO, "not a month in English"),
        ("2 ma 1971", ISO, "not a month in English"),
        ("2 April 971", ISO, "four digits"),
        ("2027-01-01", ISO, "in the future"),
        ("2027", ISO, "in the future"),
    ],
)
def test_what_is_no_date_is_refused_and_the_reason_said(typed: str, fmt: DateFormat, said: str) -> None:
    problem = parse_date(typed, fmt, latest=TODAY)

    assert isinstance(problem, Problem)
    assert said in str(problem)


def test_without_a_latest_day_centuries_are_not_guessed_and_the_future_is_allowed() -> None:
    assert isinstance(parse_date("4/2/71", MDY), Problem)
    assert parse_date("2199-01-01", ISO) == PartialDate(2199, 1, 1)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["01/02/2000", "13/02/2001"], DMY),
        (["01/02/2000", "02/13/2001"], MDY),
        (["2000-02-01", "1971", "2 April"], ISO),
        (["04/04/2000"], ISO),
        (["45/50/2000"], ISO),
        ([], ISO),
    ],
)
def test_one_day_above_twelve_settles_the_order_of_a_column(values: list[str], found: DateFormat) -> None:
    assert detect_format(values) is found


def test_a_column_that_can_be_read_in_two_ways_asks() -> None:
    found = detect_format(["01/02/2000", "01/02/2000", "3/4/01", "5/6/02", "7/8/03"])

    assert found == Ambiguous(("01/02/2000", "3/4/01", "5/6/02"), mixed=False)
    assert "which comes first" in str(found)


def test_a_column_of_both_orders_says_so_with_one_of_each() -> None:
    found = detect_format(["13/04/2001", "01/14/2000", "14/04/2001", "01/15/2000"])

    assert found == Ambiguous(("13/04/2001", "01/14/2000"), mixed=True)
    assert "day first and some month first" in str(found)


@pytest.mark.parametrize("fmt", DateFormat)
def test_every_order_has_words_with_an_example(fmt: DateFormat) -> None:
    assert "first" in fmt.label
    assert "1971" in fmt.label


@pytest.mark.parametrize(
    "parts",
    [(None, None, None), (1971, 4, None), (1971, None, 2), (None, 4, None), (1971, 2, 30), (10000, 1, 1)],
)
def test_there_is_no_other_partial_date(parts: tuple[int | None, int | None, int | None]) -> None:
    with pytest.raises(ValueError, match=r"A date is|There is no"):
        PartialDate(*parts)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (PartialDate(1971, 4, 2), "Apr 2, 1971"),
        (PartialDate(1971), "1971"),
        (PartialDate(None, 4, 2), "Apr 2"),
    ],
)
def test_a_partial_date_says_what_it_knows(day: PartialDate, words: str) -> None:
    assert day.words() == words


def test_dates_agree_as_far_as_both_know() -> None:
    assert PartialDate(1971, 4, 2).agrees_with(PartialDate(1971))
    assert PartialDate(1971).agrees_with(PartialDate(None, 4, 2))
    assert not PartialDate(1971, 4, 2).agrees_with(PartialDate(1972))


def test_two_halves_make_a_whole_date() -> None:
    assert PartialDate(1971).merged_with(PartialDate(None, 4, 2)) == PartialDate.of(date(1971, 4, 2))
    assert PartialDate(1971).merged_with(PartialDate(None, 4, 2)).is_full


def test_halves_that_make_no_real_day_leave_the_newer_one() -> None:
    assert PartialDate(1972, 2, 29).merged_with(PartialDate(1971)) == PartialDate(1971)


partial_dates = st.one_of(
    st.dates().map(PartialDate.of),
    st.integers(1, 9999).map(PartialDate),
    st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda d: PartialDate(None, d.month, d.day)),
)


@given(partial_dates)
def test_the_iso_form_reads_back(day: PartialDate) -> None:
    assert PartialDate.from_iso(str(day)) == day
    assert parse_date(str(day), ISO) == day


@given(st.text(max_size=20), st.sampled_from(DateFormat))
def test_any_text_is_read_or_explained(text: str, fmt: DateFormat) -> None:
    assert isinstance(parse_date(text, fmt, latest=TODAY), PartialDate | Problem)
    assert detect_format([text])


@pytest.mark.parametrize(
    ("died", "born", "is_possible"),
    [
        ("1979", "1980", False),
        ("1980", "1980-05-01", True),
        ("1980-04-30", "1980-05-01", False),
        ("1980-05-01", "1980-05-01", True),
        ("1979-12-31", "1980", False),
        ("1979", "--05-01", True),
    ],
)
def test_nobody_dies_before_being_born(died: str, born: str, is_possible: bool) -> None:
    found = parse_death(died, ISO, latest=TODAY, born=PartialDate.from_iso(born))

    assert isinstance(found, PartialDate) is is_possible
