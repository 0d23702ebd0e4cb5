"""A sample supporter: the record, and what kind of life it has had with the organization."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.constituents.domain.dates import PartialDate
from app.constituents.domain.record import Address, FormerName, Incoming


class Story(StrEnum):
    """What is told of somebody of whom there is one in every sample."""

    PLAIN = "plain"
    PATRON = "patron"
    WEEKLY = "weekly"
    UNSUBSCRIBED = "unsubscribed"
    JOINED = "joined"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Person:
    """The record, since when, how warmly they give and read (0 to 1), and what is told of them, if anything.

    `homes` are addresses that have ended: no new record can have them.
    """

    record: Incoming
    since: date
    generosity: float
    attention: float
    story: Story | None = None
    former_names: tuple[FormerName, ...] = ()
    homes: tuple[Address, ...] = ()
    died: PartialDate | None = None

    def here_until(self, today: date) -> date:
        """The last day on which they did something."""
        died = self.died
        if died and died.year and died.month and died.day:
            return min(today, date(died.year, died.month, died.day))
        return today
