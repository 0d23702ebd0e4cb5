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
    """Whether a row's plan was carried out."""

    PENDING = "pending"
    APPLIED = "applied"
    STALE = "stale"
    FAILED = "failed"


class Mode(StrEnum):
    """Whether a batch may create, update, or both."""

    BOTH = "both"
    CREATE = "create"
    UPDATE = "update"
