"""The timeline of a person: facts of different kinds in one order, the latest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from app.words import N_

NOON = time(12, tzinfo=UTC)
"""The time of day of what has only a date, so that it stands on its day in every time zone near."""


class MomentKind(StrEnum):
    """What sort of fact a moment is."""

    GIFT = "gift"
    EVENT = "event"
    EMAIL = "email"
    NOTE = "note"
    PERMISSION = "permission"
    CHANGE = "change"

    @property
    def label(self) -> str:
        """What the filter of a timeline calls this kind."""
        return _LABELS[self]


_LABELS = {
    MomentKind.GIFT: N_("Gifts"),
    MomentKind.EVENT: N_("Events"),
    MomentKind.EMAIL: N_("Emails"),
    MomentKind.NOTE: N_("Notes"),
    MomentKind.PERMISSION: N_("Permissions"),
    MomentKind.CHANGE: N_("Changes"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One fact of the timeline; `what` is the row it came from, and `only_day` that its time is not known."""

    at: datetime
    id: int
    kind: MomentKind
    what: Any
    only_day: bool = False

    @property
    def place(self) -> tuple[datetime, int]:
        """Where it stands in the order."""
        return self.at, self.id


def on_day(day: date) -> datetime:
    """The instant that stands for a whole day."""
    return datetime.combine(day, NOON)


def latest(moments: Iterable[Moment], count: int) -> list[Moment]:
    """The latest of them, latest first."""
    return sorted(moments, key=lambda moment: moment.place, reverse=True)[:count]
