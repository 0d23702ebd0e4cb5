"""Which people of an import are put into a group."""

from enum import StrEnum


class Whom(StrEnum):
    """Which people of an import."""

    ADDED = "added"
    ALL = "all"

    @property
    def label(self) -> str:
        """It as a choice."""
        return "Those whom it added" if self is Whom.ADDED else "Everybody in it: added, updated or unchanged"
