"""What would change a verdict, and who can: for staff who ask what they may do about it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.consent.domain.barrier import Barrier, gate_closed_by
from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.domain.gates import GateResult
from app.consent.domain.standing import Restriction
from app.words import N_, _

_HERSELF = N_("Only the supporter, on the preference page. Staff, imports and merges cannot.")


class Barring(Protocol):
    """A restriction in force as staff see it, with who else can lift it; "" where an admin can."""

    @property
    def restriction(self) -> Restriction: ...
    @property
    def words(self) -> str: ...
    @property
    def kept(self) -> str: ...
    @property
    def reaches(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that stands in the way, and what takes it away, in words."""

    what: str
    how: str


def remedies(
    barriers: Iterable[GateResult], in_force: Sequence[Barring], *, at: datetime
) -> Iterator[Remedy]:
    """For each gate that is closed everything that closes it: each restriction, else what is missing."""
    for found in barriers:
        closing = [each for each in in_force if _closes(each, found, at)]
        for each in closing:
            yield Remedy(each.words, _of_restriction(each))
        if found.barrier and not closing:
            yield Remedy(found.barrier.label.capitalize(), remedy(found))


def _closes(each: Barring, found: GateResult, at: datetime) -> bool:
    """One about a topic closes the gate only when it is what the gate found."""
    stop = each.restriction
    lasts = stop.until is None or stop.until > at
    meant = stop.topic is None or stop.event == found.event
    return gate_closed_by(stop.kind) is found.gate and each.reaches and lasts and meant


def _of_restriction(each: Barring) -> str:
    if each.kept:
        return _BOUNCED if each.restriction.reason in _MAILBOX else each.kept
    match each.restriction.kind:
        case EventKind.CONSENT_WITHDRAWN:
            return _(
                "An admin can lift it, with a reason."
                " New consent, recorded here with the evidence, ends it too."
            )
        case EventKind.PAUSED:
            return _("It ends by itself; before that an admin can lift it, with a reason.")
        case _ if each.restriction.reason is SuppressionReason.HELD:
            return _OF_SUPPRESSION[SuppressionReason.HELD]
        case _:
            return _("An admin can lift it, with a reason.")


def remedy(found: GateResult) -> str:
    """What takes the barrier at this gate away, in words; "" where there is none, as the gate is passed."""
    if found.barrier is Barrier.SUPPRESSED and found.reason:
        return _OF_SUPPRESSION[found.reason]
    return _REMEDIES[found.barrier] if found.barrier else ""


def remedy_of(barrier: Barrier) -> str:
    """What takes this barrier away from people of whom nothing else is looked at."""
    return _REMEDIES[barrier]


_MAILBOX = frozenset({SuppressionReason.HARD_BOUNCE, SuppressionReason.SOFT_BOUNCES})
_BOUNCED = N_(
    "Another primary address that works. It is on hold at first: an admin releases it, knowing whose it is."
)
_BY_HAND = N_("Where staff suppressed it, an admin can lift that, with a reason.")
_BY_FILE = N_(
    "Where the organization decided it, an admin can lift it, with a reason; else only the supporter."
)
_OF_SUPPRESSION = {
    SuppressionReason.COMPLAINT: N_("Only the supporter, by subscribing again. Staff and imports cannot."),
    SuppressionReason.OBJECTION: _HERSELF,
    SuppressionReason.UNSUBSCRIBE: _HERSELF,
    SuppressionReason.ERASED: N_("Nothing staff can do: whoever had this address asked to be erased."),
    SuppressionReason.HARD_BOUNCE: _BOUNCED,
    SuppressionReason.SOFT_BOUNCES: _BOUNCED,
    SuppressionReason.MANUAL: _BY_HAND,
    SuppressionReason.IMPORTED: _BY_FILE,
    SuppressionReason.HELD: N_("An admin can release it, with a reason: how they know that it is wanted."),
}
_REMEDIES = {
    Barrier.MODULE_OFF: N_("An owner or admin can turn the email module on, in the settings."),
    Barrier.DECEASED: N_("Nothing, and that is right. If it is a mistake, correct the record."),
    Barrier.INACTIVE: N_("Make the record active again, if the reason for it is gone."),
    Barrier.DO_NOT_CONTACT: N_("Where staff set it, an admin can lift it, with a reason."),
    Barrier.NO_EMAIL: N_("Add an email address, or make an active one the primary one."),
    Barrier.MALFORMED_EMAIL: N_("Correct the primary email address."),
    Barrier.COMPLAINED: N_("Only the supporter, by subscribing again. Staff and imports cannot."),
    Barrier.BOUNCED: _BOUNCED,
    Barrier.SUPPRESSED: _BY_HAND,
    Barrier.UNSUBSCRIBED: _HERSELF,
    Barrier.PAUSED: N_("It ends by itself; the supporter can end it earlier, on the preference page."),
    Barrier.NO_CONSENT: N_("Consent on record: ask for it, then record it here with the evidence."),
    Barrier.CONSENT_WITHDRAWN: N_("New consent, recorded here with the evidence, ends it."),
    Barrier.CONSENT_EXPIRED: N_("New consent: ask for it, then record it here with the evidence."),
    Barrier.TOPIC_LEFT: _HERSELF,
    Barrier.TOPIC_NOT_JOINED: N_("Joining the topic: by the supporter, or recorded here with the evidence."),
    Barrier.EXCLUDED: N_("Leaving this mailing's exclusion out; it concerns no other mailing."),
    Barrier.TOO_OFTEN: N_("Time: it passes as earlier messages grow older."),
    Barrier.UNKNOWN: N_("What is not known has to be found out first."),
}
