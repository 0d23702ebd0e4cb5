"""Carrying out a plan on a record as a value: what previews show and what commit writes."""

from typing import Any

from app.constituents.domain.copies import altered
from app.constituents.domain.record import Existing
from app.updates.domain.changes import Change, MakePrimary, Replace, Retire, UpdatePlan
from app.updates.domain.primary import PointValue


def apply(existing: Existing, plan: UpdatePlan) -> Existing:
    """The record as the plan leaves it; the same record while the plan needs review.

    Raises ValueError when a value that the plan replaces or ends is not on the record: it was then made for
    another state of it.
    """
    name: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    for change in plan.writes:
        group, _, part = change.field.partition(".")
        if part:
            name[part] = change.after
        elif group == "birth":
            facts[group] = change.after
        else:
            facts[group] = _changed(facts.get(group, getattr(existing, group)), change)
    if name:
        facts["name"] = altered(existing.name, **name)
    return altered(existing, **facts) if facts else existing


def _changed(values: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    match change:
        case MakePrimary():
            return _with_primary(values, change.after)
        case Replace() | Retire():
            at = values.index(change.before)
            return (*values[:at], change.after, *values[at + 1 :])
        case _:
            return (*values, change.after)


def _with_primary(values: tuple[PointValue, ...], primary: Any) -> tuple[PointValue, ...]:
    """The values with this one as the only primary: by its id, or the active one just added, by its key."""
    by_id = [at for at, value in enumerate(values) if value.id is not None and value.id == primary.id]
    by_key = [at for at, value in enumerate(values) if value.active and value.key == primary.key]
    chosen = (by_id or by_key)[-1]
    flags = ((value, at == chosen) for at, value in enumerate(values))
    return tuple(value if value.primary is flag else altered(value, primary=flag) for value, flag in flags)
