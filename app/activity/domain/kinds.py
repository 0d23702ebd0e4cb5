"""The closed sets that describe gifts, registrations and email."""

from enum import StrEnum


class GiftKind(StrEnum):
    """What sort of gift a donation is."""

    ONE_OFF = "one_off"
    RECURRING = "recurring"
    PLEDGE_PAYMENT = "pledge_payment"
    IN_KIND = "in_kind"


class GiftStatus(StrEnum):
    """Whether the money arrived. Only settled gifts count as giving."""

    SETTLED = "settled"
    PENDING = "pending"
    FAILED = "failed"
    REFUNDED = "refunded"


class TributeKind(StrEnum):
    """For whom a gift is given, beside the cause."""

    IN_HONOR = "in_honor"
    IN_MEMORY = "in_memory"


class EventKind(StrEnum):
    """Whether something people register for is over in days, or goes on like a course or a season."""

    EVENT = "event"
    PROGRAM = "program"


class RegistrationStatus(StrEnum):
    """What became of a registration."""

    REGISTERED = "registered"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    WAITLISTED = "waitlisted"


class EmailEventKind(StrEnum):
    """What a sending tool reports about one message to one person."""

    SENT = "sent"
    DELIVERED = "delivered"
    OPENED = "opened"
    CLICKED = "clicked"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"
    DROPPED = "dropped"


class BounceKind(StrEnum):
    """Whether a bounce is for good."""

    PERMANENT = "permanent"
    TRANSIENT = "transient"
