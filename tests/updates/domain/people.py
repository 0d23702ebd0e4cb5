"""Short spellings of records, rules and plans for the tests of the planner."""

from datetime import date
from typing import Any

from app.constituents.domain.record import (
    Address,
    Band,
    Email,
    Existing,
    Incoming,
    Kind,
    Name,
    Phone,
    PointType,
)
from app.updates.domain.applied import apply
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.entry import EntryKind
from app.updates.domain.plan import override, plan
from app.updates.domain.rules import UpdateRules

HOME, WORK, OTHER = PointType.HOME, PointType.WORK, PointType.OTHER
TODAY = date(2026, 11, 21)
DEFAULTS = UpdateRules()
ANN = Name(first="Ann", last="Miller")


def email(address: str, type_: PointType = HOME, **more: Any) -> Email:
    return Email(f"{address}@example.org", type_, **more)


def phone(digits: str, type_: PointType = HOME, **more: Any) -> Phone:
    return Phone(digits, f"+{digits}", type_, **more)


def address(line: str, type_: PointType = HOME, **more: Any) -> Address:
    return Address((line,), "Portland", "OR", "97201", "US", type_, **more)


VALUES: dict[str, tuple[Any, ...]] = {
    "emails": (email("one"), email("two"), email("three")),
    "phones": (phone("12127365001"), phone("12127365002"), phone("12127365003")),
    "addresses": (address("1 Elm St"), address("2 Oak Rd"), address("3 Ash Ln")),
}


def on_record(**more: Any) -> Existing:
    usual: dict[str, Any] = {"kind": Kind.INDIVIDUAL, "name": ANN}
    return Existing(**{**usual, "id": 1042, "version": 1, "lookup_id": "C-1042", **more})


def arriving(**more: Any) -> Incoming:
    facts: dict[str, Any] = {"kind": Kind.INDIVIDUAL, "name": ANN, **more}
    return Incoming(**facts)


def planned(existing: Existing, incoming: Incoming, rules: UpdateRules = DEFAULTS, **more: Any) -> UpdatePlan:
    """The plan; with `choices`, the one that staff overrode."""
    told: dict[str, Any] = {"band": Band.MATCH, "entry": EntryKind.IMPORTED_BATCH, "today": TODAY, **more}
    return (
        override(existing, incoming, rules, **told)
        if "choices" in told
        else plan(existing, incoming, rules, **told)
    )


def after(existing: Existing, incoming: Incoming, rules: UpdateRules = DEFAULTS, **more: Any) -> Existing:
    """The record once the plan is carried out."""
    return apply(existing, planned(existing, incoming, rules, **more))


def kinds(plan: UpdatePlan, field: str) -> list[str]:
    """What the plan does with a field, in order."""
    return [type(change).__name__ for change in plan.changes if change.field.partition(".")[0] == field]
