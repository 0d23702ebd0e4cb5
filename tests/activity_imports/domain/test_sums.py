"""The money of a file by currency and month."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.activity_imports.domain.plan import FieldChange, Plan
from app.activity_imports.domain.sums import Stand, Sum, added_by, ledgers

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def test_every_currency_has_its_own_months_and_that_of_the_workspace_comes_first() -> None:
    found = ledgers(
        [
            Sum("EUR", MARCH, Stand.NEW, gifts=1, total=50_00),
            Sum("USD", APRIL, Stand.NEW, gifts=2, refunds=1, total=30_00),
            Sum("USD", MARCH, Stand.KNOWN, gifts=1, total=20_00),
            Sum("USD", MARCH, Stand.WAITS, gifts=3, total=7_50),
        ],
        first="USD",
    )

    assert [(each.currency, [line.month for line in each.months]) for each in found] == [
        ("USD", [MARCH, APRIL]),
        ("EUR", [MARCH]),
    ]
    march, april = found[0].months
    assert (march.total, march.by[Stand.NEW], march.known, march.left) == (27_50, 0, 20_00, 7_50)
    assert (april.gifts, april.refunds, april.by[Stand.NEW]) == (2, 1, 30_00)
    assert (found[0].whole.total, found[0].whole.is_total) == (57_50, True)


def test_what_is_not_settled_is_told_beside_the_sums_and_in_none_of_them() -> None:
    (found,) = ledgers([Sum("USD", MARCH, Stand.NEW, gifts=1, total=10_00, unsettled=2, open=99_00)])

    assert (found.whole.total, found.unsettled, found.open) == (10_00, 2, 99_00)


def test_a_month_of_nothing_but_pending_gifts_has_no_line() -> None:
    (found,) = ledgers([Sum("USD", MARCH, Stand.NEW, unsettled=2, open=99_00)])

    assert not found.months


_SUM = st.builds(
    Sum,
    st.sampled_from(["USD", "EUR", "JPY"]),
    st.sampled_from([MARCH, APRIL, None]),
    st.sampled_from(Stand),
    gifts=st.integers(1, 9),
    refunds=st.integers(0, 9),
    total=st.integers(-10_000, 10_000),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_SUM, max_size=12))
def test_what_would_be_added_is_known_and_is_left_always_comes_to_all_the_money_of_the_file(
    sums: list[Sum],
) -> None:
    found = ledgers(sums)

    assert sum(each.whole.total for each in found) == sum(each.total for each in sums)
    for each in found:
        lines = (*each.months, each.whole)
        assert all(line.by[Stand.NEW] + line.known + line.left == line.total for line in lines)
        assert sum(line.total for line in each.months) == each.whole.total


SETTLED = FieldChange("status", "pending", "settled")


@pytest.mark.parametrize(
    ("plan", "refunded", "arrived", "added"),
    [
        (Plan(changes=(SETTLED,), refund=30_00), 30_00, True, 20_00),
        (Plan(changes=(SETTLED,)), 0, True, 50_00),
        (Plan(refund=30_00), 30_00, True, -30_00),
        (Plan(refund=10_00), 30_00, True, -10_00),
        (Plan(changes=(FieldChange("amount", 40_00, 50_00),)), 0, True, 10_00),
        (Plan(changes=(FieldChange("status", "settled", "failed"),)), 0, False, -50_00),
        (Plan(changes=(FieldChange("fund", "Roof", "Garden"),)), 0, True, 0),
    ],
)
def test_a_row_that_changes_a_gift_adds_the_difference(
    plan: Plan, refunded: int, arrived: bool, added: int
) -> None:
    assert added_by(plan, 50_00, refunded, has_arrived=arrived) == added
