"""A record as it was before some of its changes, from what the journal tells of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.constituents.domain.record import Existing
from app.updates.domain.journaled import (
    CHANNELS,
    DATES,
    LISTS,
    TEXTS,
    Taken,
    one_primary,
    read,
    with_field,
    with_primary,
)

_STATES = {"active": True, "deceased": False}
"""What somebody new is."""


def rewound(now: Existing, entries: Sequence[Taken]) -> Existing:
    """The record before these entries, which come newest first; id, version and lookup ID stay.

    Nothing is asked: what was edited by entries that are not given is written over where they meet. Of an
    entry that lost what it told, and of fields that no record has, nothing comes back.
    """
    record = now
    for entry in entries:
        if not entry.says_nothing:
            record = _before(record, entry)
    for field in CHANNELS:
        record = with_field(record, field, one_primary(_in_order(getattr(record, field))))
    return replace(
        record,
        former_names=_in_order(record.former_names),
        external_ids=tuple(sorted(record.external_ids, key=lambda each: (each.system, each.value))),
    )


def _before(record: Existing, entry: Taken) -> Existing:
    group, _, part = entry.field.partition(".")
    told = entry.before
    if group == "name" and hasattr(record.name, part):
        parts: dict[str, Any] = {part: told or ""}
        return replace(record, name=replace(record.name, **parts))
    if part == "primary" and group in CHANNELS:
        values = getattr(record, group)
        old = next((each for each in values if told and each.id == told.get("id")), None)
        return with_field(record, group, with_primary(values, old))
    if entry.field in LISTS:
        return with_field(record, entry.field, _values_before(getattr(record, entry.field), entry))
    if entry.field == "external_ids":
        return replace(record, external_ids=_external_ids_before(record, entry))
    if entry.field in (*TEXTS, *DATES):
        return with_field(record, entry.field, read(entry.field, told))
    if entry.field in _STATES:
        return with_field(record, entry.field, _STATES[entry.field] if told is None else told)
    return record


def _values_before(values: Sequence[Any], entry: Taken) -> tuple[Any, ...]:
    rest = tuple(each for each in values if each.id != entry.item_id)
    old = read(entry.field, entry.before)
    if old is None:
        return rest
    old = replace(old, id=entry.item_id)
    if entry.field not in CHANNELS or not old.primary:
        return (*rest, old)
    return with_primary((*rest, old), old)


def _external_ids_before(record: Existing, entry: Taken) -> tuple[Any, ...]:
    old, new = (read(entry.field, told) for told in (entry.before, entry.after))
    rest = tuple(each for each in record.external_ids if each not in (old, new))
    return rest if old is None else (*rest, old)


def _in_order(values: Sequence[Any]) -> tuple[Any, ...]:
    """As the workspace lists them: in the order in which they came."""
    return tuple(sorted(values, key=lambda each: each.id or 0))
