"""Carrying out reviewed plans, row by row in the order of the file, in sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from app.accounts.models import Staff
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.batches import queries
from app.batches.domain.decision import Decision
from app.batches.domain.review import decided_from_json
from app.batches.domain.row_problems import RowProblems
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.batches.services.checking import columns, reread
from app.batches.services.planning import Planner, Question
from app.constituents.domain.record import Incoming
from app.db import db
from app.updates.domain.changes import UpdatePlan
from app.updates.services import Applied, Task, apply_all

CHANGED_SINCE = "the records behind this row were changed after the check; look at it again"


def apply_rows(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Carry out the stored plans of these rows, or turn a row back to review when its person changed."""
    planner = Planner(batch)
    waiting = list(rows)
    while waiting:
        now_decided = _as_of_now(batch, planner, waiting)
        first, waiting = _one_each(now_decided)
        _apply(batch, planner, first)


@dataclass(frozen=True, slots=True)
class Now:
    """A row to carry out, and what the planner says about it today."""

    row: BatchRow
    says: Incoming | RowProblems
    decision: Decision

    @property
    def holds(self) -> bool:
        """Whether the plan that was reviewed is what the planner says today."""
        plan = self.decision.plan.to_json() if self.decision.plan else None
        return (
            self.decision.outcome is Outcome.READY
            and self.decision.action is self.row.action
            and self.decision.target == self.row.target_id
            and plan == self.row.plan
        )


def _as_of_now(batch: Batch, planner: Planner, rows: Sequence[BatchRow]) -> list[Now]:
    """What the planner says today, leaving out the people that this very batch has added."""
    read = [reread(planner, row) for row in rows]
    decisions = planner.decide(
        [
            Question(says, decided=decided_from_json(row.decision))
            for row, says in zip(rows, read, strict=True)
        ],
        leaving_out=lambda ids: queries.created_by(batch, ids),
    )
    return [Now(*each) for each in zip(rows, read, decisions, strict=True)]


def _one_each(decided: Sequence[Now]) -> tuple[list[Now], list[BatchRow]]:
    """Rows of different people, and those about somebody whom an earlier row concerns already."""
    seen: set[object] = set()
    first: list[Now] = []
    again: list[BatchRow] = []
    for each in decided:
        claims = _claims(each)
        if claims & seen:
            again.append(each.row)
        else:
            first.append(each)
        seen |= claims
    return first, again


def _claims(each: Now) -> set[object]:
    """What only one row at a time may write: a constituent, an ID in another system."""
    externals = each.says.external_ids if isinstance(each.says, Incoming) else ()
    return {*externals, *((each.decision.target,) if each.decision.target else ())}


def _apply(batch: Batch, planner: Planner, decided: Sequence[Now]) -> None:
    fresh = [each for each in decided if each.holds]
    tasks = [_task(batch, each) for each in fresh]
    results = apply_all(batch.workspace_id, tasks, actor=_actor(batch), today=planner.today)
    answers = list(zip(fresh, results, strict=True))
    stale = [each for each in decided if not each.holds]
    stale += [each for each, result in answers if not isinstance(result, Applied)]
    _update(
        batch,
        [
            {"number": each.row.number, "state": RowState.APPLIED, "constituent_id": result.record.id}
            for each, result in answers
            if isinstance(result, Applied)
        ],
    )
    _update(batch, [_turned_back(each) for each in stale])


def _task(batch: Batch, each: Now) -> Task:
    assert isinstance(each.says, Incoming)
    return Task(
        plan=UpdatePlan.from_json(each.row.plan or {"needs_review": False, "changes": []}),
        kind=each.says.kind,
        constituent_id=each.decision.target or 0,
        version=each.decision.target_version or 0,
        source=f"{batch.source or batch.name}, row {each.row.number}",
        batch_id=batch.id,
        row_number=each.row.number,
    )


def _turned_back(each: Now) -> dict[str, Any]:
    """The row as review shows it: decided anew, and waiting for a person even where it would be ready."""
    values = columns(each.decision) | {"number": each.row.number, "state": RowState.STALE}
    if each.decision.outcome is Outcome.READY:
        values |= {
            "outcome": Outcome.POSSIBLE_DUPLICATE if each.decision.target else Outcome.CONFLICT,
            "action": Action.NONE,
            "cause": "stale",
            "detail": CHANGED_SINCE,
        }
    return values


def _update(batch: Batch, values: list[dict[str, Any]]) -> None:
    key = {"workspace_id": batch.workspace_id, "batch_id": batch.id}
    if values:
        db.session.execute(update(BatchRow), [key | value for value in values])


def _actor(batch: Batch) -> Actor:
    staff = db.session.get(Staff, batch.committed_by) if batch.committed_by else None
    return Actor(staff.name if staff else "Command line", Via.BATCH, id=staff.id if staff else None)
