"""The money of a file by currency and month, to be compared with the bank before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Self

from app.activity.domain.kinds import GiftStatus
from app.activity_imports.domain.plan import Plan


class Stand(StrEnum):
    """Where the money of a row stands."""

    NEW = "new"
    """Commit would record it."""
    CHANGED = "changed"
    """It is on record, and commit would change something about it."""
    KNOWN = "known"
    """It is on record as the file says."""
    WAITS = "waits"
    """It waits for a person, or for its row to be mended."""
    OUT = "out"
    """It is left out."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What rows of one currency, month and stand come to, in minor units; refunds are negative.

    `month` is the first day of it, or None where no row says. Only money that is settled is summed;
    `unsettled` rows are pending or failed, and `open` is what they come to.
    """

    currency: str
    month: date | None
    stand: Stand
    gifts: int = 0
    refunds: int = 0
    total: int = 0
    unsettled: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One month, or all of a currency, where `month` and `is_total` say so: `by` has its sum per stand."""

    month: date | None
    gifts: int
    refunds: int
    by: dict[Stand, int]
    is_total: bool = False

    @classmethod
    def of(cls, month: date | None, sums: Iterable[Sum], *, is_total: bool = False) -> Self:
        """The sums of one month, or of all."""
        found = list(sums)
        by = {stand: sum(each.total for each in found if each.stand is stand) for stand in Stand}
        gifts, refunds = sum(each.gifts for each in found), sum(each.refunds for each in found)
        return cls(month, gifts, refunds, by, is_total)

    @property
    def total(self) -> int:
        """All settled money that the file tells of."""
        return sum(self.by.values())

    @property
    def known(self) -> int:
        """What is on record already, as it will be after the commit."""
        return self.by[Stand.KNOWN] + self.by[Stand.CHANGED]

    @property
    def left(self) -> int:
        """What will not be on record after the commit."""
        return self.by[Stand.WAITS] + self.by[Stand.OUT]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The money of one currency, month after month, the earliest first; `unsettled` rows are in no sum."""

    currency: str
    months: tuple[Line, ...]
    whole: Line
    unsettled: int = 0
    open: int = 0


def ledgers(sums: Iterable[Sum], *, first: str = "") -> tuple[Ledger, ...]:
    """One ledger per currency: `first` before the others, which follow by name."""
    ordered = sorted(sums, key=lambda each: (each.currency != first, each.currency))
    return tuple(
        _ledger(currency, list(found)) for currency, found in groupby(ordered, lambda each: each.currency)
    )


def _ledger(currency: str, sums: list[Sum]) -> Ledger:
    months = sorted({each.month for each in sums if each.gifts or each.refunds}, key=_when)
    lines = [Line.of(month, (each for each in sums if each.month == month)) for month in months]
    unsettled, still_open = sum(each.unsettled for each in sums), sum(each.open for each in sums)
    return Ledger(currency, tuple(lines), Line.of(None, sums, is_total=True), unsettled, still_open)


def _when(month: date | None) -> tuple[bool, date]:
    return month is None, month or date.min


def added_by(plan: Plan, amount: int, refunded: int, *, has_arrived: bool) -> int:
    """What a row that changes a gift adds to the settled money on record, in minor units; it may be negative.

    `amount` and what was `refunded` of it are the file's, and so is whether it `has_arrived`.
    """
    before = {each.field: each.before for each in plan.changes}
    had_arrived = before["status"] == GiftStatus.SETTLED if "status" in before else has_arrived
    was = int(before.get("amount", amount)) - (refunded - plan.refund)
    return (amount - refunded if has_arrived else 0) - (was if had_arrived else 0)
