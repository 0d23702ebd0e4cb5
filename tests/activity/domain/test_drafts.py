"""What a gift may be, and how its status may change."""

from datetime import date

import pytest

from app.activity.domain.drafts import FREE, Bounds, Flaw, flaw, statuses_from
from app.activity.domain.kinds import GiftStatus, TributeKind
from tests.giving.makers import TODAY, draft

S = GiftStatus
DAY = date(2026, 3, 4)
REFUNDED = Bounds(refunded=4_000, first_refund_on=date(2026, 4, 1), currency="USD")
CREDITED = Bounds(credited=6_000, currency="USD")
REFUND = Bounds(most=6_000, not_before=DAY, currency="USD", gift=S.SETTLED)
OF_A_FAILED_GIFT = Bounds(most=6_000, not_before=DAY, currency="USD", gift=S.FAILED)

REFUSED = [
    (draft(0), FREE, "amount"),
    (draft(-5), FREE, "amount"),
    (draft(3_999), REFUNDED, "amount"),
    (draft(5_999), CREDITED, "amount"),
    (draft(6_001), REFUND, "amount"),
    (draft(currency="EUR"), REFUNDED, "currency"),
    (draft(currency="EUR"), CREDITED, "currency"),
    (draft(5_000, currency="EUR"), REFUND, "currency"),
    (draft(received_on=date(1899, 12, 31)), FREE, "received_on"),
    (draft(received_on=date(2026, 7, 16)), FREE, "received_on"),
    (draft(received_on=date(2026, 7, 16), status=S.FAILED), FREE, "received_on"),
    (draft(5_000, received_on=date(2026, 3, 3)), REFUND, "received_on"),
    (draft(received_on=date(2026, 4, 2)), REFUNDED, "received_on"),
    (draft(status=S.REFUNDED), FREE, "status"),
    (draft(status=S.PENDING), REFUNDED, "status"),
    (draft(5_000), OF_A_FAILED_GIFT, "status"),
    (draft(5_000, status=S.PENDING), OF_A_FAILED_GIFT, "status"),
    (draft(tribute=TributeKind.IN_HONOR), FREE, "tribute_name"),
    (draft(tribute_name="Jo"), FREE, "tribute"),
]
ALLOWED = [
    (draft(1), FREE),
    (draft(4_000), REFUNDED),
    (draft(6_000), CREDITED),
    (draft(6_000), REFUND),
    (draft(6_000, status=S.FAILED), OF_A_FAILED_GIFT),
    (draft(5_000, received_on=DAY), REFUND),
    (draft(received_on=TODAY), FREE),
    (draft(received_on=date(2028, 2, 29), status=S.PENDING), FREE),
    (draft(currency="EUR"), FREE),
    (draft(tribute=TributeKind.IN_MEMORY, tribute_name="Jo"), FREE),
]


@pytest.mark.parametrize(("typed", "bounds", "field"), REFUSED)
def test_what_cannot_be_so_is_refused_at_its_field(typed: object, bounds: Bounds, field: str) -> None:
    found = flaw(typed, today=TODAY, bounds=bounds)  # type: ignore[arg-type]

    assert isinstance(found, Flaw)
    assert found.field == field


@pytest.mark.parametrize(("typed", "bounds"), ALLOWED)
def test_what_can_be_so_is_not(typed: object, bounds: Bounds) -> None:
    assert flaw(typed, today=TODAY, bounds=bounds) is None  # type: ignore[arg-type]


WAYS = {
    None: {S.SETTLED, S.PENDING, S.FAILED},
    S.PENDING: {S.PENDING, S.SETTLED, S.FAILED},
    S.FAILED: {S.FAILED, S.PENDING, S.SETTLED},
    S.SETTLED: {S.SETTLED, S.FAILED},
    S.REFUNDED: {S.REFUNDED},
}


@pytest.mark.parametrize(("was", "may"), WAYS.items())
def test_a_status_changes_along_the_way_of_money(was: GiftStatus | None, may: set[GiftStatus]) -> None:
    assert set(statuses_from(was)) == may
    for status in GiftStatus:
        wrong = flaw(draft(status=status), today=TODAY, was=was)
        assert (wrong is None) == (status in may)
