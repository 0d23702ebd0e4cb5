"""What undoing a change set comes to on one record."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.constituents.domain.journal import Line
from app.constituents.domain.record import Existing
from app.updates.domain.journaled import MARK, Taken


class Why(StrEnum):
    """Why a field stays as it is."""

    EDITED = "edited"
    """Somebody changed it since."""
    PREFERRED = "preferred"
    """Somebody made it primary since: it is in use as what the record is reached by."""
    PASSED_OVER = "passed_over"
    """It was made primary, and somebody gave the mark to another one since."""
    GONE = "gone"
    """The value is not on the record any more."""
    THERE = "there"
    """What was removed is on the record again, in other words."""
    OWNED = "owned"
    """Somebody else has this ID now, and it can have one owner only."""
    ENDED = "ended"
    """What was primary before is not in use any more."""
    MAIL = "mail"
    """That nothing may be mailed there is changed by hand only."""
    ACTIVE = "active"
    """Whether a record is active is changed on a page of its own."""
    DECEASED = "deceased"
    """Whether somebody has died is changed on a page of its own."""
    NAMELESS = "nameless"
    """Nothing would be left of the name."""


@dataclass(frozen=True, slots=True)
class Stays:
    """A field that is left as it is: the entry that would be taken back, what stands now, and why."""

    entry: Taken
    stands: Any
    why: Why

    @property
    def changed(self) -> tuple[str, int]:
        """The field and value whose change since keeps it; of a mark, wherever it went, the value is 0."""
        if self.why in (Why.PREFERRED, Why.PASSED_OVER) or self.entry.field.endswith(MARK):
            return f"{self.entry.field.removesuffix(MARK)}{MARK}", 0
        return self.entry.field, self.entry.item_id


@dataclass(frozen=True, slots=True)
class Undone:
    """The record with the change set taken back; `back` are its fields as they are now and as they become.

    `stays` is what is left as it is. The ids that `back` tells of values that return are those they had.
    """

    record: Existing
    back: tuple[Line, ...]
    stays: tuple[Stays, ...]
