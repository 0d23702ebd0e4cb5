"""The life of a batch."""

from enum import StrEnum


class BatchKind(StrEnum):
    """Where a batch's rows come from."""

    IMPORT = "import"
    UPDATE = "update"
    REVENUE = "revenue"
    RESTRICTION = "restriction"


class BatchStatus(StrEnum):
    """How far a batch has come."""

    UPLOADED = "uploaded"
    MAPPED = "mapped"
    CHECKING = "checking"
    IN_REVIEW = "in_review"
    COMMITTING = "committing"
    PAUSED = "paused"
    COMMITTED = "committed"
    UNDOING = "undoing"
    UNDONE = "undone"
