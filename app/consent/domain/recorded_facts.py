"""What a record says of life and activity, as the decision hears it: with the day or the reason, if known."""

from datetime import date

from app.consent.domain.standing import Fact
from app.constituents.domain.record import PartialDate
from app.words import N_, _, dated

ON_RECORD = N_("on the record")


def deceased(holds: bool, died: PartialDate | None = None) -> Fact:
    """Whether she is recorded as deceased, and on what day, as far as that is known."""
    if not holds:
        return Fact(False)
    return Fact(True, source=ON_RECORD, words=died.words() if died else _("on a day that is not known"))


def active(holds: bool, reason: str = "") -> Fact:
    """Whether the record is active and, where it is not, for what reason."""
    if holds:
        return Fact(True)
    return Fact(False, source=ON_RECORD, words=reason or _("for a reason that is not known"))


def not_yet(added: date) -> Fact:
    """As of a moment before anything was known of her: she was added only then."""
    return Fact(None, words=_("not on record yet, added on {day}", day=dated(added)))
