"""What staff can write down that somebody said, or that they decided: each makes fewer people mailable."""

from dataclasses import dataclass
from enum import StrEnum

from app.consent.domain.facts import EventKind, SuppressionReason
from app.words import N_


class StaffAct(StrEnum):
    """One restriction that staff add, by the word for it in forms."""

    UNSUBSCRIBE = "unsubscribed"
    PAUSE = "paused"
    LEAVE_TOPIC = "topic_left"
    WITHDRAW = "consent_withdrawn"
    OBJECT = "objected"
    COMPLAIN = "complained"
    DO_NOT_CONTACT = "do_not_contact_set"
    SUPPRESS = "suppressed"

    @property
    def label(self) -> str:
        """What one chooses."""
        return _LABELS[self]

    @property
    def is_final(self) -> bool:
        """Whether no member of staff can lift it afterwards."""
        return self in _FINAL

    @property
    def for_many(self) -> bool:
        """Whether it can be added to many people at once: only what an admin can lift, were it a mistake."""
        return not self.is_final and self is not StaffAct.WITHDRAW


MANY = N_("restriction of many")
"""What the journal calls adding one restriction to many people at once."""

_LABELS = {
    StaffAct.UNSUBSCRIBE: N_("Unsubscribe from all mail, as asked by the person"),
    StaffAct.PAUSE: N_("Pause all mail until a day"),
    StaffAct.LEAVE_TOPIC: N_("Leave a topic"),
    StaffAct.WITHDRAW: N_("Take back consent, as asked by the person"),
    StaffAct.OBJECT: N_("Objection to marketing"),
    StaffAct.COMPLAIN: N_("Complaint about our mail"),
    StaffAct.DO_NOT_CONTACT: N_("Do not contact at all"),
    StaffAct.SUPPRESS: N_("Suppress the primary email address"),
}
_FINAL = frozenset({StaffAct.OBJECT, StaffAct.COMPLAIN})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that an act writes to the ledger."""

    kind: EventKind
    reason: SuppressionReason | None = None


def entry_of(act: StaffAct) -> Entry:
    """The line that an act writes about each person."""
    match act:
        case StaffAct.OBJECT:
            return Entry(EventKind.SUPPRESSED, SuppressionReason.OBJECTION)
        case StaffAct.SUPPRESS:
            return Entry(EventKind.SUPPRESSED, SuppressionReason.MANUAL)
        case _:
            return Entry(EventKind(act.value))


@dataclass(frozen=True, slots=True)
class What:
    """What was chosen: an act, and the topic or the email address of the person that it is about, by id."""

    act: StaffAct
    topic: int | None = None
    email: int | None = None

    @property
    def word(self) -> str:
        """The choice as a form sends it."""
        about = self.topic or self.email
        return f"{self.act.value}:{about}" if about else self.act.value


def read_what(word: str) -> What | None:
    """The choice that a form sent; None for anything else."""
    name, _, about = word.partition(":")
    if name not in set(StaffAct):
        return None
    act, number = StaffAct(name), int(about) if about.isascii() and about.isdigit() else None
    if act is StaffAct.LEAVE_TOPIC:
        return What(act, topic=number) if number else None
    if act is StaffAct.WITHDRAW:
        return What(act, topic=number)
    return What(act, email=number) if act is StaffAct.SUPPRESS else What(act)
