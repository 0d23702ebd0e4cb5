"""A row that commit comes to: what was reviewed of it, what would be planned today, and what is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.batches.domain.brought import ids_of
from app.batches.domain.decision import Decision, conflicting
from app.batches.domain.review import ROW_GONE
from app.batches.domain.row_problems import RowProblems
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.same_plan import same_plan
from app.batches.models import BatchRow
from app.batches.services.stored import columns
from app.constituents.domain.record import ExternalId, Incoming
from app.updates.domain.changes import UpdatePlan
from app.words import N_, _

CHANGED_SINCE = N_(
    "the records behind this row, or your update rules, were changed after the check; look at it again"
)


@dataclass(frozen=True, slots=True)
class Now:
    """A row to carry out, and what is to be done: as it was reviewed, or as `decision` has it today."""

    row: BatchRow
    plan: UpdatePlan | None
    target: int | None
    version: int | None
    externals: tuple[ExternalId, ...]
    decision: Decision | None = None

    def holds(self, mine: Mapping[int, int], *, in_turn: bool) -> bool:
        """Whether what was reviewed is what would be planned today.

        Where rows are planned `in_turn`, it also holds of somebody whom only earlier rows of the same commit
        have changed since: `mine` are the versions at which it left people.
        """
        if self.decision is None:
            return True
        if self.decision.outcome is not Outcome.READY:
            return False
        if self.row.joins:
            return self.target is not None
        is_same = self.decision.action is self.row.action and self.target == self.row.target_id
        if is_same and self._is_as_reviewed(in_turn=in_turn):
            return True
        is_hers = self.target is not None and self.target == self.row.target_id
        return in_turn and is_hers and mine.get(self.target or 0) == self.version

    def _is_as_reviewed(self, *, in_turn: bool) -> bool:
        told = self.plan.to_json() if self.plan else None
        return same_plan(told, self.row.plan) if in_turn else told == self.row.plan

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to write."""
        return self.plan is not None and self.plan.unchanged

    @property
    def claims(self) -> set[object]:
        """What only one row at a time may write: a constituent, an ID in another system."""
        return {*self.externals, *(who for who in (self.target, self.row.target_id) if who)}

    @property
    def planned_otherwise(self) -> bool:
        """Whether it is carried out by another plan than the one that is stored with it."""
        told = self.plan.to_json() if self.plan else None
        return self.decision is not None and told != self.row.plan

    def carried_out(self) -> dict[str, Any]:
        """What is stored of a row that was carried out by another plan than was stored."""
        assert self.decision is not None
        kept = ("outcome", "action", "cause", "detail", "plan", "changes", "fields")
        told = columns(self.decision)
        return {name: told[name] for name in kept} | {"number": self.row.number, "state": RowState.APPLIED}


def as_reviewed(row: BatchRow, plan: UpdatePlan) -> Now:
    """The row as it was reviewed."""
    return Now(row, plan, row.target_id, row.target_version, ids_of(plan))


def as_planned(row: BatchRow, says: Incoming | RowProblems, decision: Decision) -> Now:
    """The row as it would be planned today."""
    externals = says.external_ids if isinstance(says, Incoming) else ()
    return Now(row, decision.plan, decision.target, decision.target_version, externals, decision)


def left_alone(row: BatchRow) -> Now:
    """A row about the new person of another row, which has become nobody."""
    why = _(
        "row {joins}, whose new person this row is about, was not carried out; decide again", joins=row.joins
    )
    return Now(row, None, None, None, (), conflicting(ROW_GONE, why))


def one_each(decided: Sequence[Now]) -> list[Now]:
    """Rows of different people, without those about somebody whom an earlier row changes."""
    seen: set[object] = set()
    first: list[Now] = []
    for each in decided:
        if not each.claims & seen:
            first.append(each)
        if not each.is_idle:
            seen |= each.claims
    return first


def turned_back(row: BatchRow, decision: Decision) -> dict[str, Any]:
    """The row as review shows it: decided anew, and waiting for a person even where it would be ready."""
    values = columns(decision) | {"number": row.number, "state": RowState.STALE}
    if decision.outcome is Outcome.READY:
        values |= {
            "outcome": Outcome.POSSIBLE_DUPLICATE if decision.target else Outcome.CONFLICT,
            "action": Action.NONE,
            "cause": "stale",
            "detail": CHANGED_SINCE,
        }
    return values
