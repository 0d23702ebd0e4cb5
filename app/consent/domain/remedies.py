"""What would change a verdict, and who can: for staff who ask what they may do about it."""

from app.consent.domain.barrier import Barrier

_HERSELF = "Only the supporter, on the preference page. Staff, imports and merges cannot."


def remedy(barrier: Barrier) -> str:
    """What takes this barrier away, in a sentence; also where nothing does."""
    return _REMEDIES[barrier]


_REMEDIES = {
    Barrier.MODULE_OFF: "An owner or admin can turn the email module on, in the settings.",
    Barrier.DECEASED: "Nothing, and that is right. If it is a mistake, correct the record.",
    Barrier.INACTIVE: "Make the record active again, if the reason for it is gone.",
    Barrier.DO_NOT_CONTACT: "Where staff set it, an admin can lift it, with a reason.",
    Barrier.NO_EMAIL: "Add an email address, or make an active one the primary one.",
    Barrier.MALFORMED_EMAIL: "Correct the primary email address.",
    Barrier.COMPLAINED: "Only the supporter, by subscribing again. Staff and imports cannot.",
    Barrier.BOUNCED: "Another primary address that works.",
    Barrier.SUPPRESSED: "Where staff suppressed it, an admin can lift that, with a reason.",
    Barrier.UNSUBSCRIBED: _HERSELF,
    Barrier.PAUSED: "It ends by itself; the supporter can end it earlier, on the preference page.",
    Barrier.NO_CONSENT: "Consent on record: ask for it, then record it here with the evidence.",
    Barrier.CONSENT_EXPIRED: "New consent: ask for it, then record it here with the evidence.",
    Barrier.TOPIC_LEFT: _HERSELF,
    Barrier.TOPIC_NOT_JOINED: "Joining the topic: by the supporter, or recorded here with the evidence.",
    Barrier.EXCLUDED: "Leaving this mailing's exclusion out; it concerns no other mailing.",
    Barrier.TOO_OFTEN: "Time: it passes as earlier messages grow older.",
    Barrier.UNKNOWN: "What is not known has to be found out first.",
}
