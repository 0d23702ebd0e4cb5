"""What makes the money or the days of a whole file suspicious, said before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FEWEST = 5
"""From so many gifts on, what is usual can be told."""
_FROM, _TO = 40, 250
"""So many times as much as usual is what a sum in cents would be, give or take how gifts differ."""
_APART = 0.3
"""From this share of rows on whose address belongs to another name, it is no household anymore."""


class Warned(StrEnum):
    """What seems to be wrong, or should be known."""

    HUNDREDFOLD = "hundredfold"
    HUNDREDTH = "hundredth"
    TOTAL_LINE = "total_line"
    OTHER_CURRENCY = "other_currency"
    FUTURE = "future"
    LONG_AGO = "long_ago"
    NAMES_APART = "names_apart"
    ON_RECORD = "on_record"

    @property
    def is_alarm(self) -> bool:
        """Whether it looks wrong, and is not just something to know."""
        return self is not Warned.OTHER_CURRENCY


@dataclass(frozen=True, slots=True)
class Amounts:
    """The gifts of a file in one currency, in minor units: how many, their sum, the largest and the usual.

    `usual` and `usual_before` are medians, of the file and of what is on record; None where none can be told.
    `largest_row` is the row of the largest.
    """

    currency: str
    gifts: int
    total: int
    largest: int
    largest_row: int
    usual: int | None = None
    usual_before: int | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """Rows whose day is to come, and rows from before anybody living gave; with the first row of each."""

    future: int = 0
    future_row: int = 0
    long_ago: int = 0
    long_ago_row: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """Of `matched` rows whose address is known, how many have another name than its owner."""

    matched: int = 0
    apart: int = 0


@dataclass(frozen=True, slots=True)
class Twins:
    """New gifts that are like one on record but for their number: how many, and the first of their rows."""

    rows: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Warning:
    """One suspicion; `row` is one to look at, 0 for none. Amounts are in minor units of `currency`."""

    what: Warned
    rows: int = 0
    row: int = 0
    currency: str = ""
    here: int = 0
    before: int = 0


EARLIEST = date(1950, 1, 1)
"""A gift from before this day is rather a slip of the pen."""


def warnings(
    amounts: Iterable[Amounts], days: Days, names: Names, twins: Twins, *, currency: str
) -> tuple[Warning, ...]:
    """All that is suspicious, the gravest first. `currency` is that of the workspace."""
    money = [warning for each in amounts for warning in _of_money(each, currency)]
    seen = [Warning(Warned.ON_RECORD, rows=twins.rows, row=twins.row)] if twins.rows else []
    found = [*_of_names(names), *seen, *money, *_of_days(days)]
    return tuple(sorted(found, key=lambda each: not each.what.is_alarm))


def _of_names(names: Names) -> list[Warning]:
    is_many = names.apart >= FEWEST and names.apart >= _APART * names.matched
    return [Warning(Warned.NAMES_APART, rows=names.apart, here=names.matched)] if is_many else []


def _of_days(days: Days) -> list[Warning]:
    told = (
        Warning(Warned.FUTURE, rows=days.future, row=days.future_row),
        Warning(Warned.LONG_AGO, rows=days.long_ago, row=days.long_ago_row),
    )
    return [each for each in told if each.rows]


def _of_money(found: Amounts, home: str) -> list[Warning]:
    told = []
    if found.gifts >= FEWEST and _is_sum_of_others(found):
        told.append(
            Warning(Warned.TOTAL_LINE, row=found.largest_row, currency=found.currency, here=found.largest)
        )
    if found.gifts >= FEWEST and (scale := _scale(found)):
        told.append(
            Warning(
                scale,
                rows=found.gifts,
                currency=found.currency,
                here=found.usual or 0,
                before=found.usual_before or 0,
            )
        )
    if found.currency != home:
        told.append(
            Warning(Warned.OTHER_CURRENCY, rows=found.gifts, currency=found.currency, here=found.total)
        )
    return told


def _is_sum_of_others(found: Amounts) -> bool:
    """Whether the largest amount is that of all the others together, as a line of totals has it."""
    return found.largest * 2 == found.total


def _scale(found: Amounts) -> Warned | None:
    """Whether the usual gift is about a hundred times as much as it was, or a hundredth of it."""
    here, before = found.usual, found.usual_before
    if not here or not before:
        return None
    if _FROM * before <= here <= _TO * before:
        return Warned.HUNDREDFOLD
    return Warned.HUNDREDTH if _FROM * here <= before <= _TO * here else None
