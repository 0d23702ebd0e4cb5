"""Giving of a year beside the one before, out of the index of donations; only settled gifts count.

Sums are of all gifts. People are those who are here: somebody erased is in no number of people, as she can be
in no list of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, not_, or_, select, true

from app.accounts.models import Workspace
from app.activity.domain.kinds import GiftStatus
from app.activity.domain.masks import FIRST, LAST, bit
from app.activity.models import Donation
from app.activity.rollup_models import Rollup
from app.db import db
from app.reports.domain.giving import OF_DONORS, Donors, Figures, median
from app.reports.domain.spans import SHOWN, Period, Span
from app.reports.queries.people import here


@dataclass(frozen=True)
class View:
    """A year of giving in one currency; `alone` says that nothing was ever given in another."""

    workspace: Workspace
    period: Period
    currency: str
    alone: bool = False

    @cached_property
    def mine(self) -> ColumnElement[bool]:
        """The settled gifts and refunds in this currency."""
        return and_(
            Donation.workspace_id == self.workspace.id,
            Donation.status == GiftStatus.SETTLED,
            Donation.currency == self.currency,
        )

    @cached_property
    def years(self) -> Any:
        """The mask of years in which somebody gave; None where it does not tell what the view asks."""
        in_reach = FIRST + SHOWN < self.period.year < LAST
        if not self.alone or self.workspace.rollups_stale or not in_reach:
            return None
        by_month = {1: Rollup.calendar_years}
        own = {self.workspace.fiscal_year_start: Rollup.fiscal_years}
        return (own | by_month).get(self.period.first_month)

    @cached_property
    def donors(self) -> Subquery:
        """What each person gave this year, last year and, without a mask, before; by `constituent_id`."""
        period = self.period
        this, last, by_now = within(period.this), within(period.last), within(period.comparable)
        before = Donation.received_on < period.last.start
        query = select(
            Donation.constituent_id,
            _gifts(this).label("gifts"),
            _sum(this).label("given"),
            _gifts(last).label("last_gifts"),
            _sum(last).label("last_given"),
            _gifts(by_now).label("by_now"),
            _sum(by_now).label("compared"),
            _gifts(before).label("earlier"),
            _sum(before).label("earlier_sum"),
        ).where(self.mine, Donation.received_on < period.this.end)
        if self.years is not None:
            query = query.where(Donation.received_on >= period.last.start)
        return query.group_by(Donation.constituent_id).subquery("donors")


def within(span: Span) -> ColumnElement[bool]:
    """Received on one of these days."""
    return and_(Donation.received_on >= span.start, Donation.received_on < span.end)


def _gifts(*when: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(and_(Donation.amount >= 0, *when))


def _sum(when: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((when, Donation.amount), else_=0)), 0)


def is_one(who: Donors, donor: Any) -> ColumnElement[bool]:
    """The rule of `domain.giving.is_one` about columns of `View.donors`."""
    now, last, earlier = donor.gifts > 0, donor.last_gifts > 0, donor.earlier > 0
    kept = and_(now, last)
    rules: dict[Donors, ColumnElement[bool]] = {
        Donors.GAVE: now,
        Donors.NEW: and_(now, not_(last), not_(earlier)),
        Donors.RETAINED: kept,
        Donors.RECOVERED: and_(now, not_(last), earlier),
        Donors.LYBUNT: and_(last, not_(now)),
        Donors.SYBUNT: and_(earlier, not_(last), not_(now)),
        Donors.UPGRADED: and_(kept, donor.given > donor.last_given),
        Donors.SAME: and_(kept, donor.given == donor.last_given),
        Donors.DOWNGRADED: and_(kept, donor.given < donor.last_given),
        Donors.GAVE_LAST: last,
        Donors.GAVE_BY_NOW: donor.by_now > 0,
        Donors.NEW_LAST: and_(last, not_(earlier)),
        Donors.NEW_KEPT: and_(kept, not_(earlier)),
    }
    return rules[who]


def who_gave(view: View, who: Donors, value: str = "") -> Select[Any]:
    """The ids of the people behind one number; a month, fund, campaign or appeal is named by `value`."""
    gifts = select(Donation.constituent_id).where(view.mine, Donation.amount >= 0)
    this = within(view.period.this)
    match who:
        case Donors.MONTH:
            months = [each.span for each in view.period.months if each.key == value]
            return (
                gifts.where(or_(*(within(span) for span in months))) if months else gifts.where(not_(true()))
            )
        case Donors.FUND:
            return gifts.where(this, Donation.fund == value)
        case Donors.CAMPAIGN:
            return gifts.where(this, Donation.campaign == value)
        case Donors.APPEAL:
            return gifts.where(this, Donation.appeal == value)
        case _ if view.years is not None and who in OF_YEARS:
            return select(Rollup.constituent_id).where(
                Rollup.workspace_id == view.workspace.id, is_one_by_years(who, view.years, view.period.year)
            )
        case _:
            donor = view.donors.c
            return select(donor.constituent_id).where(is_one(who, donor))


OF_YEARS = (
    *(Donors.GAVE, Donors.NEW, Donors.RETAINED, Donors.RECOVERED, Donors.LYBUNT, Donors.SYBUNT),
    *(Donors.GAVE_LAST, Donors.NEW_LAST, Donors.NEW_KEPT),
)
"""Numbers that the years in which somebody gave are enough for."""


def is_one_by_years(who: Donors, years: Any, year: int) -> ColumnElement[bool]:
    """The rule of `is_one` about a mask of years."""
    before = sum(bit(each) for each in range(FIRST, year - 1))
    now, last, earlier = (years.bitwise_and(part) > 0 for part in (bit(year), bit(year - 1), before))
    rules: dict[Donors, ColumnElement[bool]] = {
        Donors.GAVE: now,
        Donors.NEW: and_(now, not_(last), not_(earlier)),
        Donors.RETAINED: and_(now, last),
        Donors.RECOVERED: and_(now, not_(last), earlier),
        Donors.LYBUNT: and_(last, not_(now)),
        Donors.SYBUNT: and_(earlier, not_(last), not_(now)),
        Donors.GAVE_LAST: last,
        Donors.NEW_LAST: and_(last, not_(earlier)),
        Donors.NEW_KEPT: and_(now, last, not_(earlier)),
    }
    return rules[who]


def figures(view: View) -> Figures:
    """The numbers of the year, in two statements or, with a mask of years, in three."""
    by_years = () if view.years is None else OF_YEARS
    people = [who for who in OF_DONORS if who not in by_years]
    found, sums = _of_donors(view, people)
    known = {**found, **_of_years(view, by_years)}
    return Figures(people={who: known[who] for who in OF_DONORS}, median=_median(view), **sums)


def _of_donors(view: View, people: Sequence[Donors]) -> tuple[dict[Donors, int], dict[str, int]]:
    """People and sums, out of what each gave."""
    donor = view.donors.c
    in_sight = here(view.workspace.id, donor.constituent_id)
    counts = [func.count().filter(is_one(who, donor), in_sight) for who in people]
    sums = {
        **{name: func.coalesce(func.sum(donor[of]), 0) for name, of in _SUMS.items()},
        "lybunt_sum": _sum_of(donor.last_given, and_(is_one(Donors.LYBUNT, donor), in_sight)),
        "sybunt_sum": _sybunt_sum(view, in_sight),
    }
    row = db.session.execute(select(*counts, *sums.values()).select_from(view.donors)).one()
    numbers = [int(each) for each in row]
    return (
        dict(zip(people, numbers[: len(people)], strict=True)),
        dict(zip(sums, numbers[len(people) :], strict=True)),
    )


_SUMS = {
    **{name: name for name in ("given", "gifts", "compared", "last_given")},
    "compared_gifts": "by_now",
}


def _sybunt_sum(view: View, in_sight: ColumnElement[bool]) -> ColumnElement[int]:
    """What they gave before last year; out of the gifts of then where the donors go back two years only."""
    donor = view.donors.c
    if view.years is None:
        return _sum_of(donor.earlier_sum, and_(is_one(Donors.SYBUNT, donor), in_sight))
    them = who_gave(view, Donors.SYBUNT).where(here(view.workspace.id, Rollup.constituent_id))
    given = select(func.coalesce(func.sum(Donation.amount), 0)).where(
        view.mine, Donation.received_on < view.period.last.start, Donation.constituent_id.in_(them)
    )
    return given.scalar_subquery()


def _of_years(view: View, people: Sequence[Donors]) -> dict[Donors, int]:
    """People out of the years in which they gave; no statement where nobody is asked for."""
    if not people:
        return {}
    counts = (func.count().filter(is_one_by_years(who, view.years, view.period.year)) for who in people)
    query = select(*counts).where(
        Rollup.workspace_id == view.workspace.id, here(view.workspace.id, Rollup.constituent_id)
    )
    return dict(zip(people, db.session.execute(query).one(), strict=True))


def _sum_of(amount: Any, who: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((who, amount), else_=0)), 0)


def _median(view: View) -> int | None:
    """The middle of the year's gifts, found in their order by the database: at most two rows come back."""
    ranked = (
        select(
            Donation.amount,
            func.row_number().over(order_by=Donation.amount).label("place"),
            func.count().over().label("gifts"),
        )
        .where(view.mine, within(view.period.this), Donation.amount >= 0)
        .subquery()
    )
    middle = ranked.c.place.in_(((ranked.c.gifts + 1) // 2, (ranked.c.gifts + 2) // 2))
    return median(list(db.session.scalars(select(ranked.c.amount).where(middle).order_by(ranked.c.place))))
