"""Conditions about the course of giving: out of the rollups while they are fresh, else out of the gifts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from app.activity.domain import labels, masks
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.activity.rollup_models import Rollup
from app.groups.domain.conditions.patterns import (
    FirstGift,
    GivingPattern,
    Lapsed,
    LastGift,
    Pattern,
    Patterned,
    both_years,
)
from app.groups.domain.periods import Interval
from app.groups.queries import rollups
from app.groups.queries.counted import among
from app.groups.queries.giving import settled
from app.groups.queries.scope import Scope


@dataclass(frozen=True, slots=True)
class Course:
    """The days of somebody's first and last gift and how many there are, and who they are of."""

    first: Any
    last: Any
    gifts: Any
    whose: Callable[..., ColumnElement[bool]]


def patterned(condition: Patterned, scope: Scope) -> ColumnElement[bool]:
    """Whose giving took such a course; never somebody's who gave nothing."""
    course = _rolled(scope) if rollups.fresh(scope) else _counted(scope)
    match condition:
        case FirstGift(period, floor):
            days = scope.days(period)
            if floor is not None:
                return _first_of(floor, days, scope)
            return course.whose(_within(course.first, days))
        case LastGift(period):
            return course.whose(_within(course.last, scope.days(period)))
        case Lapsed(months):
            return course.whose(course.last < labels.months_before(scope.as_of.today, months))
        case GivingPattern():
            return _by_pattern(condition, course, scope)
        case _:
            assert_never(condition)


def _rolled(scope: Scope) -> Course:
    return Course(
        Rollup.any_first_on,
        Rollup.any_last_on,
        Rollup.any_gifts,
        lambda *conditions: rollups.whose(scope, *conditions),
    )


def _counted(scope: Scope) -> Course:
    gifts = select(Donation.constituent_id).where(*settled(scope, Interval()), Donation.amount >= 0)
    givers = gifts.group_by(Donation.constituent_id)
    return Course(
        func.min(Donation.received_on),
        func.max(Donation.received_on),
        func.count(),
        lambda *conditions: among(givers.having(and_(*conditions))),
    )


def _by_pattern(condition: GivingPattern, course: Course, scope: Scope) -> ColumnElement[bool]:
    last, this = both_years(condition, scope.as_of)
    match condition.pattern:
        case Pattern.LYBUNT:
            return course.whose(_within(course.last, last))
        case Pattern.SYBUNT:
            return course.whose(_within(course.last, Interval(None, last.start)))
        case Pattern.FIRST_TIME:
            return course.whose(_within(course.first, this))
        case Pattern.SECOND_GIFT:
            today = scope.as_of.today
            fresh = course.first.between(labels.months_before(today, labels.SECOND_GIFT_WITHIN), today)
            return course.whose(course.gifts == 1, fresh)
        case Pattern.UPGRADED:
            return _compared(scope, last, this, lambda now, before: now > before)
        case Pattern.DOWNGRADED:
            return _compared(scope, last, this, lambda now, before: now < before)
        case _:
            assert_never(condition.pattern)


def _within(day: Any, days: Interval) -> ColumnElement[bool]:
    """There is such a day, and it is one of these."""
    return and_(
        day.is_not(None),
        true() if days.start is None else day >= days.start,
        true() if days.end is None else day < days.end,
    )


def _compared(
    scope: Scope, last: Interval, this: Interval, differ: Callable[[Any, Any], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """Who gave in both years, in the workspace's currency, and whose sums net of refunds differ so."""
    mine = (*settled(scope, Interval(last.start, this.end)), Donation.currency == scope.workspace.currency)
    now, before = Donation.received_on >= this.start, Donation.received_on < this.start
    gifts = (func.count().filter(when, Donation.amount >= 0) > 0 for when in (now, before))
    sums = (func.sum(case((when, Donation.amount), else_=0)) for when in (now, before))
    givers = select(Donation.constituent_id).where(*mine).group_by(Donation.constituent_id)
    if rollups.fresh(scope):
        givers = givers.where(Donation.constituent_id.in_(_gave_in_both(scope, last, this)))
    return among(givers.having(and_(*gifts, differ(*sums))))


def _gave_in_both(scope: Scope, last: Interval, this: Interval) -> Select[Any]:
    """Who gave in both years, in any currency: the few whose gifts have to be looked at."""
    month = last.start.month if last.start else 1
    column = Rollup.calendar_years if month == 1 else Rollup.fiscal_years
    masks_of = (masks.whole_years(days.start, days.end, month) for days in (last, this))
    bits = (column.bitwise_and(years) != 0 for years in masks_of if years is not None)
    spans = (Rollup.any_last_on >= this.start, Rollup.any_first_on < this.start)
    return select(Rollup.constituent_id).where(Rollup.workspace_id == scope.workspace.id, *spans, *bits)


# --- the amount of the first gift


def _first_of(floor: int, days: Interval, scope: Scope) -> ColumnElement[bool]:
    """Whose very first gift, on one of these days, is in the workspace's currency and large enough."""
    if not rollups.fresh(scope):
        return among(select(Donation.constituent_id).where(_is_first(floor, scope), *settled(scope, days)))
    on_that_day = exists().where(
        _is_first(floor, scope),
        *settled(scope, Interval()),
        Donation.constituent_id == Rollup.constituent_id,
        Donation.received_on == Rollup.any_first_on,
    )
    return rollups.whose(
        scope,
        _within(Rollup.any_first_on, days),
        Rollup.first_gift_on == Rollup.any_first_on,
        Rollup.first_gift >= floor,
        or_(Rollup.gifts == Rollup.any_gifts, on_that_day.correlate(Rollup)),
    )


def _is_first(floor: int, scope: Scope) -> ColumnElement[bool]:
    """A gift of this size or more before which she gave none, not on its day either."""
    other = aliased(Donation)
    sooner = or_(
        other.received_on < Donation.received_on,
        and_(other.received_on == Donation.received_on, other.id < Donation.id),
    )
    before = exists().where(
        other.workspace_id == Donation.workspace_id,
        other.constituent_id == Donation.constituent_id,
        other.status == GiftStatus.SETTLED,
        other.amount >= 0,
        sooner,
    )
    large = and_(Donation.amount >= floor, Donation.currency == scope.workspace.currency)
    return and_(large, ~before.correlate(Donation))
