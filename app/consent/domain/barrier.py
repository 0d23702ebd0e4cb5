"""The gates between a person and a message, in their order, and the words for what may stand in each."""

from enum import StrEnum

from app.consent.domain.facts import EventKind
from app.words import N_


class Gate(StrEnum):
    """The eleven gates. Their order here is the order in which they are listed and decide."""

    MODULE_ON = "module_on"
    NOT_DECEASED = "not_deceased"
    ACTIVE = "active"
    NOT_DO_NOT_CONTACT = "not_do_not_contact"
    PRIMARY_EMAIL = "primary_email"
    NOT_SUPPRESSED = "not_suppressed"
    NOT_UNSUBSCRIBED = "not_unsubscribed"
    CONSENT = "consent"
    TOPIC = "topic"
    NOT_EXCLUDED = "not_excluded"
    FREQUENCY = "frequency"

    @property
    def number(self) -> int:
        """Its place in the order, from 1."""
        return list(Gate).index(self) + 1

    @property
    def words(self) -> str:
        """What it asks, as a statement that is true when it is passed."""
        return _GATE_WORDS[self]


STANDING_GATES = frozenset(list(Gate)[:8])
"""The gates about the person alone: passing them is what "can be emailed" means where no topic is asked."""

_GATE_WORDS = {
    Gate.MODULE_ON: N_("The email module is on"),
    Gate.NOT_DECEASED: N_("Not deceased"),
    Gate.ACTIVE: N_("Active record"),
    Gate.NOT_DO_NOT_CONTACT: N_("Not do-not-contact"),
    Gate.PRIMARY_EMAIL: N_("Has a working primary email"),
    Gate.NOT_SUPPRESSED: N_("Address not suppressed"),
    Gate.NOT_UNSUBSCRIBED: N_("Not unsubscribed"),
    Gate.CONSENT: N_("Consent, where it is asked for"),
    Gate.TOPIC: N_("Wants this topic"),
    Gate.NOT_EXCLUDED: N_("Not excluded from this mailing"),
    Gate.FREQUENCY: N_("Not emailed too often"),
}


def gate_closed_by(kind: EventKind) -> Gate:
    """The gate that a restriction of this kind closes."""
    return _CLOSED.get(kind, Gate.NOT_SUPPRESSED)


_CLOSED = {
    EventKind.DO_NOT_CONTACT_SET: Gate.NOT_DO_NOT_CONTACT,
    EventKind.UNSUBSCRIBED: Gate.NOT_UNSUBSCRIBED,
    EventKind.PAUSED: Gate.NOT_UNSUBSCRIBED,
    EventKind.TOPIC_LEFT: Gate.TOPIC,
    EventKind.CONSENT_WITHDRAWN: Gate.CONSENT,
}


class Barrier(StrEnum):
    """One reason why a person cannot be emailed: the machine's word, the same in files and answers."""

    MODULE_OFF = "module_off"
    DECEASED = "deceased"
    INACTIVE = "inactive"
    DO_NOT_CONTACT = "do_not_contact"
    NO_EMAIL = "no_email"
    MALFORMED_EMAIL = "malformed_email"
    COMPLAINED = "complained"
    BOUNCED = "bounced"
    SUPPRESSED = "suppressed"
    UNSUBSCRIBED = "unsubscribed"
    PAUSED = "paused"
    NO_CONSENT = "no_consent"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_EXPIRED = "consent_expired"
    TOPIC_LEFT = "topic_left"
    TOPIC_NOT_JOINED = "topic_not_joined"
    EXCLUDED = "excluded"
    TOO_OFTEN = "too_often"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The words of the badge."""
        return _LABELS[self]


RESTRICTIONS = frozenset(
    {
        Barrier.DECEASED,
        Barrier.DO_NOT_CONTACT,
        Barrier.COMPLAINED,
        Barrier.BOUNCED,
        Barrier.SUPPRESSED,
        Barrier.UNSUBSCRIBED,
        Barrier.PAUSED,
    }
)
"""Those that somebody's word or a failure put there, rather than that something is missing or turned off."""

STANDING_BARRIERS = tuple(list(Barrier)[: list(Barrier).index(Barrier.TOPIC_LEFT)])
"""What the gates about the person alone can find, in their order."""

_LABELS = {
    Barrier.MODULE_OFF: N_("email module off"),
    Barrier.DECEASED: N_("deceased"),
    Barrier.INACTIVE: N_("inactive"),
    Barrier.DO_NOT_CONTACT: N_("do not contact"),
    Barrier.NO_EMAIL: N_("no email address"),
    Barrier.MALFORMED_EMAIL: N_("email address not valid"),
    Barrier.COMPLAINED: N_("complained"),
    Barrier.BOUNCED: N_("bounced"),
    Barrier.SUPPRESSED: N_("suppressed"),
    Barrier.UNSUBSCRIBED: N_("unsubscribed"),
    Barrier.PAUSED: N_("paused"),
    Barrier.NO_CONSENT: N_("no consent on record"),
    Barrier.CONSENT_WITHDRAWN: N_("consent withdrawn"),
    Barrier.CONSENT_EXPIRED: N_("consent expired"),
    Barrier.TOPIC_LEFT: N_("left this topic"),
    Barrier.TOPIC_NOT_JOINED: N_("has not joined this topic"),
    Barrier.EXCLUDED: N_("excluded from this mailing"),
    Barrier.TOO_OFTEN: N_("emailed too often lately"),
    Barrier.UNKNOWN: N_("not known"),
}
