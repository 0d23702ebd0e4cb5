"""Conditions about gifts: out of the rollups where they tell, else as sets out of the index of donations."""

from collections.abc import Iterator
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, not_, select, true

from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.groups.domain.conditions.gifts import Like
from app.groups.domain.conditions.giving import AverageGift, GiftCount, Giving, LargestGift, TotalGiven
from app.groups.domain.periods import ANY_TIME, Interval, Period
from app.groups.queries import rolled_giving, rollups
from app.groups.queries.counted import among, limited, numbering
from app.groups.queries.scope import Scope
from app.groups.queries.spellings import spellings


def gave(condition: Giving, scope: Scope) -> ColumnElement[bool]:
    """Whose gifts meet the condition. Who gave nothing gave 0, and is in no set of givers."""
    if rollups.fresh(scope) and (found := rolled_giving.gave(condition, scope)) is not None:
        return found
    match condition:
        case GiftCount(op, n):
            return numbering(_each(condition.like, scope).where(Donation.amount >= 0), op, n)
        case TotalGiven():
            return _total(condition, scope)
        case AverageGift(op, amount):
            number = func.count().filter(Donation.amount >= 0)
            average = limited(op, func.sum(Donation.amount), amount * number)
            return among(_givers(condition.like, scope).where(_mine(scope)).having(number > 0, average))
        case LargestGift(op, amount):
            gifts = _givers(condition.like, scope).where(_mine(scope), Donation.amount >= 0)
            return among(gifts.having(limited(op, func.max(Donation.amount), amount)))
        case _:
            assert_never(condition)


def _total(condition: TotalGiven, scope: Scope) -> ColumnElement[bool]:
    givers = _givers(condition.like, scope).where(_mine(scope))
    holds = limited(condition.op, func.sum(Donation.amount), condition.amount)
    if condition.op.holds(0, condition.amount):
        return not_(among(givers.having(not_(holds))))
    return among(givers.having(holds))


def gave_any(scope: Scope, period: Period = ANY_TIME) -> ColumnElement[bool]:
    """Made at least one settled gift in the period."""
    if rollups.fresh(scope):
        return rollups.gave_any(scope, period)
    return among(_gifts(Like(period), scope).where(Donation.amount >= 0))


def settled(scope: Scope, days: Interval) -> tuple[ColumnElement[bool], ...]:
    """A gift or refund here whose money moved on one of these days."""
    return (
        Donation.workspace_id == scope.workspace.id,
        Donation.status == GiftStatus.SETTLED,
        true() if days.start is None else Donation.received_on >= days.start,
        true() if days.end is None else Donation.received_on < days.end,
    )


def _each(like: Like, scope: Scope) -> Select[Any]:
    """The givers of gifts like this; each once where any day counts, as most of them then gave often."""
    return _gifts(like, scope) if scope.days(like.period).start else _givers(like, scope)


def _givers(like: Like, scope: Scope) -> Select[Any]:
    """Who has settled gifts or refunds that are like this, one row each."""
    gifts, giver = _gifts(like, scope), Donation.constituent_id
    if like.texts:  # an expression, or SQLite looks at every gift of everybody to have them in this order
        gifts = gifts.group_by(func.coalesce(giver, 0))
    return gifts.group_by(giver)


def _gifts(like: Like, scope: Scope) -> Select[Any]:
    """The givers of settled gifts or refunds that are like this, one row for each gift."""
    asked = (*settled(scope, scope.days(like.period)), *_bounds(like, scope), *_said(like, scope))
    return select(Donation.constituent_id).where(*asked)


def _bounds(like: Like, scope: Scope) -> Iterator[ColumnElement[bool]]:
    low, high = like.amount_at_least, like.amount_at_most
    if low is not None or high is not None:
        yield _mine(scope)
    if low is not None:
        yield Donation.amount >= low
    if high is not None:
        yield Donation.amount <= high


def _said(like: Like, scope: Scope) -> Iterator[ColumnElement[bool]]:
    columns: dict[str, Any] = {
        "fund": Donation.fund,
        "campaign": Donation.campaign,
        "appeal": Donation.appeal,
    }
    for name, text in like.texts.items():
        column = columns[name]
        told = column.in_(spellings(scope.workspace, column, text))
        yield and_(told, column != literal_column("''"))  # as the partial index says it
    if like.kind is not None:
        yield Donation.kind == like.kind


def _mine(scope: Scope) -> ColumnElement[bool]:
    """In the workspace's currency."""
    return Donation.currency == scope.workspace.currency
