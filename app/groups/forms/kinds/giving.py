"""Conditions about gifts, as they are typed."""

from collections.abc import Mapping

from app.groups.domain.rules import Pattern
from app.groups.forms.fields import Control, Field, Options
from app.groups.forms.kinds.kind import LIMITS, Kind, amount, chosen, counted, text, when

_GIFT_KINDS: Options = (
    ("one_off", "single gift"),
    ("recurring", "recurring gift"),
    ("pledge_payment", "pledge payment"),
    ("in_kind", "gift in kind"),
)
_PATTERNS: Options = (
    ("lybunt", "LYBUNT: last year, not this"),
    ("sybunt", "SYBUNT: in earlier years only"),
    ("first_time", "first gift ever this year"),
    ("second_gift", "first gift, no second yet"),
    ("upgraded", "more than last year"),
    ("downgraded", "less than last year"),
)
_MARKS = tuple(
    text(name, label, offered=name, apart=True)
    for name, label in (("fund", "Fund"), ("campaign", "Campaign"), ("appeal", "Appeal"))
)
_LEAST = amount("amount_at_least", "Each at least")
_LIMIT = Field(name="op", label="How much", control=Control.CHOICE, options=LIMITS, start="at_least")
_AMOUNT = amount("amount", "Amount", missing="type an amount")
_NOBODY = "People without a gift count as “not gave”: they are in it."
_OWN_MONEY = "Gifts in another currency are left out."

KINDS: Mapping[str, Kind] = {
    "gift_count": Kind(
        "Number of gifts",
        (
            *counted("Gifts"),
            _LEAST,
            when(),
            amount("amount_at_most", "Each at most", apart=True),
            *_MARKS,
            chosen("gift_kind", "Kind of gift", _GIFT_KINDS, blank="any", apart=True),
        ),
        few=_NOBODY,
    ),
    "total_given": Kind("Total given", (_LIMIT, _AMOUNT, when(), *_MARKS), _OWN_MONEY, few=_NOBODY),
    "average_gift": Kind("Average gift", (_LIMIT, _AMOUNT, when()), _OWN_MONEY),
    "largest_gift": Kind("Largest gift", (_LIMIT, _AMOUNT, when()), _OWN_MONEY),
    "first_gift": Kind("First gift", (when(), _LEAST), "Asks about the very first gift of each person."),
    "last_gift": Kind("Latest gift", (when(),), "Asks about the latest gift of each person."),
    "giving_pattern": Kind(
        "Pattern of giving",
        (
            chosen("pattern", "Pattern", _PATTERNS),
            chosen("year", "Year", (("calendar", "calendar year"), ("fiscal", "fiscal year"))),
        ),
        meanings=("pattern", {each.value: each.meaning for each in Pattern}),
    ),
    "lapsed": Kind(
        "Lapsed",
        (
            Field(
                name="months",
                label="Months without a gift",
                control=Control.NUMBER,
                start="12",
                missing="type how many months",
            ),
        ),
        "Means people who gave before, and not since.",
    ),
}
