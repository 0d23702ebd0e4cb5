"""The life of a batch."""

from dataclasses import dataclass
from enum import StrEnum

from app.words import N_


class BatchKind(StrEnum):
    """Where a batch's rows come from."""

    IMPORT = "import"
    UPDATE = "update"
    REVENUE = "revenue"
    RESTRICTION = "restriction"
    ACTIVITY = "activity"

    @property
    def is_of_people(self) -> bool:
        """Whether its rows become constituents: what the screens of imports show, match and undo."""
        return self not in APART

    @property
    def is_entered(self) -> bool:
        """Whether staff type its rows, or fill them from a file: a batch of `app.batch_entry`."""
        return self in ENTERED

    def say(self, of_import: str, of_batch: str) -> str:
        """One of two sentences: what is said of an import, or of a batch."""
        return of_batch if self.is_entered else of_import

    @property
    def noun(self) -> str:
        """What staff call one: "import" or "batch"."""
        return "batch" if self.is_entered else "import"


APART = frozenset({BatchKind.RESTRICTION, BatchKind.ACTIVITY})
"""Kinds with screens of their own, whose rows become lines about people."""
ENTERED = frozenset({BatchKind.UPDATE, BatchKind.REVENUE})
"""Kinds whose rows staff type, or fill from a file; a row of a revenue batch brings a gift too."""


class BatchStatus(StrEnum):
    """How far a batch has come."""

    OPEN = "open"
    """Staff type and decide rows; only batches that are entered are open."""
    UPLOADED = "uploaded"
    MAPPED = "mapped"
    CHECKING = "checking"
    IN_REVIEW = "in_review"
    COMMITTING = "committing"
    PAUSED = "paused"
    COMMITTED = "committed"
    UNDOING = "undoing"
    UNDO_STOPPED = "undo_stopped"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class NotPossible:
    """Why something cannot be done with a batch or row now, in a sentence for staff."""

    reason: str


_NEXT: dict[BatchStatus, frozenset[BatchStatus]] = {
    BatchStatus.OPEN: frozenset({BatchStatus.IN_REVIEW, BatchStatus.COMMITTING}),
    BatchStatus.UPLOADED: frozenset({BatchStatus.MAPPED}),
    BatchStatus.MAPPED: frozenset({BatchStatus.MAPPED, BatchStatus.CHECKING}),
    BatchStatus.CHECKING: frozenset({BatchStatus.IN_REVIEW, BatchStatus.MAPPED}),
    BatchStatus.IN_REVIEW: frozenset(
        {BatchStatus.OPEN, BatchStatus.MAPPED, BatchStatus.CHECKING, BatchStatus.COMMITTING}
    ),
    BatchStatus.COMMITTING: frozenset({BatchStatus.PAUSED, BatchStatus.COMMITTED}),
    BatchStatus.PAUSED: frozenset({BatchStatus.COMMITTING, BatchStatus.UNDOING}),
    BatchStatus.COMMITTED: frozenset({BatchStatus.COMMITTING, BatchStatus.UNDOING}),
    BatchStatus.UNDOING: frozenset({BatchStatus.UNDO_STOPPED, BatchStatus.UNDONE}),
    BatchStatus.UNDO_STOPPED: frozenset({BatchStatus.UNDOING}),
    BatchStatus.UNDONE: frozenset(),
}
_NOW = {
    BatchStatus.UPLOADED: N_("The columns of this import are not mapped yet."),
    BatchStatus.MAPPED: N_("This import is not checked yet."),
    BatchStatus.CHECKING: N_("This import is being checked; nothing is being changed."),
    BatchStatus.IN_REVIEW: N_("This import is in review; nothing has been changed yet."),
    BatchStatus.COMMITTING: N_("This import is being committed."),
    BatchStatus.PAUSED: N_("This import has stopped; commit again to go on."),
    BatchStatus.COMMITTED: N_("This import is committed."),
    BatchStatus.UNDOING: N_("This import is being undone."),
    BatchStatus.UNDO_STOPPED: N_("The undoing of this import has stopped; undo again to go on."),
    BatchStatus.UNDONE: N_("This import was undone."),
}
_NOW_ENTERED = {
    BatchStatus.OPEN: N_("This batch is open; nothing has been changed yet."),
    BatchStatus.COMMITTING: N_("This batch is being committed."),
    BatchStatus.PAUSED: N_("This batch has stopped; commit again to go on."),
    BatchStatus.COMMITTED: N_("This batch is committed."),
    BatchStatus.UNDOING: N_("This batch is being undone."),
    BatchStatus.UNDO_STOPPED: N_("The undoing of this batch has stopped; undo again to go on."),
    BatchStatus.UNDONE: N_("This batch was undone."),
    BatchStatus.IN_REVIEW: N_("This batch waits for approval; nothing has been changed yet."),
}


def move(status: BatchStatus, to: BatchStatus) -> BatchStatus | NotPossible:
    """The new status, or why the batch cannot go there from where it is."""
    return to if to in _NEXT[status] else NotPossible(described(status))


def described(status: BatchStatus, kind: BatchKind = BatchKind.IMPORT) -> str:
    """Where a batch of this kind stands, as a sentence for staff."""
    entered = _NOW_ENTERED.get(status) if kind.is_entered or status not in _NOW else None
    return str(entered or _NOW[status])
