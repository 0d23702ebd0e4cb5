"""Years as bits of one number: in which years somebody gave, answered without looking at a gift."""

from datetime import date

from app.activity.domain.years import fiscal_year

FIRST, LAST = 1980, 2042
"""The years of the lowest and the highest bit, which also stand for all before and all after."""


def bit(year: int) -> int:
    """The bit of a year."""
    return 1 << (min(max(year, FIRST), LAST) - FIRST)


def span(first: int | None, last: int | None) -> int | None:
    """The bits of the years from `first` through `last`, where None is no limit on that side.

    None where the bits cannot tell: a limit falls among the years that share a bit.
    """
    low = FIRST if first is None else first
    high = LAST if last is None else last
    if (first is not None and first <= FIRST) or (last is not None and last >= LAST):
        return None
    return sum(bit(year) for year in range(low, high + 1))


def whole_years(start: date | None, end: date | None, first_month: int) -> int | None:
    """The bits of the years from `start` up to but without `end`; None where that cuts through a year.

    Years begin with `first_month`; None is no limit on that side.
    """
    if any(day and (day.month, day.day) != (first_month, 1) for day in (start, end)):
        return None
    return span(
        fiscal_year(start, first_month) if start else None, fiscal_year(end, first_month) - 1 if end else None
    )
