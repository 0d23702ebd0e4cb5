"""Figures, dates and words as the workspace writes them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from app.web import filters
from app.web.filters import Region, ago, clock, compact, day, moment, money, number, percent

GERMAN = Region("de_DE", "Europe/Berlin", "EUR")
NIGHT = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
NBSP, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (lambda: money(124_000), "$1,240"),
        (lambda: money(1_250), "$12.50"),
        (lambda: money(-1_250), "−$12.50"),
        (lambda: money(0), "$0"),
        (lambda: money(1_200, "JPY"), "¥1,200"),
        (lambda: money(1_500, "KWD"), "KWD1.500"),
        (lambda: money(None), "–"),
        (lambda: day(date(2026, 3, 4)), "Mar 4, 2026"),
        (lambda: day(NIGHT), "Mar 4, 2026"),
        (lambda: day(None), "–"),
        (lambda: moment(NIGHT), f"Mar 4, 2026, 11:30{NARROW}PM"),
        (lambda: moment(None), "–"),
        (lambda: clock(NIGHT), f"11:30{NARROW}PM"),
        (lambda: number(1204), "1,204"),
        (lambda: compact(12_300), "12K"),
        (lambda: percent(3120, 4812), "65%"),
        (lambda: percent(1, 0), "–"),
    ],
)
def test_a_page_is_written_in_us_english_unless_told_otherwise(
    asking: None, write: Callable[[], str], expected: str
) -> None:
    assert write() == expected


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (lambda: money(124_000), f"1.240{NBSP}€"),
        (lambda: money(1_250), f"12,50{NBSP}€"),
        (lambda: day(NIGHT), "05.03.2026"),
        (lambda: clock(NIGHT), "00:30"),
        (lambda: number(1204), "1.204"),
    ],
)
def test_a_workspace_has_its_own_way_of_writing(
    asking: None, write: Callable[[], str], expected: str
) -> None:
    filters.use(GERMAN)

    assert write() == expected


@pytest.mark.parametrize(
    ("passed", "expected"),
    [
        (timedelta(seconds=3), "just now"),
        (timedelta(minutes=2), "2 minutes ago"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=-3), "in 3 days"),
    ],
)
def test_time_that_passed_is_told_in_words(asking: None, passed: timedelta, expected: str) -> None:
    assert ago(NIGHT - passed, now=NIGHT) == expected


def test_one_request_does_not_write_for_the_next(bare: Flask) -> None:
    with bare.test_request_context("/"):
        filters.use(GERMAN)
    with bare.test_request_context("/"):
        assert number(1204) == "1,204"
