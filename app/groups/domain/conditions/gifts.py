"""Which gifts a condition counts: all that it asks is asked of one and the same gift."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from app.activity.domain.kinds import GiftKind
from app.constituents.domain.text import fold
from app.groups.domain.facts import Gift
from app.groups.domain.periods import ANY_TIME, Interval, Period, day_words
from app.groups.domain.reading import MAX_AMOUNT, Fields, Unreadable, shown
from app.groups.domain.speech import Speech
from app.words import N_, _

NOUNS = {
    GiftKind.ONE_OFF: (N_("one-off gift"), N_("one-off gifts")),
    GiftKind.RECURRING: (N_("recurring gift"), N_("recurring gifts")),
    GiftKind.PLEDGE_PAYMENT: (N_("pledge payment"), N_("pledge payments")),
    GiftKind.IN_KIND: (N_("gift in kind"), N_("gifts in kind")),
}
GIFT = ("gift", "gifts")


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
    """What is asked of the amount, after the noun: " of $50 or more"; "" for nothing."""
    low, high = like.amount_at_least, like.amount_at_most
    if low is not None and high is not None:
        return _(" of {low}", low=speech.money(low)) + (
            _(" to {high}", high=speech.money(high)) if low != high else " exactly"
        )
    if low is not None:
        return _(" of {low} or more", low=speech.money(low))
    return "" if high is None else _(" of {high} or less", high=speech.money(high))


def texts_words(like: Like) -> str:
    """What is asked of the fund, the campaign and the appeal: " to the fund “Trees”"; "" for nothing."""
    before = {"fund": _("to the fund"), "campaign": _("in the campaign"), "appeal": _("for the appeal")}
    return "".join(f" {before[name]} “{text}”" for name, text in like.texts.items())


def gifts_words(gifts: Sequence[Gift], speech: Speech) -> str:
    """How many gifts, and the latest: "2 gifts, the latest $50 on 11 Nov 2026"."""
    if not gifts:
        return _("no gift")
    last = gift_words(max(reversed(gifts), key=lambda gift: gift.on), speech)
    return (
        _("1 gift, {last}", last=last)
        if len(gifts) == 1
        else _("{gifts} gifts, the latest {last}", gifts=len(gifts), last=last)
    )


def gift_words(gift: Gift, speech: Speech) -> str:
    """One gift: "$50 on 11 Nov 2026"."""
    amount = _("an amount in another currency") if gift.foreign else speech.money(gift.amount)
    return _("{amount} on {day_words}", amount=amount, day_words=day_words(gift.on))
