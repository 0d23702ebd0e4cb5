"""The year that a report is about, the one before, and the part of that one to compare with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.activity.domain.labels import months_before
from app.activity.domain.years import fiscal_label, fiscal_year
from app.words import _, dated_month

SHOWN = 10
"""So many years stand beside each other."""
FIRST = 1900
"""No report goes back further."""


class Years(StrEnum):
    """From January, or from the month in which the workspace's fiscal year starts."""

    FISCAL = "fiscal"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `start` up to but without `end`."""

    start: date
    end: date

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the calendar; `key` names it in addresses: 2026-07."""

    year: int
    month: int

    @property
    def key(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def short(self) -> str:
        return dated_month(self.span.start, "MMM")

    @property
    def words(self) -> str:
        return dated_month(self.span.start, "yMMMM")

    @property
    def span(self) -> Span:
        following = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return Span(date(self.year, self.month, 1), following)


@dataclass(frozen=True, slots=True)
class Period:
    """One year as a report looks at it from `today`; with `first_month` 1 it is a calendar year.

    A fiscal year is named by the calendar year it ends in.
    """

    year: int
    first_month: int
    today: date

    @property
    def this(self) -> Span:
        """All days of the year, those still to come included."""
        begins = self.year - (self.first_month > 1)
        return Span(date(begins, self.first_month, 1), date(begins + 1, self.first_month, 1))

    @property
    def last(self) -> Span:
        """All days of the year before."""
        return self.before(1).this

    @property
    def is_running(self) -> bool:
        """Whether today is in it, so that its numbers are numbers so far."""
        return self.today in self.this

    @property
    def comparable(self) -> Span:
        """Of the year before, what had passed of it at this time: all of it once this year is over."""
        last = self.last
        if not self.is_running:
            return last
        return Span(last.start, months_before(self.today, 12) + timedelta(days=1))

    @property
    def label(self) -> str:
        """What staff call it: FY 2027, or just 2027."""
        return fiscal_label(self.year, self.first_month)

    @property
    def last_label(self) -> str:
        return fiscal_label(self.year - 1, self.first_month)

    @property
    def words(self) -> str:
        """Which days it means: "July 2026 – today", "July 2025 – June 2026"."""
        months = self.months
        return f"{months[0].words} – {_('today') if self.is_running else months[-1].words}"

    @property
    def months(self) -> tuple[Month, ...]:
        """Its twelve months in order."""
        start = self.this.start
        return tuple(Month(*_counted_on(start, place)) for place in range(12))

    def before(self, years: int) -> "Period":
        """The same so many years before."""
        return Period(self.year - years, self.first_month, self.today)

    @property
    def shown(self) -> Iterator["Period"]:
        """The years beside it, the oldest first, itself the last."""
        return (self.before(years) for years in range(SHOWN - 1, -1, -1))


def _counted_on(start: date, months: int) -> tuple[int, int]:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return year, month + 1


def period(years: Years, year: int | None, *, first_month: int, today: date) -> Period:
    """The year that was asked for, by default the one that contains today; none that is still to come."""
    first = first_month if years is Years.FISCAL else 1
    current = fiscal_year(today, first)
    return Period(min(max(year, FIRST), current) if year else current, first, today)


def month(key: str, of: Period) -> Month | None:
    """The month of this year that the key names."""
    return next((each for each in of.months if each.key == key), None)
