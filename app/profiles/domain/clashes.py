"""What two people changed alike, side by side in words."""

from dataclasses import dataclass
from typing import Any

from app.constituents.domain.journal import POINTS, told
from app.constituents.domain.record import Existing, ExternalId, PartialDate
from app.profiles.domain.entries import field_label, value_words
from app.profiles.domain.merging import Conflict


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that both changed: its name, how it was, and the two values to choose from."""

    unit: str
    label: str
    was: str
    theirs: str
    yours: str


def clash(conflict: Conflict, current: Existing, yours: Existing) -> Clash:
    """A conflict in words; "" is a value that is not there."""
    field = conflict.field
    sides = ((conflict.base, current), (conflict.theirs, current), (conflict.yours, yours))
    return Clash(
        conflict.unit, field_label(field), *(_words(field, value, record) for value, record in sides)
    )


def _words(field: str, value: Any, record: Existing) -> str:
    channel, _, mark = field.rpartition(".")
    if mark == "primary" and channel in POINTS:
        points = (each for each in getattr(record, channel) if value in (f"#{each.id}", str(each.key)))
        value = next(points, None)
        field = channel
    match value:
        case None | str():
            return value_words(field, value)
        case PartialDate():
            return value.words()
        case ExternalId():
            return value_words(field, value.to_json())
        case _:
            return value_words(field, told(value))
