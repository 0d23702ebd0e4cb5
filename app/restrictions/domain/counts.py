"""How many rows of a restriction import stand where; the numbers add up to the rows read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from app.batches.domain.rows import Action, Outcome, RowState

DATE = "date"
"""The cause of a row whose day cannot be taken: it is restricted as of today."""


@dataclass(frozen=True, slots=True)
class View:
    """Rows that are shown together."""

    outcome: Outcome | None = None
    action: Action | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what becomes of them; `stops` are the people who can be emailed today and then no longer.

    `dates` are among the first three: their day cannot be taken. `applied` were carried out.
    """

    matched: int = 0
    unknown: int = 0
    already: int = 0
    repeated: int = 0
    nothing: int = 0
    invalid: int = 0
    dates: int = 0
    applied: int = 0
    stops: int = 0

    @classmethod
    def of(cls, groups: Iterable[tuple[Outcome, Action, RowState, str, int, int]]) -> Self:
        """The counts from rows grouped by outcome, action, state and cause, with their number and stops.

        Rows that stop mail are not people: one may have two addresses, or two people share one.
        """
        sums = dict.fromkeys(("dates", "applied", "stops", *_NAMES), 0)
        for outcome, action, state, cause, rows, stops in groups:
            sums[name_of(outcome, action, cause)] += rows
            sums["dates"] += rows if cause == DATE else 0
            sums["applied"] += rows if state is RowState.APPLIED else 0
            sums["stops"] += stops or 0
        return cls(**sums)

    @property
    def rows(self) -> int:
        """All rows read."""
        return self.ready + self.repeated + self.nothing + self.invalid

    @property
    def ready(self) -> int:
        """Rows that ask for a restriction."""
        return self.matched + self.unknown + self.already

    @property
    def new(self) -> int:
        """Rows that would add one."""
        return self.matched + self.unknown


_NAMES = ("matched", "unknown", "already", "repeated", "nothing", "invalid")
_READY = {Action.UPDATE: "matched", Action.CREATE: "unknown", Action.NO_CHANGE: "already"}


def name_of(outcome: Outcome, action: Action, cause: str) -> str:
    """Under which of the numbers a row is counted."""
    match outcome:
        case Outcome.READY:
            return _READY.get(action, "already")
        case Outcome.ERROR:
            return "invalid"
        case _:
            return "repeated" if cause == "repeated" else "nothing"
