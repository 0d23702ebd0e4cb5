"""The columns of a batch that is typed: which there can be, in which order, with which defaults."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from app.batches.domain.fields import FIELDS, Field, find_field
from app.batches.domain.gift_fields import GIFT_FIELDS, GiftField, find_gift_field, is_today
from app.batches.domain.status import BatchKind

LOOKUP = "lookup_id"
"""The column that every template has: it links a row to a constituent."""
_NOT_TYPED = frozenset({"full_name", "address_whole"})
"""Fields of files whose values are taken apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: the id of its field, its heading, and what a new row holds there."""

    field_id: str
    label: str
    default: str = ""
    required: bool = False

    @property
    def is_gift(self) -> bool:
        """Whether it is about the gift and not about the constituent."""
        return find_gift_field(self.field_id) is not None

    @property
    def stands_in(self) -> str:
        """What a blank cell of a file holds: the default, unless it is the day of typing."""
        return "" if is_today(self.field_id, self.default) else self.default

    def held(self, today: date) -> str:
        """What a row holds in which nothing is typed here."""
        return today.isoformat() if is_today(self.field_id, self.default) else self.default

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {
            "field": self.field_id,
            "label": self.label,
            "default": self.default,
            "required": self.required,
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The column that `to_json` wrote."""
        return cls(
            field_id=told["field"],
            label=_called(told["field"], told["label"]),
            default=told.get("default", ""),
            required=bool(told.get("required")),
        )


def _called(field_id: str, stored: str) -> str:
    """The heading that was stored, in the language in force where it is that of the field."""
    field = find_field(field_id) or find_gift_field(field_id)
    return field.label if field and field.label == stored else stored


def columns_of(stored: Iterable[Mapping[str, Any]]) -> tuple[Column, ...]:
    """The stored columns of a template or batch; those of fields that are gone are left out."""
    found = (Column.from_json(each) for each in stored)
    return tuple(each for each in found if find_field(each.field_id) or each.is_gift)


def offered(kind: BatchKind) -> tuple[Field | GiftField, ...]:
    """The fields that a template of this kind can have, in the order in which they are offered."""
    people = tuple(field for field in FIELDS if field.id not in _NOT_TYPED)
    return (*GIFT_FIELDS, *people) if kind is BatchKind.REVENUE else people
