"""What the journal tells of a plan that was carried out: one line for each change that was written."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from app.constituents.domain.journal import Line, told
from app.constituents.domain.record import Address, Email, Existing, Phone
from app.updates.domain.changes import Add, Change, MakePrimary, UpdatePlan, value_to_json
from app.updates.domain.journaled import LISTS

_IDS = "external_ids"


def entries(plan: UpdatePlan, before: Existing, now: Existing) -> list[tuple[Change, Line]]:
    """Each written change and its line; of a value that was added the line tells the id that it got.

    No two lines are about the same: the journal refuses to tell of one field of a row twice. IDs in other
    systems are numbered in their order, as a number made from the ID would outlive the erasure of a person.
    """
    stored, places = _Stored(before, now), count()
    return [
        (change, _line(change, stored.value(change), next(places) if change.field == _IDS else 0))
        for change in plan.writes
    ]


class _Stored:
    """The values that a change set added, as they are stored: with their ids."""

    def __init__(self, before: Existing, now: Existing) -> None:
        self._before = before
        self._now = now
        self._added: dict[str, Iterator[Any]] = {}

    def value(self, change: Change) -> Any:
        """What the change's value after became. Values are added in the order of the plan."""
        match change:
            case Add(field=field) if field in LISTS:
                return next(self._added.setdefault(field, self._fresh(field)))
            case MakePrimary(field=field, after=value) if getattr(value, "id", None) is None:
                return next(item for item in getattr(self._now, field) if item.primary)
            case _:
                return change.after

    def _fresh(self, field: str) -> Iterator[Any]:
        known = {item.id for item in getattr(self._before, field)}
        return (item for item in getattr(self._now, field) if item.id not in known)


def _line(change: Change, after: Any, place: int) -> Line:
    return Line(
        field=f"{change.field}.primary" if isinstance(change, MakePrimary) else change.field,
        before=_told(change.before),
        after=_told(after),
        item_id=getattr(after, "id", None) or getattr(change.before, "id", None) or place,
    )


def _told(value: Any) -> Any:
    """A value as the journal keeps it: of a contact point also where it was learned."""
    return told(value) if isinstance(value, Email | Phone | Address) else value_to_json(value)
