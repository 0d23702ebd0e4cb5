"""Conditions about gifts, as they are typed."""

from collections.abc import Mapping

from app.groups.domain.rules import Pattern
from app.groups.forms.fields import Control, Field, Options
from app.groups.forms.kinds.kind import LIMITS, Kind, amount, chosen, counted, text, when
from app.words import N_

_GIFT_KINDS: Options = (
    ("one_off", N_("single gift")),
    ("recurring", N_("recurring gift")),
    ("pledge_payment", N_("pledge payment")),
    ("in_kind", N_("gift in kind")),
)
_PATTERNS: Options = (
    ("lybunt", N_("LYBUNT: last year, not this")),
    ("sybunt", N_("SYBUNT: in earlier years only")),
    ("first_time", N_("first gift ever this year")),
    ("second_gift", N_("first gift, no second yet")),
    ("upgraded", N_("more than last year")),
    ("downgraded", N_("less than last year")),
)
_MARKS = tuple(
    text(name, label, offered=name, apart=True)
    for name, label in (("fund", N_("Fund")), ("campaign", N_("Campaign")), ("appeal", N_("Appeal")))
)
_LEAST = amount("amount_at_least", N_("Each at least"))
_LIMIT = Field(name="op", label=N_("How much"), control=Control.CHOICE, options=LIMITS, start="at_least")
_AMOUNT = amount("amount", N_("Amount"), missing=N_("type an amount"))
_NOBODY = N_("People without a gift count as “not gave”: they are in it.")
_OWN_MONEY = N_("Gifts in another currency are left out.")

KINDS: Mapping[str, Kind] = {
    "gift_count": Kind(
        N_("Number of gifts"),
        (
            *counted(N_("Gifts")),
            _LEAST,
            when(),
            amount("amount_at_most", N_("Each at most"), apart=True),
            *_MARKS,
            chosen("gift_kind", N_("Kind of gift"), _GIFT_KINDS, blank=N_("any"), apart=True),
        ),
        few=_NOBODY,
    ),
    "total_given": Kind(N_("Total given"), (_LIMIT, _AMOUNT, when(), *_MARKS), _OWN_MONEY, few=_NOBODY),
    "average_gift": Kind(N_("Average gift"), (_LIMIT, _AMOUNT, when()), _OWN_MONEY),
    "largest_gift": Kind(N_("Largest gift"), (_LIMIT, _AMOUNT, when()), _OWN_MONEY),
    "first_gift": Kind(
        N_("First gift"), (when(), _LEAST), N_("Asks about the very first gift of each person.")
    ),
    "last_gift": Kind(N_("Latest gift"), (when(),), N_("Asks about the latest gift of each person.")),
    "giving_pattern": Kind(
        N_("Pattern of giving"),
        (
            chosen("pattern", N_("Pattern"), _PATTERNS),
            chosen("year", N_("Year"), (("calendar", N_("calendar year")), ("fiscal", N_("fiscal year")))),
        ),
        meanings=("pattern", {each.value: each.meaning for each in Pattern}),
    ),
    "lapsed": Kind(
        N_("Lapsed"),
        (
            Field(
                name="months",
                label=N_("Months without a gift"),
                control=Control.NUMBER,
                start="12",
                missing=N_("type how many months"),
            ),
        ),
        N_("Means people who gave before, and not since."),
    ),
}
