"""Two people edited one record: what each changed is kept, and where both changed the same, one is asked.

A unit is what is compared and chosen as a whole: one part of the name, one fact, one contact point, one other
name, one ID, and which point of a channel is the primary one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.constituents.domain.journal import POINTS
from app.constituents.domain.record import Existing, blank

_FACTS = ("display_override", "birth", "died", "source", "inactive_reason")
_LISTS = (*POINTS, "former_names")

Units = dict[str, Any]


class Side(StrEnum):
    """Whose value holds where both changed one."""

    THEIRS = "theirs"
    YOURS = "yours"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A unit that both changed, each to something else. None: it is not there."""

    unit: str
    base: Any
    theirs: Any
    yours: Any

    @property
    def field(self) -> str:
        """The field as the journal calls it."""
        return self.unit.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Merged:
    """The record with the changes of both; of each conflict that nobody settled it has theirs."""

    record: Existing
    conflicts: tuple[Conflict, ...]


def merge(
    base: Existing, theirs: Existing, yours: Existing, choices: Mapping[str, Side] | None = None
) -> Merged:
    """What both made of `base`. `choices` settle conflicts by their unit; those left over are told."""
    sides = [_units(side) for side in (base, theirs, yours)]
    settled: Units = {}
    conflicts = []
    for unit in dict.fromkeys(key for side in sides for key in side):
        old, other, own = (side.get(unit) for side in sides)
        if own in (old, other):
            settled[unit] = other
        elif other == old:
            settled[unit] = own
        elif choice := (choices or {}).get(unit):
            settled[unit] = own if choice is Side.YOURS else other
        else:
            conflicts.append(Conflict(unit, old, other, own))
            settled[unit] = other
    return Merged(_rebuilt(theirs, settled), tuple(conflicts))


def settled(typed: Existing) -> Existing:
    """A new record as it was typed, with one primary in each channel that has something in use."""
    nobody = blank(typed.kind)
    return merge(nobody, nobody, typed).record


def _units(record: Existing) -> Units:
    units: Units = {f"name.{part}": value for part, value in record.name.parts().items()}
    units |= {field: getattr(record, field) for field in _FACTS}
    for field in _LISTS:
        for item in getattr(record, field):
            units[f"{field}:{_place(item)}"] = replace(item, primary=False) if field in POINTS else item
    for field in POINTS:
        units[f"{field}.primary"] = _primary(getattr(record, field))
    for each in record.external_ids:
        units[f"external_ids:{each.system}\n{each.value}"] = each
    return units


def _primary(points: Iterable[Any]) -> str | None:
    return next((_place(each) for each in points if each.primary), None)


def _place(item: Any) -> str:
    """The item by its id; one that has none yet by what it says."""
    return f"#{item.id}" if item.id is not None else str(_said(item))


def _said(item: Any) -> str:
    """What an item says: of two that say the same, one is enough."""
    return str(item.key) if hasattr(item, "key") else f"{item.value} {item.alias}"


def _rebuilt(theirs: Existing, units: Units) -> Existing:
    parts = {key.removeprefix("name."): value for key, value in units.items() if key.startswith("name.")}
    ids = {value: None for key, value in units.items() if key.startswith("external_ids:") and value}
    externals = [*(each for each in theirs.external_ids if each in ids), *ids]
    facts: dict[str, Any] = {field: units[field] for field in _FACTS}
    facts |= {"name": replace(theirs.name, **parts), "external_ids": tuple(dict.fromkeys(externals))}
    facts |= {"former_names": tuple(_items("former_names", theirs, units))}
    facts |= {field: _points(field, theirs, units) for field in POINTS}
    return replace(theirs, **facts)


def _points(field: str, theirs: Existing, units: Units) -> tuple[Any, ...]:
    before, primary = getattr(theirs, field), units[f"{field}.primary"]
    after = tuple(_items(field, theirs, units))
    is_as_it_was = after == tuple(replace(each, primary=False) for each in before)
    if is_as_it_was and primary == _primary(before):
        return tuple(before)
    return _with_primary(after, primary)


def _items(field: str, theirs: Existing, units: Units) -> Iterator[Any]:
    """The items of a list as they are settled, then those that are new to it, nothing twice."""
    own = {key: item for key, item in units.items() if key.startswith(f"{field}:") and item is not None}
    said = set()
    for each in getattr(theirs, field):
        if item := own.pop(f"{field}:{_place(each)}", None):
            said.add((_said(item), getattr(item, "active", True)))
            yield item
    for item in own.values():
        if (_said(item), getattr(item, "active", True)) not in said:
            # it is new, or they deleted it: it gets an id when it is written
            yield replace(item, id=None)


def _with_primary(points: tuple[Any, ...], place: str | None) -> tuple[Any, ...]:
    """The points with exactly one primary when any is active: the chosen one, else the first active."""
    active = [at for at, point in enumerate(points) if point.active]
    named = [at for at in active if place in (_place(points[at]), _said(points[at]))]
    chosen = next(iter((*named, *active)), None)
    flags = ((point, at == chosen) for at, point in enumerate(points))
    return tuple(point if point.primary is flag else replace(point, primary=flag) for point, flag in flags)
