"""A plan that was made ahead, on the record as the rows before it have left it."""

from typing import Any

from app.constituents.domain.copies import altered
from app.constituents.domain.record import Existing
from app.updates.domain.applied import apply
from app.updates.domain.changes import Change, MakePrimary, Replace, Retire, UpdatePlan


def bound(plan: UpdatePlan, record: Existing) -> UpdatePlan | None:
    """The plan with the ids of the values that it speaks of; None where the record is not as it foresaw.

    A value that an earlier row adds has no id yet when a later row is planned on it.
    """
    found = UpdatePlan(tuple(_found(each, record) for each in plan.changes), plan.needs_review)
    try:
        apply(record, found)
    except (IndexError, ValueError):
        return None
    return found


def is_ahead(plan: UpdatePlan) -> bool:
    """Whether the plan speaks of values that are not on record before it or an earlier row adds them."""
    return any(_ahead(each) for each in plan.writes)


def _ahead(change: Change) -> bool:
    told: Any = change.after if isinstance(change, MakePrimary) else change.before
    return isinstance(change, MakePrimary | Replace | Retire) and getattr(told, "id", 0) is None


def _found(change: Change, record: Existing) -> Change:
    if isinstance(change, MakePrimary) or not _ahead(change):
        return change
    values: tuple[Any, ...] = getattr(record, change.field)
    same = [each for each in values if altered(each, id=None) == change.before]
    if len(same) != 1:
        return change
    return altered(change, before=same[0], after=altered(change.after, id=same[0].id))
