"""Spans of time that a rule may name, and what they are on a given day."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never


class Unit(StrEnum):
    """What spans are counted in."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class Which(StrEnum):
    """The year or quarter that contains today, or the one before."""

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


@dataclass(frozen=True, slots=True)
class Span:
    """So many days, months or years. `n` is at least 1."""

    n: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Ago:
    """From the same date `start` ago through the same date `end` ago, both included; `start` is longer."""

    start: Span
    end: Span


@dataclass(frozen=True, slots=True)
class Over:
    """Longer ago than the last so many days, months or years: before the first day of `Last`."""

    n: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Before:
    """Before `day`, which is not included."""

    day: date


@dataclass(frozen=True, slots=True)
class Next:
    """From today through the same date in so many days, months or years. `n` is at least 1."""

    n: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Quarter:
    """A whole quarter of a year, its part still to come included."""

    which: Which
    kind: YearKind


Moving = Last | Ago | Over | Next | Year | Quarter
"""Periods that are other days tomorrow, or at least some day to come."""

Period = AnyTime | Between | Since | Before | Moving
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
        case Between(start, end):
            return Interval(start, _after(end))
        case Since(start):
            return Interval(start, None)
        case Before(day):
            return Interval(None, day)
        case _:
            return _moving(period, as_of)


def _moving(period: Moving, as_of: AsOf) -> Interval:
    today = as_of.today
    match period:
        case Last(n, unit):
            return Interval(moved(today, -n, unit), _after(today))
        case Ago(start, end):
            ends = sorted(moved(today, -each.n, each.unit) for each in (start, end))
            return Interval(ends[0], _after(ends[1]))  # 2 months may be shorter than 60 days
        case Over(n, unit):
            return Interval(None, moved(today, -n, unit))
        case Next(n, unit):
            return Interval(today, _after(moved(today, n, unit)))
        case Year(which, kind):
            return _of_months(12, which, kind, as_of)
        case Quarter(which, kind):
            return _of_months(3, which, kind, as_of)
        case _:
            assert_never(period)


def _of_months(length: int, which: Which, kind: YearKind, as_of: AsOf) -> Interval:
    """The year or quarter around today, or the one before; they begin with the first month of a year."""
    first = as_of.fiscal_year_start if kind is YearKind.FISCAL else 1
    into = (as_of.today.month - first) % length
    start = moved(as_of.today.replace(day=1), -into - (length if which is Which.LAST else 0), Unit.MONTHS)
    return Interval(start, moved(start, length, Unit.MONTHS))


def _after(day: date) -> date | None:
    """The first day after one that is included; no limit where there is none."""
    return None if day == date.max else day + timedelta(days=1)


def moved(day: date, n: int, unit: Unit) -> date:
    """The same date n units later, or earlier; a day that its month lacks becomes the month's last.

    Where the calendar ends it is its first or last day.
    """
    if unit is Unit.DAYS:
        return date.fromordinal(min(max(day.toordinal() + n, 1), date.max.toordinal()))
    months = day.year * 12 + day.month - 1 + n * (12 if unit is Unit.YEARS else 1)
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if n < 0 else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
