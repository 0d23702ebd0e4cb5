"""What taking back one change comes to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.constituents.domain.record import Existing
from app.words import N_


class Page(StrEnum):
    """A page that is meant for the change, where taking it back is not."""

    ACTIVITY = "activity"
    DEATH = "death"


@dataclass(frozen=True, slots=True)
class Back:
    """The record with the change taken back: `stands` gives way to `back`; None on either side is nothing.

    `changed_since` is true when the field is no longer as the change left it.
    """

    record: Existing
    stands: Any
    back: Any
    changed_since: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """It cannot be taken back; `why` is a sentence for staff, `page` where to go instead."""

    why: str
    page: Page | None = None


NOTHING = Refused(N_("There is nothing to take back: it stands as it was before this change."))
MAIL = Refused(N_("That nothing may be mailed to this address is changed on the edit page only."))
GONE = Refused(
    N_("The value of this change is not on the record any more. Look for the change that removed it.")
)
