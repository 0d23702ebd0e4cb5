"""Values as the journal keeps them, read back and compared with what stands on a record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.constituents.domain.record import (
    Address,
    Email,
    Existing,
    ExternalId,
    FormerName,
    PartialDate,
    Phone,
)

Point = Email | Phone | Address
CHANNELS: dict[str, type[Point]] = {"emails": Email, "phones": Phone, "addresses": Address}
LISTS: dict[str, type[Point] | type[FormerName]] = {**CHANNELS, "former_names": FormerName}
"""What a record has several of, each with an id."""
MARK = ".primary"
"""What is added to the name of a channel for the field that tells which of its values is primary."""
TEXTS = ("display_override", "inactive_reason", "source")
DATES = ("birth", "died")


@dataclass(frozen=True, slots=True)
class Taken:
    """An entry of the journal that is taken back; values as the journal keeps them."""

    field: str
    before: Any
    after: Any
    item_id: int = 0

    @property
    def says_nothing(self) -> bool:
        """Whether the entry lost what it told, as the person was erased."""
        return self.before is None and self.after is None


def read(field: str, told: Any) -> Any:
    """One value of a field as it was told; None, or "" for a text, where there was none."""
    if field in LISTS:
        return None if told is None else LISTS[field].from_json(told)
    if field == "external_ids":
        return None if told is None else ExternalId.from_json(told)
    if field in DATES:
        return PartialDate.from_iso(told) if told else None
    return told or ""


def is_alike(one: Any, other: Any) -> bool:
    """Whether two values say the same, whichever is primary and whatever their ids."""
    return bool(_bare(one) == _bare(other))


def _bare(value: Any) -> Any:
    match value:
        case FormerName():
            return replace(value, id=None)
        case Email() | Phone() | Address():
            return replace(value, id=None, primary=False)
        case _:
            return value


def as_restricted(stands: Any, back: Any) -> Any:
    """Nothing is mailed to an address because something else about it went back."""
    if isinstance(stands, Address) and stands.do_not_mail:
        return replace(back, do_not_mail=True, do_not_mail_reason=stands.do_not_mail_reason)
    return back


def with_field(record: Existing, field: str, value: Any) -> Existing:
    """The record with this value in that field."""
    values: dict[str, Any] = {field: value}
    return replace(record, **values)


def with_primary(values: Sequence[Any], primary: Any) -> tuple[Any, ...]:
    """The points, of which this one alone is primary, if it is one of them."""
    marks = ((value, value is primary) for value in values)
    return tuple(value if value.primary is mark else replace(value, primary=mark) for value, mark in marks)


def one_primary(values: Sequence[Any]) -> tuple[Any, ...]:
    """The points with exactly one primary, if any is active: the one that is, else the first active one."""
    active = [value for value in values if value.active]
    return with_primary(values, next((each for each in active if each.primary), next(iter(active), None)))
