"""Why somebody joined or left a group, and why it was calculated."""

from collections.abc import Collection
from enum import StrEnum

from app.words import N_

_WORDS = {
    "first": N_("it was calculated for the first time"),
    "rule": N_("the rule changed"),
    "pin": N_("somebody was pinned"),
    "date": N_("a date passed"),
    "gift": N_("a gift"),
    "registration": N_("a registration"),
    "email": N_("something that happened to an email"),
    "profile": N_("a change of the profile"),
    "permission": N_("a change of permission"),
    "group": N_("another group changed"),
    "settings": N_("a setting of the workspace changed"),
    "mended": N_("what the rule refers to is there again"),
    "asked": N_("it was recalculated by hand"),
    "list": N_("the list was changed by hand"),
    "undo": N_("a change of the list was taken back"),
    "gone": N_("the record was erased, merged or undone"),
}


class Cause(StrEnum):
    """What made a group's members other than they were."""

    FIRST = "first"
    RULE = "rule"
    PIN = "pin"
    DATE = "date"
    GIFT = "gift"
    REGISTRATION = "registration"
    EMAIL = "email"
    PROFILE = "profile"
    PERMISSION = "permission"
    GROUP = "group"
    SETTINGS = "settings"
    MENDED = "mended"
    ASKED = "asked"
    LIST = "list"
    UNDO = "undo"
    GONE = "gone"

    @property
    def words(self) -> str:
        """The cause after "because": "the rule changed"."""
        return _WORDS[self.value]


def foremost(causes: Collection[Cause]) -> Cause | None:
    """The one to name when there are several, in the order in which they are listed; None of none."""
    order = list(Cause)
    return min(causes, key=order.index, default=None)
