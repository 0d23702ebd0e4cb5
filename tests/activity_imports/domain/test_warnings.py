"""What makes the money or the days of a file suspicious."""

from dataclasses import replace

import pytest

from app.activity_imports.domain.warnings import Amounts, Days, Names, Twins, Warned, Warning, warnings

USUAL = Amounts(
    "USD", gifts=40, total=2_000_00, largest=200_00, largest_row=9, usual=50_00, usual_before=45_00
)


def found(amounts: Amounts = USUAL, days: Days | None = None, names: Names | None = None) -> list[Warned]:
    return [
        each.what for each in warnings([amounts], days or Days(), names or Names(), Twins(), currency="USD")
    ]


def test_a_file_like_those_before_it_says_nothing() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("usual", "before", "told"),
    [
        (5_000_00, 50_00, Warned.HUNDREDFOLD),
        (50, 50_00, Warned.HUNDREDTH),
        (2_000_00, 50_00, Warned.HUNDREDFOLD),
        (1_500_00, 50_00, None),
        (50_00, None, None),
        (None, 50_00, None),
        (0, 50_00, None),
    ],
)
def test_amounts_in_cents_are_told_by_what_is_usual(
    usual: int | None, before: int | None, told: Warned | None
) -> None:
    assert found(replace(USUAL, usual=usual, usual_before=before)) == ([told] if told else [])


def test_of_a_few_gifts_nothing_is_usual() -> None:
    assert found(replace(USUAL, gifts=4, usual=5_000_00)) == []


def test_an_amount_that_is_that_of_all_others_together_is_a_line_of_totals() -> None:
    (told,) = warnings([replace(USUAL, largest=1_000_00)], Days(), Names(), Twins(), currency="USD")

    assert told == Warning(Warned.TOTAL_LINE, row=9, currency="USD", here=1_000_00)


def test_another_currency_than_that_of_the_workspace_is_told_last_as_it_is_no_fault() -> None:
    told = warnings(
        [replace(USUAL, currency="EUR")], Days(future=2, future_row=7), Names(), Twins(), currency="USD"
    )

    assert [(each.what, each.what.is_alarm) for each in told] == [
        (Warned.FUTURE, True),
        (Warned.OTHER_CURRENCY, False),
    ]


def test_days_to_come_and_days_long_ago_name_a_row_to_look_at() -> None:
    told = warnings([], Days(1, 3, 2, 5), Names(), Twins(), currency="USD")

    assert [(each.what, each.rows, each.row) for each in told] == [
        (Warned.FUTURE, 1, 3),
        (Warned.LONG_AGO, 2, 5),
    ]


@pytest.mark.parametrize(("matched", "apart", "told"), [(100, 30, True), (100, 29, False), (5, 4, False)])
def test_many_addresses_under_other_names_are_no_households(matched: int, apart: int, told: bool) -> None:
    assert (found(names=Names(matched, apart)) == [Warned.NAMES_APART]) is told
