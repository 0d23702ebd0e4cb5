"""What was changed on a record, field by field: the lines that the journal keeps of two states of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.constituents.domain.names import PARTS
from app.constituents.domain.record import Address, Email, Existing, FormerName, PartialDate, Phone

POINTS = ("emails", "phones", "addresses")
_FACTS = ("display_override", "birth", "deceased", "died", "active", "inactive_reason", "source")

Point = Email | Phone | Address
Value = Email | Phone | Address | FormerName


@dataclass(frozen=True, slots=True)
class Line:
    """One field before and after, as JSON; `item_id` tells apart the values of a field that has many.

    Nothing before means that a value was added, nothing after that it was deleted. Of "emails.primary" the
    two sides are the point that was primary and the one that is. Of somebody new there was nothing before,
    not even a blank.
    """

    field: str
    before: Any
    after: Any
    item_id: int = 0


def lines(before: Existing, after: Existing) -> tuple[Line, ...]:
    """Every difference of the two records; empty when they say the same. `after` has its ids."""
    return (*_name(before, after), *_facts(before, after), *_lists(before, after))


def _name(before: Existing, after: Existing) -> Iterator[Line]:
    for part in PARTS:
        old, new = getattr(before.name, part), getattr(after.name, part)
        if old != new:
            yield Line(f"name.{part}", old if before.id else None, new)


def _facts(before: Existing, after: Existing) -> Iterator[Line]:
    for field in _FACTS:
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield Line(field, _plain(old) if before.id else None, _plain(new))


def _lists(before: Existing, after: Existing) -> Iterator[Line]:
    for field in POINTS:
        old, new = getattr(before, field), getattr(after, field)
        yield from _items(field, old, new)
        yield from _primary(field, old, new)
    yield from _items("former_names", before.former_names, after.former_names)
    yield from _external_ids(before, after)


def _items(field: str, before: Sequence[Value], after: Sequence[Value]) -> Iterator[Line]:
    known, now = ({item.id or 0: item for item in side} for side in (before, after))
    for key, old in known.items():
        if (new := now.get(key)) is None:
            yield Line(field, told(old), None, key)
        elif not _is_alike(old, new):
            yield Line(field, told(old), told(new), key)
    for key, new in now.items():
        if key not in known:
            yield Line(field, None, told(new), key)


def _is_alike(old: Value, new: Value) -> bool:
    """Whether a value is as it was, but for the mark of the primary, which has a line of its own."""
    if isinstance(old, FormerName) or isinstance(new, FormerName):
        return old == new
    return replace(old, primary=False) == replace(new, primary=False)


def _primary(field: str, before: Sequence[Point], after: Sequence[Point]) -> Iterator[Line]:
    old, new = (next((item for item in side if item.primary), None) for side in (before, after))
    if new is None or (old and old.id == new.id):
        return
    if old or any(item.id == new.id for item in before):
        yield Line(f"{field}.primary", old and told(old), told(new), new.id or 0)


def _external_ids(before: Existing, after: Existing) -> Iterator[Line]:
    for gone in before.external_ids:
        if gone not in after.external_ids:
            yield Line("external_ids", gone.to_json(), None)
    for new in after.external_ids:
        if new not in before.external_ids:
            yield Line("external_ids", None, new.to_json())


def told(item: Value) -> dict[str, Any]:
    """A value as the journal keeps it: its JSON, and where it was learned."""
    return item.to_json() | ({"source": item.source} if item.source else {})


def _plain(value: str | bool | PartialDate | None) -> Any:
    return str(value) if isinstance(value, PartialDate) else value
