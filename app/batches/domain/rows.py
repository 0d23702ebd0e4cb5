"""What can become of a row."""

from enum import StrEnum


class Outcome(StrEnum):
    """Where a row stands after the check. The counts of the five always add up to the rows read."""

    READY = "ready"
    ERROR = "error"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    CONFLICT = "conflict"
    SKIPPED = "skipped"


class Action(StrEnum):
    """What commit will do with a ready row."""

    CREATE = "create"
    UPDATE = "update"
    NO_CHANGE = "no_change"
    NONE = "none"


class RowState(StrEnum):
    """Whether a row's plan was carried out, and whether that was undone."""

    PENDING = "pending"
    APPLIED = "applied"
    STALE = "stale"
    FAILED = "failed"
    REVERTED = "reverted"
    """Everything that the row wrote was taken back."""
    KEPT = "kept"
    """The import was undone, and what the row wrote stays, all of it or some; `detail` says why."""

    @property
    def was_applied(self) -> bool:
        """Whether the row's plan was carried out once, and so is not carried out again."""
        return self in (RowState.APPLIED, RowState.REVERTED, RowState.KEPT)


CARRIED_OUT = tuple(state for state in RowState if state.was_applied)
"""Where rows stand that were carried out, whatever became of it since."""


class Mode(StrEnum):
    """Whether a batch may create, update, or both."""

    BOTH = "both"
    CREATE = "create"
    UPDATE = "update"
