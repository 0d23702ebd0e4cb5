"""Conditions about numbers and sums of gifts.

A gift is settled and no refund; sums, averages and bounds are in the workspace's currency alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from app.activity.domain.kinds import GiftKind
from app.groups.domain.conditions.gifts import (
    Like,
    average_words,
    bounds_words,
    counted_words,
    gift_words,
    gifts_words,
    like_told,
    read_bounds,
    read_kind,
    read_texts,
    texts_words,
)
from app.groups.domain.conditions.ops import Count, Limit
from app.groups.domain.facts import Facts, Gift
from app.groups.domain.period_json import period_to_json, read_period
from app.groups.domain.periods import ANY_TIME, AsOf, Period, resolve
from app.groups.domain.reading import MAX_AMOUNT, Fields
from app.groups.domain.speech import Speech, joined, spaced
from app.words import N_, _

MAX_GIFTS = 10_000


@dataclass(frozen=True, slots=True)
class GiftCount:
    """The number of settled gifts that are each in the period and like all of what is asked.

    Amounts are in minor units; blank and None ask nothing.
    """

    op: Count
    n: int
    amount_at_least: int | None = None
    period: Period = ANY_TIME
    amount_at_most: int | None = None
    fund: str = ""
    campaign: str = ""
    appeal: str = ""
    gift_kind: GiftKind | None = None

    @property
    def like(self) -> Like:
        bounds = (self.amount_at_least, self.amount_at_most)
        return Like(self.period, *bounds, self.fund, self.campaign, self.appeal, self.gift_kind)


@dataclass(frozen=True, slots=True)
class TotalGiven:
    """The sum of settled gifts in the period less what was refunded in it, in minor units.

    Who gave nothing has given 0.
    """

    op: Limit
    amount: int
    period: Period = ANY_TIME
    fund: str = ""
    campaign: str = ""
    appeal: str = ""

    @property
    def like(self) -> Like:
        return Like(self.period, fund=self.fund, campaign=self.campaign, appeal=self.appeal)


@dataclass(frozen=True, slots=True)
class AverageGift:
    """What the gifts in the period came to each, net of refunds, in minor units.

    It is compared unrounded. Who made no gift in the period has none: it never holds.
    """

    op: Limit
    amount: int
    period: Period = ANY_TIME

    @property
    def like(self) -> Like:
        return Like(self.period)


@dataclass(frozen=True, slots=True)
class LargestGift:
    """The largest of the gifts in the period, in minor units. Who gave nothing has none: it never holds."""

    op: Limit
    amount: int
    period: Period = ANY_TIME

    @property
    def like(self) -> Like:
        return Like(self.period)


Giving = GiftCount | TotalGiven | AverageGift | LargestGift


# --- JSON


def _gift_count(fields: Fields) -> GiftCount:
    op = fields.choice("op", Count)
    n = fields.integer("n", 1 if op is Count.AT_LEAST else 0, MAX_GIFTS)
    low, high = read_bounds(fields)
    texts, kind = read_texts(fields), read_kind(fields)
    return GiftCount(op, n, low, read_period(fields), high, **texts, gift_kind=kind)


def _total_given(fields: Fields) -> TotalGiven:
    op, amount = _bound(fields)
    return TotalGiven(op, amount, read_period(fields), **read_texts(fields))


def _bound(fields: Fields) -> tuple[Limit, int]:
    op = fields.choice("op", Limit)
    return op, fields.integer("amount", 1 if op is Limit.AT_LEAST else 0, MAX_AMOUNT)


READERS: dict[str, Callable[[Fields], Giving]] = {
    "total_given": _total_given,
    "gift_count": _gift_count,
    "average_gift": lambda fields: AverageGift(*_bound(fields), read_period(fields)),
    "largest_gift": lambda fields: LargestGift(*_bound(fields), read_period(fields)),
}


def told(condition: Giving) -> dict[str, Any]:
    """One condition as JSON, without blanks."""
    asked = like_told(condition.like) | {"period": period_to_json(condition.period)}
    match condition:
        case GiftCount(op, n):
            return {"type": "gift_count", "op": op.value, "n": n} | asked
        case TotalGiven(op, amount):
            return {"type": "total_given", "op": op.value, "amount": amount} | asked
        case AverageGift(op, amount):
            return {"type": "average_gift", "op": op.value, "amount": amount} | asked
        case LargestGift(op, amount):
            return {"type": "largest_gift", "op": op.value, "amount": amount} | asked
        case _:
            assert_never(condition)


# --- words


def words(condition: Giving, speech: Speech) -> str:
    """One condition as what people do: "made at least 2 gifts of $50 or more in the last 12 months"."""
    match condition:
        case GiftCount(op, n):
            said = _("made {gifts}", gifts=counted_words(op, n, condition.gift_kind))
            said = joined(said, bounds_words(condition.like, speech))
        case TotalGiven(op, amount) | AverageGift(op, amount) | LargestGift(op, amount):
            said = _LIMITS[type(condition), op].format(amount=speech.money(amount))
        case _:
            assert_never(condition)
    return spaced(joined(said, texts_words(condition.like)), condition.period)


_LIMITS = {
    (TotalGiven, Limit.AT_LEAST): N_("gave at least {amount} in total"),
    (TotalGiven, Limit.AT_MOST): N_("gave nothing or at most {amount} in total"),
    (AverageGift, Limit.AT_LEAST): N_("gave at least {amount} on average per gift"),
    (AverageGift, Limit.AT_MOST): N_("gave at most {amount} on average per gift"),
    (LargestGift, Limit.AT_LEAST): N_("gave at least {amount} in their largest gift"),
    (LargestGift, Limit.AT_MOST): N_("gave at most {amount} in their largest gift"),
}


# --- one person


def holds(condition: Giving, facts: Facts, as_of: AsOf) -> bool:
    """Whether one condition is true of this person on that day."""
    match condition:
        case GiftCount(op, n):
            return op.holds(len(counted_gifts(condition, facts, as_of)), n)
        case TotalGiven(op, amount):
            return op.holds(total_given(condition, facts, as_of), amount)
        case AverageGift(op, amount):
            number = len(compared_gifts(condition, facts, as_of))
            return number > 0 and op.holds(total_given(condition, facts, as_of), amount * number)
        case LargestGift(op, amount):
            gifts = compared_gifts(condition, facts, as_of)
            return bool(gifts) and op.holds(max(gift.amount for gift in gifts), amount)
        case _:
            assert_never(condition)


def counted_gifts(condition: Giving, facts: Facts, as_of: AsOf) -> list[Gift]:
    """The settled gifts, without refunds, that are like all of what the condition asks."""
    like = condition.like
    days = resolve(like.period, as_of)
    return [gift for gift in facts.settled_gifts if like.takes(gift, days)]


def compared_gifts(condition: Giving, facts: Facts, as_of: AsOf) -> list[Gift]:
    """Those of them that are in the workspace's currency."""
    return [gift for gift in counted_gifts(condition, facts, as_of) if not gift.foreign]


