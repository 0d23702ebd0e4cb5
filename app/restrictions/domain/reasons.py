"""Why an address may not be written to, and what a line of a file says about that."""

from enum import StrEnum

from app.words import N_


class Reason(StrEnum):
    """A no that a file can bring."""

    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    DO_NOT_CONTACT = "do_not_contact"

    @property
    def label(self) -> str:
        """The words staff choose by."""
        return _LABELS[self]

    @property
    def effect(self) -> str:
        """What it does to the people who have the address, in a sentence."""
        return _EFFECTS[self]

    @property
    def way_back(self) -> str:
        """Who can end it again, one person at a time, in a sentence."""
        return _WAYS_BACK[self]


class Silence(StrEnum):
    """What a value says that is no refusal; an import never makes a permission of it."""

    PERMITS = "permits"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


Meaning = Reason | Silence

_LABELS = {
    Reason.UNSUBSCRIBED: N_("Unsubscribed"),
    Reason.BOUNCED: N_("Bounced"),
    Reason.COMPLAINED: N_("Complained (marked as spam)"),
    Reason.DO_NOT_CONTACT: N_("Do not contact"),
}
_EFFECTS = {
    Reason.UNSUBSCRIBED: N_("Everybody who has the address gets no more mail, at this address or another."),
    Reason.BOUNCED: N_(
        "Nothing is sent to the address any more; another address of the person is not touched."
    ),
    Reason.COMPLAINED: N_("Everybody who has the address gets no more mail, at this address or another."),
    Reason.DO_NOT_CONTACT: N_(
        "Everybody who has the address is marked do not contact, and the address is kept."
    ),
}
_WAYS_BACK = {
    Reason.UNSUBSCRIBED: N_("Only the supporter can subscribe again; staff cannot."),
    Reason.BOUNCED: N_("Give the person another address that works; this one stays suppressed."),
    Reason.COMPLAINED: N_("Only the supporter can end it; staff cannot."),
    Reason.DO_NOT_CONTACT: N_(
        "An owner or admin can lift it, with a reason, in somebody’s email preferences."
    ),
}


def meaning_of(word: str) -> Meaning | None:
    """The meaning with this machine word; None for any other text."""
    return _MEANINGS.get(word)


_MEANINGS: dict[str, Meaning] = {each.value: each for each in (*Reason, *Silence)}
