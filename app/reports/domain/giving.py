"""What it makes of a donor who gave last year and this year. Amounts: minor units of one currency.

A gift is settled and no refund. A refund lowers the sum of the year in which it was paid back. Everything is
judged by the gifts in one currency up to the end of the year that is looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.reports.domain.spans import Period


class Donors(StrEnum):
    """The people behind the numbers of giving."""

    GAVE = "gave"
    NEW = "new"
    RETAINED = "retained"
    RECOVERED = "recovered"
    LYBUNT = "lybunt"
    SYBUNT = "sybunt"
    UPGRADED = "upgraded"
    SAME = "same"
    DOWNGRADED = "downgraded"
    GAVE_LAST = "gave_last"
    GAVE_BY_NOW = "gave_by_now"
    NEW_LAST = "new_last"
    NEW_KEPT = "new_kept"
    MONTH = "month"
    FUND = "fund"
    CAMPAIGN = "campaign"
    APPEAL = "appeal"


@dataclass(frozen=True, slots=True)
class Donor:
    """What one person gave: gifts, and sums net of refunds, of this year and the one before.

    `by_now` counts the gifts of the part of last year that is compared with; `earlier` says whether there
    was a gift before last year, and `earlier_sum` what came to before it.
    """

    gifts: int
    given: int
    last_gifts: int
    last_given: int
    by_now: int
    earlier: bool
    earlier_sum: int


def is_one(who: Donors, donor: Donor) -> bool:
    """Whether a donor is among them; the months, funds and campaigns ask about single gifts, not donors."""
    now, last = donor.gifts > 0, donor.last_gifts > 0
    kept = now and last
    return {
        Donors.GAVE: now,
        Donors.NEW: now and not last and not donor.earlier,
        Donors.RETAINED: kept,
        Donors.RECOVERED: now and not last and donor.earlier,
        Donors.LYBUNT: last and not now,
        Donors.SYBUNT: donor.earlier and not last and not now,
        Donors.UPGRADED: kept and donor.given > donor.last_given,
        Donors.SAME: kept and donor.given == donor.last_given,
        Donors.DOWNGRADED: kept and donor.given < donor.last_given,
        Donors.GAVE_LAST: last,
        Donors.GAVE_BY_NOW: donor.by_now > 0,
        Donors.NEW_LAST: last and not donor.earlier,
        Donors.NEW_KEPT: kept and not donor.earlier,
    }[who]


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a year beside those of the one before; people by `Donors`, sums in minor units.

    `compared` is the sum of the part of last year that is compared with, `median` of single gifts as they
    were given. `lybunt_sum` is what they gave last year, `sybunt_sum` what they gave in all the years before.
    """

    people: dict[Donors, int] = field(default_factory=dict)
    given: int = 0
    gifts: int = 0
    compared: int = 0
    compared_gifts: int = 0
    last_given: int = 0
    lybunt_sum: int = 0
    sybunt_sum: int = 0
    median: int | None = None

    @property
    def average(self) -> int | None:
        """What a gift came to, net of refunds, to the nearest minor unit; None without a gift."""
        return nearest(self.given, self.gifts) if self.gifts else None


def nearest(total: int, parts: int) -> int:
    """The total divided, to the nearest whole; a half goes up."""
    return (2 * total + parts) // (2 * parts)


def median(ordered: Sequence[int]) -> int | None:
    """The one in the middle of gifts in the order of their amounts, or halfway between the two there."""
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else nearest(ordered[half - 1] + ordered[half], 2)


@dataclass(frozen=True, slots=True)
class Fact:
    """One settled gift, or a refund, whose amount is negative."""

    donor: int
    on: date
    amount: int


OF_PARTS = (Donors.MONTH, Donors.FUND, Donors.CAMPAIGN, Donors.APPEAL)
OF_DONORS = tuple(who for who in Donors if who not in OF_PARTS)


def donors(facts: Iterable[Fact], period: Period) -> dict[int, Donor]:
    """What each person gave, by id; what comes after the year does not count."""
    by_donor: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.on < period.this.end:
            by_donor.setdefault(fact.donor, []).append(fact)
    return {who: _donor(each, period) for who, each in by_donor.items()}


def _donor(facts: Sequence[Fact], period: Period) -> Donor:
    now = [fact.amount for fact in facts if fact.on in period.this]
    last = [fact.amount for fact in facts if fact.on in period.last]
    before = [fact.amount for fact in facts if fact.on < period.last.start]
    return Donor(
        gifts=_gifts(now),
        given=sum(now),
        last_gifts=_gifts(last),
        last_given=sum(last),
        by_now=_gifts([fact.amount for fact in facts if fact.on in period.comparable]),
        earlier=_gifts(before) > 0,
        earlier_sum=sum(before),
    )


def _gifts(amounts: Iterable[int]) -> int:
    return sum(amount >= 0 for amount in amounts)


def figures(facts: Sequence[Fact], period: Period) -> Figures:
    """Every number of the year, from the facts: what the database has to come to as well."""
    known = donors(facts, period).values()
    now = [fact.amount for fact in facts if fact.on in period.this]
    compared = [fact.amount for fact in facts if fact.on in period.comparable]
    return Figures(
        people={who: sum(is_one(who, each) for each in known) for who in OF_DONORS},
        given=sum(now),
        gifts=_gifts(now),
        compared=sum(compared),
        compared_gifts=_gifts(compared),
        last_given=sum(each.last_given for each in known),
        lybunt_sum=sum(each.last_given for each in known if is_one(Donors.LYBUNT, each)),
        sybunt_sum=sum(each.earlier_sum for each in known if is_one(Donors.SYBUNT, each)),
        median=median(sorted(amount for amount in now if amount >= 0)),
    )