def total_given(condition: TotalGiven | AverageGift, facts: Facts, as_of: AsOf) -> int:
    """The sum of settled gifts less refunds, in minor units; those in other currencies are left out."""
    like = condition.like
    days = resolve(like.period, as_of)
    settled = (gift for gift in facts.gifts if gift.settled and not gift.foreign)
    return sum(gift.amount for gift in settled if like.takes(gift, days))


def evidence(condition: Giving, facts: Facts, as_of: AsOf, speech: Speech) -> str:
    """What the record says about it, whichever way it went, with amounts and dates."""
    match condition:
        case GiftCount():
            gifts = counted_gifts(condition, facts, as_of)
            return (
                _("made {gifts}", gifts=gifts_words(gifts, speech)) if gifts else _("made no gift like that")
            )
        case TotalGiven():
            return _(
                "gave {total} in {gifts}",
                total=speech.money(total_given(condition, facts, as_of)),
                gifts=gifts_words(counted_gifts(condition, facts, as_of), speech),
            )
        case AverageGift():
            gifts, total = compared_gifts(condition, facts, as_of), total_given(condition, facts, as_of)
            return average_words(gifts, total, speech)
        case LargestGift():
            largest = max(
                compared_gifts(condition, facts, as_of), key=lambda gift: (gift.amount, gift.on), default=None
            )
            return (
                _("the largest was {gift}", gift=gift_words(largest, speech))
                if largest
                else _("made no gift")
            )
        case _:
            assert_never(condition)
