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
from app.batches.services.checking import cells_of, columns, reread
from app.batches.services.distinctions import decided_of
from app.batches.services.planning import Planner, Question
from app.batches.services.tally import carried_out, moved
from app.batches.services.unchanged import Standing, ids_of
from app.constituents.domain.record import ExternalId, Incoming, Json, Kind
from app.db import db, update_all
from app.updates.domain.changes import UpdatePlan
from app.updates.services import Applied, Task, apply_all

CHANGED_SINCE = (
    "the records behind this row, or your update rules, were changed after the check; look at it again"
)


NOTHING = UpdatePlan((), needs_review=False)


@dataclass(frozen=True, slots=True)
class Now:
    """A row to carry out, and what is to be done: as it was reviewed, or as `decision` has it today."""

    row: BatchRow
    plan: UpdatePlan | None
    target: int | None
    version: int | None
    externals: tuple[ExternalId, ...]
    decision: Decision | None = None

    @property
    def holds(self) -> bool:
        """Whether the plan that was reviewed is what would be planned today."""
        if self.decision is None:
            return True
        return (
            self.decision.outcome is Outcome.READY
            and self.decision.action is self.row.action
            and self.target == self.row.target_id
            and (self.plan.to_json() if self.plan else None) == self.row.plan
        )

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to write."""
        return self.plan is not None and self.plan.unchanged

    @property
    def claims(self) -> set[object]:
        """What only one row at a time may write: a constituent, an ID in another system."""
        return {*self.externals, *((self.target,) if self.target else ())}


class Applier:
    """Carries out stored plans, or turns a row back to review when what is behind it changed."""

    def __init__(self, batch: Batch) -> None:
        self._planner = Planner(batch)
        self._actor = _actor(batch)
        self._added: set[int] | None = None
        """Whom this commit has added; not asked for before a row has to be planned again."""
        self._new: set[int] = set()
        """Whom the last chunk has added."""
        self._standing = Standing(batch, self._planner)

    def go_on(self) -> None:
        """What was done came to pass."""
        if self._added is not None:
            self._added |= self._new
        self._new = set()
        self._standing.go_on()

    def forget(self) -> None:
        """What was done since `go_on` did not come to pass."""
        self._new = set()
        self._standing.forget()

    def apply(self, batch: Batch, rows: Sequence[BatchRow]) -> list[int]:
        """See these rows through, in their order, and answer the numbers of those that are left.

        Of several rows about one and the same person the first is taken. The others are left for the next
        chunk, where they see what it wrote. At least one row is seen through. The caller is the one bulk
        writer and commits; `go_on` or `forget` has to be called before the next time.

        A row that is like somebody whom an earlier row of the same commit updates is carried out as reviewed
        in the chunk of that row, and goes back to review in a later one: both are safe, and nothing is
        written that nobody reviewed.
        """
        if not rows:
            return []
        first = _one_each(self._now(batch, rows))
        seen_through = {each.row.number for each in first}
        left = [row.number for row in rows if row.number not in seen_through]
        self._carry_out(batch, first)
        return left

    def _now(self, batch: Batch, rows: Sequence[BatchRow]) -> list[Now]:
        """What is to be done: of most rows what was reviewed, as nothing that it rests on has changed."""
        plans = [UpdatePlan.from_json(row.plan) if row.plan else NOTHING for row in rows]
        doubtful = self._standing.doubtful(batch, rows, plans)
        again = iter(self._planned(batch, [row for row in rows if row.number in doubtful]))
        return [
            next(again) if row.number in doubtful else _as_reviewed(row, plan)
            for row, plan in zip(rows, plans, strict=True)
        ]

    def _planned(self, batch: Batch, rows: Sequence[BatchRow]) -> list[Now]:
        """What the planner says today, leaving out the people that this very commit has added."""
        if not rows:
            return []
        if self._added is None:
            self._added = queries.created_since_review(batch)
        read = [reread(self._planner, row) for row in rows]
        questions = [
            Question(what, decided=decided_of(row, what), adding=_adding(row))
            for row, what in zip(rows, read, strict=True)
        ]
        decisions = self._planner.decide(questions, leaving_out=self._added | self._new)
        return [_as_planned(*each) for each in zip(rows, read, decisions, strict=True)]

    def _carry_out(self, batch: Batch, decided: Sequence[Now]) -> None:
        fresh: list[Now] = []
        stale: list[Now] = []
        for each in decided:
            (fresh if each.holds else stale).append(each)
        done, changed = self._written(batch, fresh)
        self._new |= {who for each, who in done if not each.target}
        carried_out(batch, [each.row for each, _ in done])
        _update(
            batch,
            [
                {"number": each.row.number, "state": RowState.APPLIED, "constituent_id": who}
                for each, who in done
            ],
        )
        stale += self._planned(batch, [each.row for each in changed])
        back = [(each.row, _turned_back(each.row, each.decision)) for each in stale if each.decision]
        moved(batch, [row for row, _ in back], [values for _, values in back])
        _update(batch, [values for _, values in back])

    def _written(self, batch: Batch, fresh: Sequence[Now]) -> tuple[list[tuple[Now, int]], list[Now]]:
        """The rows that were carried out with whom they are about, and those whose person has changed."""
        idle = [(each, each.target) for each in fresh if each.target and each.is_idle]
        busy = [each for each in fresh if not (each.target and each.is_idle)]
        results = apply_all(batch.workspace_id, [self._task(batch, each) for each in busy], actor=self._actor)
        answers = list(zip(busy, results, strict=True))
        for each, result in answers:
            if each.target and each.plan and isinstance(result, Applied):
                self._standing.brought(each.plan)
        done = [(each, result.record.id) for each, result in answers if isinstance(result, Applied)]
        return [*idle, *done], [each for each, result in answers if not isinstance(result, Applied)]

    def _task(self, batch: Batch, each: Now) -> Task:
        assert each.plan is not None
        return Task(
            plan=each.plan,
            kind=Kind.INDIVIDUAL if each.target else self._planner.parser.kind(cells_of(each.row)),
            constituent_id=each.target or 0,
            version=each.version or 0,
            source=f"{batch.source or batch.name}, row {each.row.number}",
            batch_id=batch.id,
            row_number=each.row.number,
        )


def _as_reviewed(row: BatchRow, plan: UpdatePlan) -> Now:
    return Now(row, plan, row.target_id, row.target_version, ids_of(plan))


def _as_planned(row: BatchRow, says: Incoming | RowProblems, decision: Decision) -> Now:
    externals = says.external_ids if isinstance(says, Incoming) else ()
    return Now(row, decision.plan, decision.target, decision.target_version, externals, decision)


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


def _turned_back(row: BatchRow, decision: Decision) -> dict[str, Any]:
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


def _update(batch: Batch, values: list[dict[str, Any]]) -> None:
    key = {"workspace_id": batch.workspace_id, "batch_id": batch.id}
    update_all(BatchRow, [key | value for value in values])


def _actor(batch: Batch) -> Actor:
    staff = db.session.get(Staff, batch.committed_by) if batch.committed_by else None
    return Actor(staff.name if staff else "Command line", Via.BATCH, id=staff.id if staff else None)
