"""Which people of an import are put into a group."""

from enum import StrEnum

from app.words import _


class Whom(StrEnum):
    """Which people of an import."""

    ADDED = "added"
    ALL = "all"

    @property
    def label(self) -> str:
        """It as a choice."""
        return (
            _("Those whom it added")
            if self is Whom.ADDED
            else _("Everybody in it: added, updated or unchanged")
        )
