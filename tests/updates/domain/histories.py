"""Records that were changed, and what the journal tells of it."""

from dataclasses import replace
from typing import Any

from app.constituents.domain.journal import POINTS, lines
from app.constituents.domain.record import Existing
from app.updates.domain.applied import apply
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.entries import entries
from app.updates.domain.journaled import Taken

LISTS = (*POINTS, "former_names")


def stored(record: Existing, first: int = 1_000) -> Existing:
    """The record once it is written: each of its new values has an id."""
    fresh = iter(range(first, first + 1_000))
    values: dict[str, Any] = {
        field: tuple(item if item.id else replace(item, id=next(fresh)) for item in getattr(record, field))
        for field in LISTS
    }
    return replace(record, **values, version=record.version + 1)


def carried_out(before: Existing, plan: UpdatePlan) -> tuple[Existing, list[Taken]]:
    """The record after a plan, and the entries of its change set, oldest first."""
    after = stored(apply(before, plan))
    told = [line for _, line in entries(plan, before, after)]
    return after, [Taken(line.field, line.before, line.after, line.item_id) for line in told]


def edited(before: Existing, after: Existing, first: int = 3_000) -> tuple[Existing, list[Taken]]:
    """The record after an edit by hand, and the entries of it, oldest first."""
    now = stored(after, first)
    told = lines(before, now)
    return now, [Taken(line.field, line.before, line.after, line.item_id) for line in told]


def said(record: Existing) -> Existing:
    """What a record says, whatever its version and ids: its values in one order."""
    values: dict[str, Any] = {
        field: tuple(sorted((replace(item, id=None) for item in getattr(record, field)), key=str))
        for field in LISTS
    }
    ids = tuple(sorted(record.external_ids, key=str))
    return replace(record, **values, external_ids=ids, version=0)
