"""Who can lift a restriction that staff cannot, and why staff cannot: for staff, in words."""

from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.permissions import Liftable, Refused, may_lift
from app.words import _

_MAILBOX = frozenset({SuppressionReason.HARD_BOUNCE, SuppressionReason.SOFT_BOUNCES})


def who_else_lifts(restriction: Liftable, name: str = "") -> str:
    """Who can end this restriction, where staff cannot; "" where an admin can, with a reason.

    `name` is that of the person it is about.
    """
    if not isinstance(may_lift(restriction, Party.STAFF, reason="asked"), Refused):
        return ""
    who = name or _("the supporter")
    match restriction.reason, restriction.kind:
        case SuppressionReason.ERASED, _:
            return _("Nobody here: whoever had this address asked to be erased.")
        case reason, _ if reason in _MAILBOX:
            return _("Nobody: it is about the address. Another address that works helps.")
        case _, EventKind.PAUSED:
            return _("It ends by itself. Before that: only {name}, on the preference page.", name=who)
        case _:
            return _("Only {name}, on the preference page.", name=who)
