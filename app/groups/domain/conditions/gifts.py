"""Which gifts a condition counts: all that it asks is asked of one and the same gift."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, assert_never

from app.activity.domain.kinds import GiftKind
from app.constituents.domain.text import fold
from app.groups.domain.conditions.ops import Count
from app.groups.domain.facts import Gift
from app.groups.domain.periods import ANY_TIME, Interval, Period
from app.groups.domain.reading import MAX_AMOUNT, Fields, Unreadable, shown
from app.groups.domain.speech import Speech
from app.words import _, dated, plural


def counted_words(op: Count, n: int, kind: GiftKind | None) -> str:
    """So many gifts of this kind: "at least 2 pledge payments", "no gift"."""
    match kind:
        case None:
            return op.words(n, plural(n, "{n} gift", "{n} gifts"), _("no gift"))
        case GiftKind.ONE_OFF:
            return op.words(n, plural(n, "{n} one-off gift", "{n} one-off gifts"), _("no one-off gift"))
        case GiftKind.RECURRING:
            return op.words(n, plural(n, "{n} recurring gift", "{n} recurring gifts"), _("no recurring gift"))
        case GiftKind.PLEDGE_PAYMENT:
            return op.words(n, plural(n, "{n} pledge payment", "{n} pledge payments"), _("no pledge payment"))
        case GiftKind.IN_KIND:
            return op.words(n, plural(n, "{n} gift in kind", "{n} gifts in kind"), _("no gift in kind"))
        case _:
            assert_never(kind)


@dataclass(frozen=True, slots=True)
class Like:
    """What a gift must be like; blank and None ask nothing. Amounts are in minor units, ends included.

    An amount compares with gifts in the workspace's currency only: one in another is like none.
    """

    period: Period = ANY_TIME
    amount_at_least: int | None = None
    amount_at_most: int | None = None
    fund: str = ""
    campaign: str = ""
    appeal: str = ""
    kind: GiftKind | None = None

    @property
    def texts(self) -> dict[str, str]:
        """What is asked of the fund, the campaign and the appeal, by their names."""
        texts = {"fund": self.fund, "campaign": self.campaign, "appeal": self.appeal}
        return {name: text for name, text in texts.items() if text}

    def takes(self, gift: Gift, days: Interval) -> bool:
        """Whether this gift or refund, on one of these days, is like it."""
        return (
            gift.on in days
            and self._in_reach(gift)
            and all(fold(getattr(gift, name)) == fold(text) for name, text in self.texts.items())
            and self.kind in (None, gift.kind)
        )

    def _in_reach(self, gift: Gift) -> bool:
        low, high = self.amount_at_least, self.amount_at_most
        if low is None and high is None:
            return True
        return (
            not gift.foreign and (low is None or gift.amount >= low) and (high is None or gift.amount <= high)
        )


class Texts(TypedDict):
    """What is asked of the words on a gift; blank asks nothing."""

    fund: str
    campaign: str
    appeal: str


def read_texts(fields: Fields) -> Texts:
    """The fields `fund`, `campaign` and `appeal`, each blank when missing."""
    return Texts(
        fund=_text(fields, "fund"), campaign=_text(fields, "campaign"), appeal=_text(fields, "appeal")
    )


def _text(fields: Fields, name: str) -> str:
    text = fields.text(name)
    if text and not fold(text):
        raise Unreadable(fields.at(name), shown(text), _("text with a letter or a digit"))
    return text


def read_bounds(fields: Fields) -> tuple[int | None, int | None]:
    """The least and the greatest amount, None where missing; the greatest may be 0."""
    low, high = read_bound(fields, "amount_at_least", 1), read_bound(fields, "amount_at_most", 0)
    if low is not None and high is not None and high < low:
        raise Unreadable(fields.at("amount_at_most"), str(high), _("an amount not below {low}", low=low))
    return low, high


def read_bound(fields: Fields, name: str, least: int) -> int | None:
    """An amount that may be missing."""
    return fields.integer(name, least, MAX_AMOUNT) if name in fields.told else None


def read_kind(fields: Fields) -> GiftKind | None:
    """The field `gift_kind`, None when missing."""
    return fields.choice("gift_kind", GiftKind) if "gift_kind" in fields.told else None


def like_told(like: Like) -> dict[str, Any]:
    """What is asked besides the period, as JSON without blanks."""
    bounds = {"amount_at_least": like.amount_at_least, "amount_at_most": like.amount_at_most}
    kind = {"gift_kind": like.kind.value} if like.kind else {}
    return {name: bound for name, bound in bounds.items() if bound is not None} | like.texts | kind


def bounds_words(like: Like, speech: Speech) -> str:
    """What is asked of the amount, after the noun: "of $50 or more"; "" for nothing."""
    low, high = like.amount_at_least, like.amount_at_most
    if low is not None and low == high:
        return _("of {amount} exactly", amount=speech.money(low))
    if low is not None and high is not None:
        return _("of {low} to {high}", low=speech.money(low), high=speech.money(high))
    if low is not None:
        return _("of {low} or more", low=speech.money(low))
    return "" if high is None else _("of {high} or less", high=speech.money(high))


def texts_words(like: Like) -> str:
    """What is asked of the fund, the campaign and the appeal: "to the fund “Trees”"; "" for nothing."""
    said = {
        "fund": _("to the fund “{fund}”", fund=like.fund),
        "campaign": _("in the campaign “{campaign}”", campaign=like.campaign),
        "appeal": _("for the appeal “{appeal}”", appeal=like.appeal),
    }
    return " ".join(said[name] for name in like.texts)


def gifts_words(gifts: Sequence[Gift], speech: Speech) -> str:
    """How many gifts, and the latest: "2 gifts, the latest $50 on Nov 11, 2026"."""
    if not gifts:
        return _("no gift")
    last = gift_words(max(reversed(gifts), key=lambda gift: gift.on), speech)
    return plural(len(gifts), "{n} gift, {latest}", "{n} gifts, the latest {latest}", latest=last)


def gift_words(gift: Gift, speech: Speech) -> str:
    """One gift: "$50 on Nov 11, 2026"."""
    amount = _("an amount in another currency") if gift.foreign else speech.money(gift.amount)
    return _("{amount} on {day}", amount=amount, day=dated(gift.on))


def average_words(gifts: Sequence[Gift], total: int, speech: Speech) -> str:
    """How much they are on average, of this sum: "gave about $33 on average in 3 gifts …"."""
    if not gifts:
        return _("made no gift")
    average, rest = divmod(total, len(gifts))
    amount, made = speech.money(average), gifts_words(gifts, speech)
    if rest:
        return _("gave about {amount} on average in {gifts}", amount=amount, gifts=made)
    return _("gave {amount} on average in {gifts}", amount=amount, gifts=made)
