"""Who can lift a restriction that staff cannot, and why staff cannot: for staff, in words."""

from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.permissions import Liftable, Refused, may_lift

_MAILBOX = frozenset({SuppressionReason.HARD_BOUNCE, SuppressionReason.SOFT_BOUNCES})


def who_else_lifts(restriction: Liftable, name: str = "") -> str:
    """Who can end this restriction, where staff cannot; "" where an admin can, with a reason.

    `name` is that of the person it is about.
    """
    if not isinstance(may_lift(restriction, Party.STAFF, reason="asked"), Refused):
        return ""
    herself = f"Only {name or 'the supporter'}, on the preference page."
    match restriction.reason, restriction.kind:
        case SuppressionReason.ERASED, _:
            return "Nobody here: whoever had this address asked to be erased."
        case reason, _ if reason in _MAILBOX:
            return "Nobody: it is about the address. Another address that works helps."
        case _, EventKind.PAUSED:
            return f"It ends by itself. Before that: {herself[0].lower()}{herself[1:]}"
        case _:
            return herself
