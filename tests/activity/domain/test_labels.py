"""What a person's giving is called, by the dates and numbers behind it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activity.domain.labels import Given, LabelKind, labels, last_day_within, months_before
from app.activity.domain.years import fiscal_year


def of(*days: str, first_month: int = 1) -> Given:
    gifts = sorted(date.fromisoformat(day) for day in days)
    by_year: dict[int, int] = {}
    for gift in gifts:
        year = fiscal_year(gift, first_month)
        by_year[year] = by_year.get(year, 0) + 1
    return Given(by_year, gifts[0] if gifts else None, gifts[-1] if gifts else None)


def kinds(record: Given, today: str, first_month: int = 1) -> list[str]:
    found = labels(record, today=date.fromisoformat(today), first_month=first_month)
    return [label.kind.value for label in found]


@pytest.mark.parametrize(
    ("gifts", "today", "first_month", "expected"),
    [
        ((), "2026-11-21", 1, []),
        (("2026-03-04", "2025-03-04"), "2026-11-21", 1, []),
        (("2025-03-04", "2024-03-04"), "2026-01-01", 1, ["lybunt"]),
        (("2025-12-31", "2024-03-04"), "2025-12-31", 1, []),
        (("2025-12-31", "2024-03-04"), "2026-01-01", 1, ["lybunt"]),
        (("2025-12-31", "2024-03-04"), "2026-12-31", 1, ["lybunt"]),
        (("2025-12-31", "2024-03-04"), "2027-01-01", 1, ["sybunt", "lapsed"]),
        (("2026-06-30", "2024-03-04"), "2026-06-30", 7, []),
        (("2026-06-30", "2024-03-04"), "2026-07-01", 7, ["lybunt"]),
        (("2026-06-30", "2024-03-04"), "2027-07-01", 7, ["sybunt", "lapsed"]),
        (("2025-11-21", "2025-11-20"), "2026-11-21", 1, ["lybunt"]),
        (("2025-11-20", "2025-11-19"), "2026-11-21", 1, ["lybunt", "lapsed"]),
        (("2026-11-21",), "2026-11-21", 1, ["second_gift"]),
        (("2025-11-21",), "2026-11-21", 1, ["second_gift", "lybunt"]),
        (("2025-11-20",), "2026-11-21", 1, ["lybunt", "lapsed"]),
        (("2027-02-28",), "2028-02-29", 1, ["second_gift", "lybunt"]),
        (("2027-02-28",), "2028-03-01", 1, ["lybunt", "lapsed"]),
        (("2028-02-29",), "2029-02-28", 1, ["second_gift", "lybunt"]),
        (("2028-02-29",), "2029-03-01", 1, ["lybunt", "lapsed"]),
        (("2026-12-01",), "2026-11-21", 1, []),
    ],
)
def test_each_label_fits_from_its_first_day_to_its_last(
    gifts: tuple[str, ...], today: str, first_month: int, expected: list[str]
) -> None:
    assert kinds(of(*gifts, first_month=first_month), today, first_month) == expected


@pytest.mark.parametrize(
    ("gifts", "today", "first_month", "said"),
    [
        (
            ("2026-10-07",),
            "2026-11-21",
            1,
            "The first and only gift was on Oct 7, 2026, 45 days ago; "
            "the 12 months for a second one end on Oct 7, 2027.",
        ),
        (
            ("2026-05-01", "2026-06-30", "2026-02-01"),
            "2026-11-21",
            7,
            "3 gifts in FY 2026, the last on Jun 30, 2026, and none in FY 2027 so far.",
        ),
        (
            ("2023-05-01", "2022-05-01"),
            "2026-11-21",
            1,
            "1 gift in 2023, the last on May 1, 2023; none in 2025, none in 2026 so far.",
        ),
    ],
)
def test_a_label_names_its_numbers(gifts: tuple[str, ...], today: str, first_month: int, said: str) -> None:
    record = of(*gifts, first_month=first_month)

    found = labels(record, today=date.fromisoformat(today), first_month=first_month)

    assert found[0].because == said


def test_lapsed_names_the_last_gift_and_how_long_ago_it_was() -> None:
    found = labels(of("2024-09-09", "2023-01-01"), today=date(2026, 11, 21), first_month=1)

    assert found[-1].because == "No gift in the last 12 months: the last was on Sep 9, 2024, 803 days ago."


def test_dates_are_written_as_the_reader_does() -> None:
    found = labels(of("2026-10-07"), today=date(2026, 11, 21), first_month=1, write=date.isoformat)

    assert "2026-10-07" in found[0].because


@given(st.lists(st.dates(date(2015, 1, 1), date(2030, 1, 1)), max_size=6), st.integers(1, 12))
def test_nobody_is_lybunt_and_sybunt_or_lapsed_and_in_the_window(days: list[date], first_month: int) -> None:
    today = date(2030, 1, 1)
    record = of(*(day.isoformat() for day in days), first_month=first_month)

    found = {label.kind for label in labels(record, today=today, first_month=first_month)}

    assert not {LabelKind.LYBUNT, LabelKind.SYBUNT} <= found
    assert not {LabelKind.SECOND_GIFT, LabelKind.LAPSED} <= found
    if LabelKind.SYBUNT in found:
        assert LabelKind.LAPSED in found


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(1, 36))
def test_the_last_day_of_a_window_is_its_last(day: date, months: int) -> None:
    ends = last_day_within(day, months)

    assert months_before(ends, months) <= day < months_before(ends + timedelta(days=1), months)
