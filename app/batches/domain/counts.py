"""How many rows stand where. The five outcomes always add up to the rows read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from app.batches.domain.rows import Action, Outcome, RowState


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows per outcome, and what the ready ones would do."""

    ready: int = 0
    error: int = 0
    possible_duplicate: int = 0
    conflict: int = 0
    skipped: int = 0
    create: int = 0
    update: int = 0
    no_change: int = 0

    @classmethod
    def of(cls, groups: Iterable[tuple[Outcome, Action, int]]) -> Self:
        """The counts from rows grouped by outcome and action, in any order and any number of groups."""
        sums = dict.fromkeys((*Outcome, Action.CREATE, Action.UPDATE, Action.NO_CHANGE), 0)
        for outcome, action, rows in groups:
            sums[outcome] += rows
            if outcome is Outcome.READY and action in sums:
                sums[action] += rows
        return cls(**{key.value: rows for key, rows in sums.items()})

    @property
    def rows(self) -> int:
        """All rows read."""
        return self.ready + self.undecided + self.skipped

    @property
    def undecided(self) -> int:
        """Rows that wait for a person."""
        return self.error + self.possible_duplicate + self.conflict

    def of_outcome(self, outcome: Outcome) -> int:
        """The number of rows with the outcome."""
        return self.by_outcome()[outcome.value]

    def by_outcome(self) -> dict[str, int]:
        """The five numbers that add up to `rows`, by the names of the outcomes."""
        return {
            "ready": self.ready,
            "error": self.error,
            "possible_duplicate": self.possible_duplicate,
            "conflict": self.conflict,
            "skipped": self.skipped,
        }


@dataclass(frozen=True, slots=True)
class Results:
    """What a commit did: rows per state, and the applied ones by what they did; then what undoing did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    stale: int = 0
    failed: int = 0
    reverted: int = 0
    kept: int = 0

    @classmethod
    def of(cls, groups: Iterable[tuple[RowState, Action, int]]) -> Self:
        """The results from rows grouped by state and action; rows that wait are not counted."""
        sums = dict.fromkeys(cls.__dataclass_fields__, 0)
        for state, action, rows in groups:
            if name := _RESULTS.get((state, action)) or _RESULTS.get((state, None)):
                sums[name] += rows
        return cls(**sums)

    @property
    def applied(self) -> int:
        """The rows that were carried out."""
        return self.created + self.updated + self.unchanged


_RESULTS: dict[tuple[RowState, Action | None], str] = {
    (RowState.APPLIED, Action.CREATE): "created",
    (RowState.APPLIED, Action.UPDATE): "updated",
    (RowState.APPLIED, Action.NO_CHANGE): "unchanged",
    (RowState.STALE, None): "stale",
    (RowState.FAILED, None): "failed",
    (RowState.REVERTED, None): "reverted",
    (RowState.KEPT, None): "kept",
}
