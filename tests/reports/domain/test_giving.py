"""What makes a donor new, retained, recovered or lapsed, and what a year comes to."""

from datetime import date

import pytest

from app.reports.domain.giving import Donors, Fact, figures, median, nearest
from app.reports.domain.spans import Period

TODAY = date(2026, 11, 22)
PERIOD = Period(2027, 7, TODAY)
"""July 2026 to June 2027, compared with July to 22 November 2025."""


def gave(*gifts: tuple[str, int], donor: int = 1) -> list[Fact]:
    return [Fact(donor, date.fromisoformat(day), amount) for day, amount in gifts]


def names(facts: list[Fact]) -> set[str]:
    return {who.value for who, number in figures(facts, PERIOD).people.items() if number}


SOMEBODY = [
    ([("2026-07-01", 500)], "gave new"),
    ([("2026-06-30", 500)], "gave_last lybunt new_last"),
    ([("2025-07-01", 500)], "gave_last lybunt new_last gave_by_now"),
    ([("2025-11-22", 500)], "gave_last lybunt new_last gave_by_now"),
    ([("2025-11-23", 500)], "gave_last lybunt new_last"),
    ([("2025-06-30", 500)], "sybunt"),
    ([("2020-01-01", 500), ("2026-08-01", 500)], "gave recovered"),
    ([("2020-01-01", 500), ("2026-03-01", 500)], "gave_last lybunt"),
    ([("2026-03-01", 500), ("2026-08-01", 501)], "gave gave_last retained upgraded new_last new_kept"),
    ([("2026-03-01", 500), ("2026-08-01", 500)], "gave gave_last retained same new_last new_kept"),
    ([("2019-01-01", 1), ("2026-03-01", 500), ("2026-08-01", 499)], "gave gave_last retained downgraded"),
    ([("2026-08-01", 500), ("2026-09-01", -500)], "gave new"),
    ([("2026-09-01", -500)], ""),
    ([("2026-03-01", 500), ("2026-09-01", -500)], "gave_last lybunt new_last"),
    ([("2027-07-01", 500)], ""),
    ([("2026-08-01", 0)], "gave new"),
]


@pytest.mark.parametrize(("gifts", "expected"), SOMEBODY)
def test_the_days_of_the_gifts_decide_what_somebody_is(gifts: list[tuple[str, int]], expected: str) -> None:
    assert names(gave(*gifts)) == set(expected.split())


def test_sums_are_net_of_refunds_in_the_year_of_the_refund() -> None:
    facts = [
        *gave(("2025-08-01", 10_000), ("2026-05-01", 300), ("2026-08-01", -2_000), ("2026-09-01", 700)),
        *gave(("2026-10-01", 900), donor=2),
        *gave(("2026-02-01", 250), donor=3),
        *gave(("2021-02-01", 40), ("2022-02-01", 2), donor=4),
    ]

    found = figures(facts, PERIOD)

    assert (found.given, found.gifts, found.average, found.median) == (-400, 2, -200, 800)
    assert (found.compared, found.compared_gifts, found.last_given) == (10_000, 1, 10_550)
    assert (found.lybunt_sum, found.sybunt_sum) == (250, 42)


def test_a_year_without_gifts_has_no_average_and_no_median() -> None:
    found = figures([], PERIOD)

    assert (found.average, found.median, found.given) == (None, None, 0)


def test_the_middle_of_an_even_number_of_gifts_lies_between_two() -> None:
    assert median([1, 2, 9]) == 2
    assert median([1, 2, 5, 9]) == 4
    assert median([1]) == 1
    assert (nearest(5, 2), nearest(-5, 2), nearest(7, 3)) == (3, -2, 2)
    assert Donors("lybunt") is Donors.LYBUNT
