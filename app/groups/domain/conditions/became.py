"""What becomes of an email, in words."""

from enum import StrEnum

from app.words import N_, _, figure


class Became(StrEnum):
    """What may have become of a message."""

    SENT = "sent"
    DELIVERED = "delivered"
    OPENED = "opened"
    CLICKED = "clicked"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"

    @property
    def words(self) -> str:
        """It after "was" or a number: "opened"."""
        return _DONE[self]


class Bounced(StrEnum):
    """Which bounces count: all, those for good, or those that may pass."""

    ANY = "any"
    HARD = "hard"
    SOFT = "soft"


_DONE = {
    Became.SENT: N_("sent"),
    Became.DELIVERED: N_("delivered"),
    Became.OPENED: N_("opened"),
    Became.CLICKED: N_("clicked"),
    Became.BOUNCED: N_("bounced"),
    Became.COMPLAINED: N_("complained about"),
    Became.UNSUBSCRIBED: N_("unsubscribed from"),
}


def told_of(what: Became, number: int) -> str:
    """So many messages of which this became: "3 opened"."""
    return _("{number} {done}", number=figure(number), done=what.words)
