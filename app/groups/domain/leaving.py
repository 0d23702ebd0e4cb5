"""Ways to say who shall leave a static group all at once."""

from enum import StrEnum
from typing import assert_never

from app.words import N_


class How(StrEnum):
    """How those are named who are taken out."""

    PASTED = "pasted"
    BARRED = "barred"
    GROUP = "group"

    @property
    def label(self) -> str:
        """It as a choice."""
        match self:
            case How.PASTED:
                return N_("Those whose addresses or lookup IDs I paste")
            case How.BARRED:
                return N_("Everybody who cannot be emailed now")
            case How.GROUP:
                return N_("Everybody who is in another group now")
            case _:
                assert_never(self)
