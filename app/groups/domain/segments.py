"""The quick segments: ready-made answers to questions that staff ask every week."""

from enum import StrEnum


class Segment(StrEnum):
    """One of the quick segments, in the order in which they are offered."""

    MARKETING_ELIGIBLE = "marketing_eligible"
    SUPPRESSED = "suppressed"
    NEVER_EMAILED = "never_emailed"
    EMAILED_NEVER_OPENED = "emailed_never_opened"
    OPENED_NEVER_CLICKED = "opened_never_clicked"
    DONORS = "donors"
    REGISTRANTS = "registrants"
    ENGAGED = "engaged"
    UNSUBSCRIBED = "unsubscribed"
    BECOMING_INELIGIBLE = "becoming_ineligible"
    BOUNCED = "bounced"

    @property
    def label(self) -> str:
        """Its name on a chip."""
        return _SAID[self][0]

    @property
    def phrase(self) -> str:
        """It as what people do, to follow "People who"."""
        return _SAID[self][1]

    @property
    def meaning(self) -> str:
        """Its exact meaning, in one sentence."""
        return _SAID[self][2]


_SAID = {
    Segment.MARKETING_ELIGIBLE: (
        "Marketing eligible",
        "can be emailed",
        "Nothing about the person or the address stands against marketing email.",
    ),
    Segment.SUPPRESSED: (
        "Suppressed",
        "are suppressed",
        "Marked do not contact, or the primary address is suppressed.",
    ),
    Segment.NEVER_EMAILED: (
        "Never emailed",
        "were never emailed",
        "No email was ever sent to them.",
    ),
    Segment.EMAILED_NEVER_OPENED: (
        "Emailed but never opened",
        "were emailed but never opened one",
        "At least one email was delivered; none was opened by a person or clicked.",
    ),
    Segment.OPENED_NEVER_CLICKED: (
        "Opened but never clicked",
        "opened an email but never clicked",
        "At least one email was opened by a person; none was clicked.",
    ),
    Segment.DONORS: (
        "Donors",
        "are donors",
        "At least one gift was settled.",
    ),
    Segment.REGISTRANTS: (
        "Registrants",
        "registered for an event",
        "At least one registration is not cancelled.",
    ),
    Segment.ENGAGED: (
        "Engaged",
        "were engaged in the last 12 months",
        "Opened, clicked, gave or registered in the last 12 months.",
    ),
    Segment.UNSUBSCRIBED: (
        "Unsubscribed",
        "are unsubscribed",
        "Their marketing status is unsubscribed.",
    ),
    Segment.BECOMING_INELIGIBLE: (
        "Soon ineligible",
        "become ineligible in the next 30 days",
        "Can be emailed today and, if nothing happens, not in 30 days: their consent ends or lapses.",
    ),
    Segment.BOUNCED: (
        "Bounced",
        "bounced",
        "The last email bounced for good, or the address is suppressed for bouncing.",
    ),
}
