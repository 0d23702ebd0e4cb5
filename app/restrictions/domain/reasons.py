"""Why an address may not be written to, and what a line of a file says about that."""

from enum import StrEnum


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
    Reason.UNSUBSCRIBED: "Unsubscribed",
    Reason.BOUNCED: "Bounced",
    Reason.COMPLAINED: "Complained (marked as spam)",
    Reason.DO_NOT_CONTACT: "Do not contact",
}
_EFFECTS = {
    Reason.UNSUBSCRIBED: "Everybody who has the address gets no more mail, at this address or another.",
    Reason.BOUNCED: "Nothing is sent to the address any more; another address of the person is not touched.",
    Reason.COMPLAINED: "Everybody who has the address gets no more mail, at this address or another.",
    Reason.DO_NOT_CONTACT: "Everybody who has the address is marked do not contact, and the address is kept.",
}
_WAYS_BACK = {
    Reason.UNSUBSCRIBED: "Only the supporter can subscribe again; staff cannot.",
    Reason.BOUNCED: "Give the person another address that works; this one stays suppressed.",
    Reason.COMPLAINED: "Only the supporter can end it; staff cannot.",
    Reason.DO_NOT_CONTACT: "An owner or admin can lift it, with a reason, in somebody’s email preferences.",
}


def meaning_of(word: str) -> Meaning | None:
    """The meaning with this machine word; None for any other text."""
    return _MEANINGS.get(word)


_MEANINGS: dict[str, Meaning] = {each.value: each for each in (*Reason, *Silence)}
