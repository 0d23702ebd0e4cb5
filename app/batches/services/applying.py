"""Carrying out reviewed plans, row by row in the order of the file, in sets."""

from collections.abc import Sequence
from typing import Any

from app.audit.services import Actor
from app.batches import queries
from app.batches.domain.rows import Action, RowState
from app.batches.models import Batch, BatchRow
from app.batches.services.as_validated import as_validated
from app.batches.services.checking import cells_of, reread
from app.batches.services.distinctions import decided_of
from app.batches.services.due import (
    Now,
    as_planned,
    as_reviewed,
    left_alone,
    one_each,
    turned_back,
)
from app.batches.services.gifts_recording import Recorder
from app.batches.services.planning import Planner, Question
from app.batches.services.starting import who_commits
from app.batches.services.tally import carried_out, moved
from app.batches.services.unchanged import Standing
from app.constituents.domain.record import Json, Kind
from app.db import update_all
from app.updates.domain.changes import UpdatePlan
from app.updates.services import Applied, Task, apply_all
from app.words import _

NOTHING = UpdatePlan((), needs_review=False)


class Applier:
    """Carries out stored plans, or turns a row back to review when what is behind it changed."""

    def __init__(self, batch: Batch, *, actor: Actor | None = None) -> None:
        self._planner = Planner(batch)
        self._actor = actor or who_commits(batch)
        self._recorder = Recorder(batch, self._planner)
        self._added: set[int] | None = None
        """Whom this commit has added; not asked for before a row has to be planned again."""
        self._new: set[int] = set()
        """Whom the last chunk has added."""
        self._mine: dict[int, int] = {}
        """The versions at which this commit left people, where rows about one person follow each other."""
        self._written_now: dict[int, int] = {}
        self._shaken: set[int] = set()
        """Whose rows were turned back: what later rows plan of them rests on these."""
        self._shaking: set[int] = set()
        self._standing = Standing(batch, self._planner)

    def go_on(self) -> None:
        """What was done came to pass."""
        if self._added is not None:
            self._added |= self._new
        self._mine |= self._written_now
        self._shaken |= self._shaking
        self._new, self._written_now, self._shaking = set(), {}, set()
        self._standing.go_on()

    def forget(self) -> None:
        """What was done since `go_on` did not come to pass."""
        self._new, self._written_now, self._shaking = set(), {}, set()
        self._standing.forget()

    def apply(self, batch: Batch, rows: Sequence[BatchRow]) -> list[int]:
        """See these rows through, in their order, and answer the numbers of those that are left.

        Of several rows that change one and the same person the first is taken; a row about somebody whom
        another row adds waits for that one. The others are left for the next chunk, where they see what was
        written. At least one row is seen through. The caller is the one bulk writer and commits; `go_on` or
        `forget` has to be called before the next time.

        A row that is like somebody whom an earlier row of the same commit updates is carried out as reviewed
        in the chunk of that row, and goes back to review in a later one: both are safe, and nothing is
        written that nobody reviewed.
        """
        if not rows:
            return []
        here = {row.number for row in rows}
        first = one_each(self._now(batch, [row for row in rows if row.joins not in here]))
        seen_through = {each.row.number for each in first}
        left = [row.number for row in rows if row.number not in seen_through]
        self._carry_out(batch, first)
        return left

    def _now(self, batch: Batch, rows: Sequence[BatchRow]) -> list[Now]:
        """What is to be done: of most rows what was reviewed, as nothing that it rests on has changed."""
        plans = [UpdatePlan.from_json(row.plan) if row.plan else NOTHING for row in rows]
        doubtful = self._standing.doubtful(batch, rows, plans)
        doubtful |= {row.number for row in rows if row.target_id in self._shaken}
        stand = [each for each in zip(rows, plans, strict=True) if each[0].number not in doubtful]
        firm = self._firm(batch, stand)
        again = iter(self._planned(batch, [row for row in rows if row.number not in firm]))
        return [firm[row.number] if row.number in firm else next(again) for row in rows]

    def _firm(self, batch: Batch, rows: Sequence[tuple[BatchRow, UpdatePlan]]) -> dict[int, Now]:
        """What was reviewed of these rows; of a batch that is typed, on what its earlier rows have left."""
        if self._planner.in_turn and rows:
            return as_validated(batch, rows, others=self._standing.others or frozenset())
        return {row.number: as_reviewed(row, plan) for row, plan in rows}

    def _planned(self, batch: Batch, rows: Sequence[BatchRow]) -> list[Now]:
        """What the planner says today, leaving out the people that this very commit has added."""
        if not rows:
            return []
        if self._added is None:
            self._added = queries.created_since_review(batch)
        became = queries.became(batch, {row.joins for row in rows if row.joins})
        asked = [row for row in rows if not row.joins or row.joins in became]
        read = [reread(self._planner, row) for row in asked]
        questions = [
            Question(
                what,
                decided=decided_of(row, what),
                adding=_adding(row),
                typed=row.typed,
                whom=became.get(row.joins or 0),
                number=row.number,
            )
            for row, what in zip(asked, read, strict=True)
        ]
        decisions = self._planner.decide(questions, leaving_out=self._added | self._new)
        planned = iter([as_planned(*each) for each in zip(asked, read, decisions, strict=True)])
        return [next(planned) if not row.joins or row.joins in became else left_alone(row) for row in rows]

    def _carry_out(self, batch: Batch, decided: Sequence[Now]) -> None:
        holding = {
            each.row.number for each in decided if each.holds(self._mine, in_turn=self._planner.in_turn)
        }
        fresh = [each for each in decided if each.row.number in holding]
        stopped = self._recorder.stopped(batch.workspace_id, [(each.row, each.target) for each in fresh])
        going = [each for each in fresh if each.row.number not in stopped]
        done, changed = self._written(batch, going)
        given = self._recorder.record(batch, [(each.row, who) for each, who in done], self._actor)
        self._new |= {who for each, who in done if not each.target}
        self._store(batch, done, given)
        stale = [each for each in decided if each.row.number not in holding]
        stale += self._planned(batch, [each.row for each in changed])
        back = [(each.row, turned_back(each.row, each.decision)) for each in stale if each.decision]
        back += [
            (each.row, turned_back(each.row, stopped[each.row.number])) for each in fresh if each not in going
        ]
        self._shaking |= {row.target_id for row, __ in back if row.target_id}
        moved(batch, [row for row, __ in back], [values for __, values in back])
        _update(batch, [values for __, values in back])

    def _store(self, batch: Batch, done: Sequence[tuple[Now, int]], given: dict[int, int]) -> None:
        """Write down that rows were carried out, about whom, and which gift each became."""
        otherwise = [each for each, __ in done if each.planned_otherwise]
        values = [each.carried_out() for each in otherwise]
        moved(batch, [each.row for each in otherwise], values)
        carried_out(batch, [each.row for each, __ in done if not each.planned_otherwise])
        _update(batch, values)
        gifts = {number: {"donation_id": id} for number, id in given.items()}
        _update(
            batch,
            [
                {"number": each.row.number, "state": RowState.APPLIED, "constituent_id": who}
                | gifts.get(each.row.number, {})
                for each, who in done
            ],
        )

    def _written(self, batch: Batch, fresh: Sequence[Now]) -> tuple[list[tuple[Now, int]], list[Now]]:
        """The rows that were carried out with whom they are about, and those whose person has changed."""
        idle = [(each, each.target) for each in fresh if each.target and each.is_idle]
        busy = [each for each in fresh if not (each.target and each.is_idle)]
        results = apply_all(batch.workspace_id, [self._task(batch, each) for each in busy], actor=self._actor)
        answers = list(zip(busy, results, strict=True))
        for each, result in answers:
            if isinstance(result, Applied):
                self._note(each, result)
        done = [(each, result.record.id) for each, result in answers if isinstance(result, Applied)]
        return [*idle, *done], [each for each, result in answers if not isinstance(result, Applied)]

    def _note(self, each: Now, result: Applied) -> None:
        if each.target and each.plan:
            self._standing.brought(each.plan)
        if self._planner.in_turn:
            self._written_now[result.record.id] = result.record.version

    def _task(self, batch: Batch, each: Now) -> Task:
        assert each.plan is not None
        return Task(
            plan=each.plan,
            kind=Kind.INDIVIDUAL if each.target else self._planner.parser.kind(cells_of(each.row)),
            constituent_id=each.target or 0,
            version=each.version or 0,
            source=_("{batch}, row {row}", batch=batch.source or batch.name, row=each.row.number),
            batch_id=batch.id,
            row_number=each.row.number,
        )


def _adding(row: BatchRow) -> Json | None:
    """The plan of a row that adds somebody, without anybody having decided so."""
    return row.plan if row.action is Action.CREATE and row.decision is None else None


def _update(batch: Batch, values: list[dict[str, Any]]) -> None:
    key = {"workspace_id": batch.workspace_id, "batch_id": batch.id}
    update_all(BatchRow, [key | value for value in values])
