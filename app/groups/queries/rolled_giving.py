"""Conditions about gifts as far as the rollups tell: first, last, largest, how many and how much in all.

All of it holds only while the rollups are not stale.
"""

from typing import assert_never

from sqlalchemy import ColumnElement, not_

from app.activity.rollup_models import Rollup
from app.groups.domain.conditions.giving import AverageGift, GiftCount, Giving, LargestGift, TotalGiven
from app.groups.domain.periods import ANY_TIME
from app.groups.domain.rules import Count
from app.groups.queries.counted import limited, told
from app.groups.queries.rollups import gave_any, whose
from app.groups.queries.scope import Scope


def gave(condition: Giving, scope: Scope) -> ColumnElement[bool] | None:
    """Whose gifts meet the condition; None where only the gifts can tell."""
    like = condition.like
    if like.texts or like.kind or like.amount_at_most is not None:
        return None
    if like.period != ANY_TIME:
        return _ever(condition, scope)
    match condition:
        case TotalGiven(op, amount):
            enough = limited(op, Rollup.given, amount)
            return not_(whose(scope, not_(enough))) if op.holds(0, amount) else whose(scope, enough)
        case AverageGift(op, amount):
            return whose(scope, Rollup.gifts > 0, limited(op, Rollup.given, amount * Rollup.gifts))
        case LargestGift(op, amount):
            return whose(scope, Rollup.largest_gift.is_not(None), limited(op, Rollup.largest_gift, amount))
        case GiftCount(op, n) if like.amount_at_least is None:
            return told(Rollup.any_gifts, scope, op, n)
        case GiftCount():
            return _ever(condition, scope)
        case _:
            assert_never(condition)


def _ever(condition: Giving, scope: Scope) -> ColumnElement[bool] | None:
    """Whether there is such a gift at all is told by the first, the last and the largest."""
    if not isinstance(condition, GiftCount):
        return None
    match condition.op, condition.n:
        case (Count.AT_LEAST, 1):
            return _any_like(condition, scope)
        case (Count.AT_MOST | Count.EXACTLY, 0):
            found = _any_like(condition, scope)
            return None if found is None else not_(found)
        case _:
            return None


def _any_like(condition: GiftCount, scope: Scope) -> ColumnElement[bool] | None:
    if condition.amount_at_least is None:
        return gave_any(scope, condition.period)
    if condition.period == ANY_TIME:
        return whose(scope, Rollup.largest_gift >= condition.amount_at_least)
    return None
