"""Why commit changes a profile, or adds one, and nobody may write to it all the same."""

from enum import StrEnum

from app.words import N_


class Barred(StrEnum):
    """What was in force about a row's person or address when the row was last decided about.

    The gravest is told. An import lifts none of it.
    """

    NOT = ""
    UNSUBSCRIBED = "unsubscribed"
    SUPPRESSED = "suppressed"
    ERASED = "erased"

    @property
    def label(self) -> str:
        """What a list of such rows is called."""
        return _LABELS[self]


_LABELS = {
    Barred.NOT: "",
    Barred.UNSUBSCRIBED: N_("Unsubscribed people"),
    Barred.SUPPRESSED: N_("Suppressed people"),
    Barred.ERASED: N_("Erased people"),
}
_BY_WEIGHT = (Barred.ERASED, Barred.UNSUBSCRIBED, Barred.SUPPRESSED, Barred.NOT)


def gravest(*found: Barred) -> Barred:
    """The one that is told where several are in force."""
    return min(found, key=_BY_WEIGHT.index, default=Barred.NOT)
