"""Giving of a year beside the one before, out of the index of donations; only settled gifts count.

Sums are of all gifts. People are those who are here: somebody erased is in no number of people, as she can be
in no list of them.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, not_, or_, select, true

from app.accounts.models import Workspace
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.constituents.models import Constituent
from app.db import db
from app.reports.domain.giving import OF_DONORS, Donors, Figures, median
from app.reports.domain.spans import Period, Span


@dataclass(frozen=True)
class View:
    """A year of giving in one currency."""

    workspace: Workspace
    period: Period
    currency: str

    @cached_property
    def mine(self) -> ColumnElement[bool]:
        """The settled gifts and refunds in this currency."""
        return and_(
            Donation.workspace_id == self.workspace.id,
            Donation.status == GiftStatus.SETTLED,
            Donation.currency == self.currency,
        )

    @cached_property
    def donors(self) -> Subquery:
        """What each person gave this year, last year and before, by `constituent_id`."""
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
            _gifts(before).label("earlier"),
            _sum(before).label("earlier_sum"),
        )
        return (
            query.where(self.mine, Donation.received_on < period.this.end)
            .group_by(Donation.constituent_id)
            .subquery("donors")
        )


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
    return {
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
    }[who]


def who_gave(view: View, who: Donors, value: str = "") -> Select[Any]:
    """The ids of the people behind one number; a month, fund or campaign is named by `value`."""
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
        case _:
            donor = view.donors.c
            return select(donor.constituent_id).where(is_one(who, donor))


def figures(view: View) -> Figures:
    """The numbers of the year, in three statements."""
    donor = view.donors.c
    people = (func.count(Constituent.id).filter(is_one(who, donor)).label(who.value) for who in OF_DONORS)
    here = and_(Constituent.workspace_id == view.workspace.id, Constituent.id == donor.constituent_id)
    sums = (
        _sum_of(donor.last_given, is_one(Donors.LYBUNT, donor)).label("lybunt_sum"),
        _sum_of(donor.earlier_sum, is_one(Donors.SYBUNT, donor)).label("sybunt_sum"),
    )
    row = db.session.execute(select(*people, *sums).select_from(view.donors).join(Constituent, here)).one()
    this, compared, last = (within(each) for each in _spans(view.period))
    total = db.session.execute(
        select(
            *(_sum(this).label("given"), _gifts(this).label("gifts")),
            *(_sum(compared).label("compared"), _gifts(compared).label("compared_gifts")),
            _sum(last).label("last_given"),
        ).where(view.mine, or_(this, last))
    ).one()
    return Figures(
        people={who: getattr(row, who.value) for who in OF_DONORS},
        lybunt_sum=int(row.lybunt_sum),
        sybunt_sum=int(row.sybunt_sum),
        median=_median(view),
        **{name: int(value) for name, value in total._asdict().items()},
    )


def _spans(period: Period) -> tuple[Span, Span, Span]:
    return period.this, period.comparable, period.last


def _sum_of(amount: Any, who: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((and_(who, Constituent.id.is_not(None)), amount), else_=0)), 0)


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
