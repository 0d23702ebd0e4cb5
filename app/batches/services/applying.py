"""Carrying out reviewed plans, row by row in the order of the file, in sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.accounts.models import Staff
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.batches import queries
from app.batches.domain.decision import Decision
from app.batches.domain.row_problems import RowProblems
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.batches.services.checking import columns, reread
from app.batches.services.distinctions import decided_of
from app.batches.services.planning import Planner, Question
from app.constituents.domain.record import Incoming, Json
from app.db import db, update_all
from app.updates.services import Applied, Task, apply_all

CHANGED_SINCE = (
    "the records behind this row, or your update rules, were changed after the check; look at it again"
)


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

    @property
    def claims(self) -> set[object]:
        """What only one row at a time may write: a constituent, an ID in another system."""
        externals = self.says.external_ids if isinstance(self.says, Incoming) else ()
        return {*externals, *((self.decision.target,) if self.decision.target else ())}


class Applier:
    """Carries out stored plans, or turns a row back to review when what is behind it changed."""

    def __init__(self, batch: Batch) -> None:
        self._planner = Planner(batch)
        self._actor = _actor(batch)
        self._added = queries.created_since_review(batch)

    def apply(self, batch: Batch, rows: Sequence[BatchRow]) -> list[int]:
        """See these rows through, in their order, and answer the numbers of those that are left.

        Of several rows about one and the same person the first is taken. The others are left for the next
        chunk, where they see what it wrote. At least one row is seen through. The caller is the one bulk
        writer and commits; a new one of these is needed after a transaction that failed.
        """
        if not rows:
            return []
        first = _one_each(self._as_of_now(rows))
        seen_through = {each.row.number for each in first}
        left = [row.number for row in rows if row.number not in seen_through]
        self._carry_out(batch, first)
        return left

    def _as_of_now(self, rows: Sequence[BatchRow]) -> list[Now]:
        """What the planner says today, leaving out the people that this very commit has added."""
        read = [reread(self._planner, row) for row in rows]
        questions = [
            Question(what, decided=decided_of(row, what), adding=_adding(row))
            for row, what in zip(rows, read, strict=True)
        ]
        decisions = self._planner.decide(questions, leaving_out=self._added)
        return [Now(*each) for each in zip(rows, read, decisions, strict=True)]

    def _carry_out(self, batch: Batch, decided: Sequence[Now]) -> None:
        fresh: list[Now] = []
        stale: list[Now] = []
        for each in decided:
            (fresh if each.holds else stale).append(each)
        tasks = [_task(batch, each) for each in fresh]
        results = apply_all(batch.workspace_id, tasks, actor=self._actor)
        answers = list(zip(fresh, results, strict=True))
        stale += [each for each, result in answers if not isinstance(result, Applied)]
        done = [(each, result.record.id) for each, result in answers if isinstance(result, Applied)]
        self._added |= {who for each, who in done if not each.decision.target}
        _update(
            batch,
            [
                {"number": each.row.number, "state": RowState.APPLIED, "constituent_id": who}
                for each, who in done
            ],
        )
        _update(batch, [_turned_back(each) for each in stale])


def _adding(row: BatchRow) -> Json | None:
    """The plan of a row that adds somebody, without anybody having decided so."""
    return row.plan if row.action is Action.CREATE and row.decision is None else None


def _one_each(decided: Sequence[Now]) -> list[Now]:
    """Rows of different people, without those about somebody whom an earlier row concerns already."""
    seen: set[object] = set()
    first: list[Now] = []
    for each in decided:
        if not each.claims & seen:
            first.append(each)
        seen |= each.claims
    return first


def _task(batch: Batch, each: Now) -> Task:
    assert isinstance(each.says, Incoming)
    assert each.decision.plan is not None
    return Task(
        plan=each.decision.plan,
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
    update_all(BatchRow, [key | value for value in values])


def _actor(batch: Batch) -> Actor:
    staff = db.session.get(Staff, batch.committed_by) if batch.committed_by else None
    return Actor(staff.name if staff else "Command line", Via.BATCH, id=staff.id if staff else None)
