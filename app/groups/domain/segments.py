"""The quick segments: ready-made answers to questions that staff ask every week."""

from enum import StrEnum

from app.words import N_


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
        N_("Marketing eligible"),
        N_("can be emailed"),
        N_("Nothing about the person or the address stands against marketing email."),
    ),
    Segment.SUPPRESSED: (
        N_("Suppressed"),
        N_("are suppressed"),
        N_("Marked do not contact, or the primary address is suppressed."),
    ),
    Segment.NEVER_EMAILED: (
        N_("Never emailed"),
        N_("were never emailed"),
        N_("No email was ever sent to them."),
    ),
    Segment.EMAILED_NEVER_OPENED: (
        N_("Emailed but never opened"),
        N_("were emailed but never opened one"),
        N_("At least one email was delivered; none was opened by a person or clicked."),
    ),
    Segment.OPENED_NEVER_CLICKED: (
        N_("Opened but never clicked"),
        N_("opened an email but never clicked"),
        N_("At least one email was opened by a person; none was clicked."),
    ),
    Segment.DONORS: (
        N_("Donors"),
        N_("are donors"),
        N_("At least one gift was settled."),
    ),
    Segment.REGISTRANTS: (
        N_("Registrants"),
        N_("registered for an event"),
        N_("At least one registration is not cancelled."),
    ),
    Segment.ENGAGED: (
        N_("Engaged"),
        N_("were engaged in the last 12 months"),
        N_("Opened, clicked, gave or registered in the last 12 months."),
    ),
    Segment.UNSUBSCRIBED: (
        N_("Unsubscribed"),
        N_("are unsubscribed"),
        N_("Their marketing status is unsubscribed."),
    ),
    Segment.BECOMING_INELIGIBLE: (
        N_("Soon ineligible"),
        N_("become ineligible in the next 30 days"),
        N_("Can be emailed today and, if nothing happens, not in 30 days: their consent ends or lapses."),
    ),
    Segment.BOUNCED: (
        N_("Bounced"),
        "bounced",
        N_("The last email bounced for good, or the address is suppressed for bouncing."),
    ),
}
