"""What goes back on a fact that an import changed, and what stays."""

from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from app.activity.domain.kinds import GiftKind, GiftStatus, RegistrationStatus
from app.activity_imports.domain.columns import plain, stored
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.plan import FieldChange, Plan
from app.activity_imports.domain.reverting import Back, put_back
from app.batches.domain.rows import RowState

AMOUNT, STATUS = FieldChange("amount", 4000, 5000), FieldChange("status", "pending", "settled")
BOTH = Plan(changes=(AMOUNT, STATUS))


def of_gift(change: FieldChange) -> Any:
    return stored(change.field, change.before, FactKind.GIFTS)


def test_what_nobody_touched_goes_back_without_the_consent_that_it_implied() -> None:
    back = put_back(BOTH, SimpleNamespace(amount=5000, status=GiftStatus.SETTLED), of_gift)

    assert back == Back({"amount": 4000, "status": GiftStatus.PENDING})
    assert back.fate == (RowState.REVERTED, "Taken back: amount and status.")


def test_what_was_changed_since_stays() -> None:
    back = put_back(BOTH, SimpleNamespace(amount=5500, status=GiftStatus.SETTLED), of_gift)

    assert back == Back({"status": GiftStatus.PENDING}, ("amount",))
    assert back.fate == (RowState.KEPT, "Taken back: status. Stays: amount, as it was changed since.")


def test_the_same_instant_in_another_zone_is_no_change() -> None:
    at_door = datetime(2026, 4, 18, 20, 5, tzinfo=timezone(timedelta(hours=13)))
    plan = Plan(changes=(FieldChange("checked_in_at", None, plain(at_door)),))

    back = put_back(plan, SimpleNamespace(checked_in_at=at_door.astimezone(UTC)), lambda _: None)

    assert back == Back({"checked_in_at": None})


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("status", GiftStatus.FAILED, FactKind.GIFTS),
        ("status", RegistrationStatus.NO_SHOW, FactKind.REGISTRATIONS),
        ("kind", GiftKind.IN_KIND, FactKind.GIFTS),
        ("received_on", datetime(2024, 2, 29, tzinfo=UTC).date(), FactKind.GIFTS),
        ("checked_in_at", datetime(2026, 4, 18, 7, 5, tzinfo=UTC), FactKind.REGISTRATIONS),
        ("fund", "Roof", FactKind.GIFTS),
        ("amount", 5000, FactKind.GIFTS),
        ("note", None, FactKind.GIFTS),
    ],
)
def test_a_value_that_was_told_as_json_comes_back_as_it_was(field: str, value: Any, kind: FactKind) -> None:
    assert stored(field, plain(value), kind) == value
