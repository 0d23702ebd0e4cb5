"""Dates as people know them: in full, only the year, or only the day and month."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Self

from app.words import N_, dated, yearly

MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
ENGLISH_MONTHS = (
    "January February March April May June July August September October November December".split()
)
"""As they are typed and read, whatever language is spoken."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A full date, a year alone, or a month and day without the year; anything else raises ValueError.

    `str()` is the ISO form that `from_iso` reads back: "1971-04-02", "1971" or "--04-02".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if (self.month is None) != (self.day is None) or (self.year is None and self.month is None):
            raise ValueError("A date is full, a year alone, or a month and a day.")
        if self.year is not None and not 1 <= self.year <= 9999:
            raise ValueError(f"There is no year {self.year}.")
        if self.month is not None and self.day is not None and not self._in_calendar(self.month, self.day):
            raise ValueError(f"There is no day {self.day} in month {self.month}.")

    def _in_calendar(self, month: int, day: int) -> bool:
        # Without a year the 29th of February is a birthday like any other.
        year = 2000 if self.year is None else self.year
        return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04}"
        head = "-" if self.year is None else f"{self.year:04}"
        return f"{head}-{self.month:02}-{self.day:02}"

    @classmethod
    def from_iso(cls, text: str) -> Self:
        """The date that `str()` wrote; ValueError for anything else."""
        if text.startswith("--"):
            month, day = text[2:].split("-")
            return cls(month=int(month), day=int(day))
        return cls(*(int(part) for part in text.split("-")))

    @classmethod
    def of(cls, day: date) -> Self:
        """The full date of a calendar day."""
        return cls(day.year, day.month, day.day)

    def words(self) -> str:
        """The date for reading, as the locale in force writes it: "Apr 2, 1971", "1971" or "Apr 2"."""
        if self.month is None or self.day is None:
            return str(self.year)
        if self.year is None:
            return yearly(self.month, self.day)
        return dated(date(self.year, self.month, self.day))

    def typed(self) -> str:
        """The date as a field of a form holds it, and reads it again: "2 April 1971", "1971" or "2 April"."""
        if self.month is None:
            return str(self.year)
        tail = "" if self.year is None else f" {self.year}"
        return f"{self.day} {ENGLISH_MONTHS[self.month - 1]}{tail}"

    @property
    def is_full(self) -> bool:
        """True when year, month and day are all known."""
        return self.year is not None and self.month is not None

    def agrees_with(self, other: Self) -> bool:
        """True when no part that both know differs; a part that one does not know says nothing."""
        return all(
            mine is None or theirs is None or mine == theirs
            for mine, theirs in zip(self._parts(), other._parts(), strict=True)
        )

    def merged_with(self, newer: Self) -> Self:
        """This date with every part that `newer` knows; `newer` alone where the two make no real day."""
        pairs = zip(self._parts(), newer._parts(), strict=True)
        parts = [mine if theirs is None else theirs for mine, theirs in pairs]
        try:
            return type(self)(*parts)
        except ValueError:
            return newer

    def _parts(self) -> tuple[int | None, int | None, int | None]:
        return self.year, self.month, self.day
