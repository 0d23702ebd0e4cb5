"""Undoing a change set on one record: every field that still stands as the change set left it goes back.

What was edited since stays. Each field is judged by itself, and afterwards exactly one active value of a
channel is primary.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from app.constituents.domain.journal import lines
from app.constituents.domain.names import PARTS
from app.constituents.domain.record import Existing, ExternalId
from app.updates.domain.journaled import CHANNELS, DATES, LISTS, TEXTS, Taken, read, with_field
from app.updates.domain.undo_listed import Values, in_one
from app.updates.domain.undone import Stays, Undone, Why

NAMES = tuple(f"name.{part}" for part in PARTS)
COVERED = frozenset(
    {*NAMES, *TEXTS, *DATES, *LISTS, *(f"{field}.primary" for field in CHANNELS), "external_ids"}
)
"""The fields that undoing takes back."""
STATES = {"active": Why.ACTIVE, "deceased": Why.DECEASED}
_ABOUT_STATE = {"inactive_reason": "active", "died": "deceased"}


def undo(now: Existing, entries: Sequence[Taken], *, owned: Collection[ExternalId] = ()) -> Undone:
    """What becomes of the record when these entries, oldest first, are taken back.

    They are those of one change set, or of all of one import: what that wrote in turn is one change.
    `owned` are IDs in other systems that somebody else has by now.
    """
    told = in_one(entries)
    record, stays = _facts(now, told)
    touched = {entry.field.partition(".")[0] for entry in told} & set(LISTS)
    for field in sorted(touched):
        values = Values(field, getattr(now, field))
        stays += values.undo(told)
        record = with_field(record, field, values.now)
    record, kept = _external_ids(record, told, owned)
    return Undone(_with_new_ids(now, record, touched), lines(now, record), tuple(stays + kept))


def made_by(entries: Sequence[Taken], undone: Existing) -> bool:
    """Whether a change set whose entries these are looks as if it had added the person.

    It has only additions, and it gave her a name, or there is nothing to call her by without it: what fills
    a name tells the blank before it, what adds a person does not.
    """
    if any(entry.before is not None for entry in entries):
        return False
    named = any(entry.field in NAMES and entry.after is not None for entry in entries)
    return named or not any(undone.name.parts().values())


def is_offered(entries: Sequence[Any]) -> bool:
    """Whether undoing a change set is worth a control, from those of its entries that a page shows."""
    covered = (entry for entry in entries if entry.field in COVERED)
    return any(entry.before is not None or entry.after is not None for entry in covered)


def _facts(now: Existing, told: Sequence[Taken]) -> tuple[Existing, list[Stays]]:
    """The parts of the name, texts, dates and states."""
    record, stays = now, []
    stated = {entry.field for entry in told if entry.field in STATES}
    for entry in told:
        if entry.field not in (*NAMES, *TEXTS, *DATES, *STATES):
            continue
        stands, before, after = _of(record, entry.field), *_told(entry)
        if stands == before:
            continue
        if why := _why_not(record, entry, stated, is_as_left=stands == after):
            stays.append(Stays(entry, stands, why))
        else:
            record = _with(record, entry.field, before)
    return _with_some_name(now, record, told, stays)


def _why_not(record: Existing, entry: Taken, stated: Collection[str], *, is_as_left: bool) -> Why | None:
    """Why a field of its own stays, if it does; what belongs to a state stays with it."""
    state = _ABOUT_STATE.get(entry.field, entry.field)
    if state in stated or _is_of_state(record, entry):
        return STATES[state]
    return None if is_as_left else Why.EDITED


def _is_of_state(record: Existing, entry: Taken) -> bool:
    """A reason goes with being inactive, as a day goes with having died."""
    if entry.field == "inactive_reason":
        return record.active or not entry.before
    return entry.field == "died" and not record.deceased


def _with_some_name(
    now: Existing, record: Existing, told: Sequence[Taken], stays: list[Stays]
) -> tuple[Existing, list[Stays]]:
    """The name as it is, where taking back a part of what was changed would leave nobody to call."""
    kept = any(each.entry.field in NAMES for each in stays)
    if not kept or record.name == now.name or any(record.name.parts().values()):
        return record, stays
    back = [
        entry for entry in told if entry.field in NAMES and _of(record, entry.field) != _of(now, entry.field)
    ]
    return replace(record, name=now.name), [
        *stays,
        *(Stays(entry, _of(now, entry.field), Why.NAMELESS) for entry in back),
    ]


def _external_ids(
    record: Existing, told: Sequence[Taken], owned: Collection[ExternalId]
) -> tuple[Existing, list[Stays]]:
    ids, stays = list(record.external_ids), []
    for entry in told:
        if entry.field != "external_ids":
            continue
        before, after = _told(entry)
        if (before or after) in owned:
            stays.append(Stays(entry, None, Why.OWNED))
            continue
        if after in ids:
            ids.remove(after)
        if before is not None and before not in ids:
            ids.append(before)
    return replace(record, external_ids=tuple(ids)), stays


def _told(entry: Taken) -> tuple[Any, Any]:
    return read(entry.field, entry.before), read(entry.field, entry.after)


def _of(record: Existing, field: str) -> Any:
    group, _, part = field.partition(".")
    return getattr(record.name, part) if group == "name" else getattr(record, field)


def _with(record: Existing, field: str, value: Any) -> Existing:
    group, _, part = field.partition(".")
    if group != "name":
        return with_field(record, field, value)
    parts: dict[str, Any] = {part: value}
    return replace(record, name=replace(record.name, **parts))


def _with_new_ids(now: Existing, record: Existing, touched: Collection[str]) -> Existing:
    """The record to write: a value that comes back is a new one there."""
    for field in touched:
        known = {value.id for value in getattr(now, field)}
        values = getattr(record, field)
        fresh = (value if value.id in known else replace(value, id=None) for value in values)
        record = with_field(record, field, tuple(fresh))
    return record
