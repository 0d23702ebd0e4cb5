"""The patterns of giving by years, in words."""

from enum import StrEnum

from app.activity.domain import labels
from app.groups.domain.periods import YearKind
from app.words import N_, plural


class Pattern(StrEnum):
    """A state of giving with a name, by the years in which somebody gave."""

    LYBUNT = "lybunt"
    SYBUNT = "sybunt"
    FIRST_TIME = "first_time"
    SECOND_GIFT = "second_gift"
    UPGRADED = "upgraded"
    DOWNGRADED = "downgraded"

    @property
    def label(self) -> str:
        """Its name in a choice."""
        return _SAID[self][0]

    @property
    def meaning(self) -> str:
        """What it means of anybody, in one sentence."""
        return _SAID[self][1]


_SAID = {
    Pattern.LYBUNT: ("LYBUNT", N_("Gave last year but unfortunately not this one.")),
    Pattern.SYBUNT: ("SYBUNT", N_("Gave some earlier year but neither last year nor this one.")),
    Pattern.FIRST_TIME: (N_("First-time donor"), N_("The first gift of all was this year.")),
    Pattern.SECOND_GIFT: (
        labels.LabelKind.SECOND_GIFT.label,
        labels.LabelKind.SECOND_GIFT.meaning,
    ),
    Pattern.UPGRADED: (N_("Gave more"), N_("Gave in both years, and the sum of this year is higher.")),
    Pattern.DOWNGRADED: (N_("Gave less"), N_("Gave in both years, and the sum of this year is lower.")),
}


def pattern_words(pattern: Pattern, year: YearKind) -> str:
    """What people with this pattern do, to follow "People who"."""
    if pattern is Pattern.SECOND_GIFT:
        return plural(
            labels.SECOND_GIFT_WITHIN,
            "made their first gift in the last month and no second one",
            "made their first gift in the last {n} months and no second one",
        )
    calendar, fiscal = _PHRASES[pattern]
    return str(fiscal if year is YearKind.FISCAL else calendar)


_PHRASES = {
    Pattern.LYBUNT: (
        N_("gave last calendar year but not this one"),
        N_("gave last fiscal year but not this one"),
    ),
    Pattern.SYBUNT: (
        N_("gave some earlier calendar year but neither last year nor this one"),
        N_("gave some earlier fiscal year but neither last year nor this one"),
    ),
    Pattern.FIRST_TIME: (
        N_("made their very first gift this calendar year"),
        N_("made their very first gift this fiscal year"),
    ),
    Pattern.UPGRADED: (
        N_("gave more this calendar year than last"),
        N_("gave more this fiscal year than last"),
    ),
    Pattern.DOWNGRADED: (
        N_("gave less this calendar year than last, but in both"),
        N_("gave less this fiscal year than last, but in both"),
    ),
}
