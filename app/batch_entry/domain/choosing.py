"""Choosing the columns of a template: one more, one less, another order, and what cannot be so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.batch_entry.domain.columns import LOOKUP, Column, offered
from app.batches.domain.fields import Field, Group
from app.batches.domain.gift_fields import REQUIRED, TODAY, GiftField, is_today
from app.batches.domain.status import BatchKind
from app.words import N_

_OWN_TO_A_ROW = frozenset(
    {
        *(LOOKUP, "external_id", "gift_key", "birth_date"),
        *("email", "email_home", "email_work", "email_2", "email_3"),
        *("first_name", "middle_name", "last_name", "suffix", "nickname", "maiden_name", "organization"),
        *("phone", "phone_mobile", "phone_home", "phone_work", "phone_other", "phone_2"),
    }
)
"""Fields in which two rows never say the same on purpose: they take no default."""
GIFT = N_("Gift")
"""The heading above the fields of a gift."""


@dataclass(frozen=True, slots=True)
class ColumnFlaw:
    """What is wrong with a column, and what to do about it."""

    field_id: str
    reason: str


def staying(kind: BatchKind) -> tuple[str, ...]:
    """The fields that every template of this kind has."""
    return (LOOKUP, *REQUIRED) if kind is BatchKind.REVENUE else (LOOKUP,)


def takes_default(field_id: str) -> bool:
    """Whether a new row may hold something in this column already."""
    return field_id not in _OWN_TO_A_ROW


def always_required(field_id: str) -> bool:
    """Whether there is no gift without it, whatever the template says."""
    return field_id in REQUIRED


def left_to_add(kind: BatchKind, columns: Iterable[Column]) -> dict[str, tuple[Field | GiftField, ...]]:
    """The fields that are no column yet, under their headings; a heading without a field is left out."""
    have = {column.field_id for column in columns}
    rest = [field for field in offered(kind) if field.id not in have]
    headings: dict[str, list[Field | GiftField]] = {
        GIFT: [field for field in rest if isinstance(field, GiftField)]
    }
    for group in Group:
        headings[group.label] = [each for each in rest if isinstance(each, Field) and each.group is group]
    return {heading: tuple(fields) for heading, fields in headings.items() if fields}


def acted(kind: BatchKind, columns: Sequence[Column], act: str, field_id: str) -> tuple[Column, ...]:
    """The columns after one act: "top", "up", "down", "remove" or "add"; else as they are."""
    if act == "add":
        found = (field for field in offered(kind) if field.id == field_id)
        new = (
            Column(field_id=each.id, label=each.label, required=always_required(each.id)) for each in found
        )
        return tuple(columns) if field_id in {each.field_id for each in columns} else (*columns, *new)
    if act == "remove" and field_id not in staying(kind):
        return tuple(column for column in columns if column.field_id != field_id)
    if act == "top":
        return tuple(sorted(columns, key=lambda column: column.field_id != field_id))
    return _moved(columns, field_id, {"up": -1, "down": 1}.get(act, 0))


def _moved(columns: Sequence[Column], field_id: str, by: int) -> tuple[Column, ...]:
    order = list(columns)
    at = next((place for place, column in enumerate(order) if column.field_id == field_id), -1)
    if at >= 0 and 0 <= at + by < len(order):
        order.insert(at + by, order.pop(at))
    return tuple(order)


def chosen(
    kind: BatchKind, ids: Iterable[str], defaults: dict[str, str], required: Iterable[str]
) -> tuple[Column, ...]:
    """The columns that a form names, in its order; one that every template has comes back at the front."""
    labels = {field.id: field.label for field in offered(kind)}
    asked = set(required)
    named = list(dict.fromkeys(id for id in ids if id in labels))
    named = [*(id for id in staying(kind) if id not in named), *named]
    return tuple(
        Column(
            field_id=id,
            label=labels[id],
            default=_default(id, defaults.get(id, "").strip()),
            required=id in asked or always_required(id),
        )
        for id in named
    )


def _default(field_id: str, typed: str) -> str:
    if not takes_default(field_id):
        return ""
    return TODAY if is_today(field_id, typed) else typed


def flaws(columns: Sequence[Column]) -> tuple[ColumnFlaw, ...]:
    """What is wrong with these columns, apart from defaults that cannot be read."""
    ids = {column.field_id for column in columns}
    found = (_pair(ids, one, other, why) for one, other, why in _PAIRS)
    return tuple(each for each in found if each)


_SYSTEM = N_(
    "An external ID is of a system: add the column External system, and type its name as the default."
)
_ID = N_("A system says nothing without an ID: add the column External ID, or remove this one.")
_WHOM = N_("Somebody is credited: add the column Soft credit to, or remove this one.")
_PAIRS = (
    ("external_id", "external_system", _SYSTEM),
    ("external_system", "external_id", _ID),
    ("gift_soft_credit_amount", "gift_soft_credit", _WHOM),
)


def _pair(ids: set[str], one: str, other: str, why: str) -> ColumnFlaw | None:
    return ColumnFlaw(one, why) if one in ids and other not in ids else None
