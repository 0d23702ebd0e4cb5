"""Spans of time that a rule may name, and what they are on a given day."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never


class Unit(StrEnum):
    """What the last so-many are counted in."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class Which(StrEnum):
    """The year that contains today, or the one before."""

    THIS = "this"
    LAST = "last"


class YearKind(StrEnum):
    """From January, or from the month in which the workspace's fiscal year starts."""

    CALENDAR = "calendar"
    FISCAL = "fiscal"


@dataclass(frozen=True, slots=True)
class AnyTime:
    """Ever: no limit on either side."""


@dataclass(frozen=True, slots=True)
class Last:
    """From the same date so many days, months or years ago through today. `n` is at least 1."""

    n: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Between:
    """From `start` through `end`, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Since:
    """From `start` on, whatever is still to come included."""

    start: date


@dataclass(frozen=True, slots=True)
class Year:
    """A whole year, its part still to come included."""

    which: Which
    kind: YearKind


Period = AnyTime | Last | Between | Since | Year
ANY_TIME = AnyTime()


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day a rule is asked, in the workspace's time zone, and its fiscal year's first month (1-12)."""

    today: date
    fiscal_year_start: int = 1


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from `start` up to but without `end`; None is no limit on that side."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


def resolve(period: Period, as_of: AsOf) -> Interval:
    """The days that the period means when asked on that day."""
    match period:
        case AnyTime():
            return Interval()
        case Last(n, unit):
            return Interval(_ago(as_of.today, n, unit), as_of.today + timedelta(days=1))
        case Between(start, end):
            return Interval(start, None if end == date.max else end + timedelta(days=1))
        case Since(start):
            return Interval(start, None)
        case Year(which, kind):
            month = as_of.fiscal_year_start if kind is YearKind.FISCAL else 1
            year = as_of.today.year - (as_of.today.month < month) - (which is Which.LAST)
            return Interval(date(year, month, 1), date(year + 1, month, 1))
        case _:
            assert_never(period)


def _ago(today: date, n: int, unit: Unit) -> date:
    """The same date n units before; a day that its month lacks becomes the month's last."""
    if unit is Unit.DAYS:
        return date.fromordinal(max(today.toordinal() - n, 1))
    months = today.year * 12 + today.month - 1 - n * (12 if unit is Unit.YEARS else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def period_words(period: Period) -> str:
    """The period as it ends a phrase: "in the last 12 months"; empty for any time."""
    match period:
        case AnyTime():
            return ""
        case Last(n, unit):
            return f"in the last {unit.value[:-1]}" if n == 1 else f"in the last {n} {unit}"
        case Between(start, end):
            return (
                f"on {day_words(start)}"
                if start == end
                else f"between {day_words(start)} and {day_words(end)}"
            )
        case Since(start):
            return f"since {day_words(start)}"
        case Year(which, kind):
            return f"{which} {kind} year"
        case _:
            assert_never(period)


def day_words(day: date) -> str:
    """A date for people: 4 Mar 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
