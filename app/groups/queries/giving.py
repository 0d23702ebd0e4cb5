"""Conditions about gifts: out of the rollups where they tell, else as sets out of the index of donations."""

from typing import Any, assert_never

from sqlalchemy import ColumnElement, Select, and_, func, not_, select, true

from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.constituents.models import Constituent
from app.groups.domain.periods import ANY_TIME, Period
from app.groups.domain.rules import Count, GiftCount, Limit, TotalGiven
from app.groups.queries import rollups
from app.groups.queries.scope import Scope


def gave(condition: TotalGiven | GiftCount, scope: Scope) -> ColumnElement[bool]:
    """Whose gifts meet the condition. Who gave nothing gave 0, and is in no set of givers."""
    if rollups.fresh(scope) and (found := rollups.gave(condition, scope)) is not None:
        return found
    if isinstance(condition, TotalGiven):
        return _total(condition, scope)
    return _count(condition, scope)


def _total(condition: TotalGiven, scope: Scope) -> ColumnElement[bool]:
    givers = _donors(condition.period, scope).where(Donation.currency == scope.workspace.currency)
    total = func.sum(Donation.amount)
    match condition.op:
        case Limit.AT_LEAST if condition.amount > 0:
            return _in(givers.having(total >= condition.amount))
        case Limit.AT_LEAST:
            return not_(_in(givers.having(total < condition.amount)))
        case Limit.AT_MOST if condition.amount >= 0:
            return not_(_in(givers.having(total > condition.amount)))
        case Limit.AT_MOST:
            return _in(givers.having(total <= condition.amount))
        case _:
            assert_never(condition.op)


def _count(condition: GiftCount, scope: Scope) -> ColumnElement[bool]:
    givers = _donors(condition.period, scope).where(Donation.amount >= 0)
    if condition.amount_at_least is not None:
        givers = givers.where(
            Donation.amount >= condition.amount_at_least, Donation.currency == scope.workspace.currency
        )
    number = func.count()
    match condition.op:
        case Count.AT_LEAST:
            return _in(givers.having(number >= condition.n)) if condition.n > 0 else true()
        case Count.AT_MOST:
            return not_(_in(givers.having(number > condition.n)))
        case Count.EXACTLY:
            return _in(givers.having(number == condition.n)) if condition.n else not_(_in(givers))
        case _:
            assert_never(condition.op)


def gave_any(scope: Scope, period: Period = ANY_TIME) -> ColumnElement[bool]:
    """Made at least one settled gift in the period."""
    if rollups.fresh(scope):
        return rollups.gave_any(scope, period)
    return _in(_donors(period, scope).where(Donation.amount >= 0))


def _donors(period: Period, scope: Scope) -> Select[Any]:
    """Who has settled gifts or refunds in the period."""
    days = scope.days(period)
    return (
        select(Donation.constituent_id)
        .where(
            Donation.workspace_id == scope.workspace.id,
            Donation.status == GiftStatus.SETTLED,
            and_(
                true() if days.start is None else Donation.received_on >= days.start,
                true() if days.end is None else Donation.received_on < days.end,
            ),
        )
        .group_by(Donation.constituent_id)
    )


def _in(people: Select[Any]) -> ColumnElement[bool]:
    return Constituent.id.in_(people)
