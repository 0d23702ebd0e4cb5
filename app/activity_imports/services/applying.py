"""Seeing rows through: each as it was reviewed, or back to review where records changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.activity import services as activity
from app.activity_imports import queries
from app.activity_imports.domain import choices
from app.activity_imports.domain.choices import Create, Person
from app.activity_imports.domain.deciding import Question
from app.activity_imports.domain.facts import Fact
from app.activity_imports.domain.facts_json import fact_of
from app.activity_imports.domain.plan import STALE, Decided, Plan
from app.activity_imports.models import ActivityRow
from app.activity_imports.queries.hanging import hold_facts
from app.activity_imports.services.carrying_out import Due, Written, carry_out
from app.activity_imports.services.planning import Planner, row_values
from app.activity_imports.services.storing import write
from app.audit.services import Actor
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.batches.services.tally import carried_out, moved
from app.constituents import queries as constituents
from app.constituents.domain.record import Kind
from app.db import update_all
from app.updates.domain.changes import UpdatePlan
from app.updates.services import Applied, Task, apply_all
from app.words import N_, _

CHANGED_SINCE = N_("what is on record changed after the check; look at it again")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A stored row with what it says and what is decided about it today."""

    row: BatchRow
    fact: Fact
    stored: Plan
    decided: Decided


class Applier:
    """Carries out stored plans; it holds plain values only."""

    def __init__(self, batch: Batch, actor: Actor) -> None:
        self._planner = Planner(batch)
        self._actor = actor

    def apply(self, batch: Batch, rows: Sequence[BatchRow]) -> None:
        """See these rows through. The caller is the one bulk writer and commits; statements do not grow."""
        idle = [row for row in rows if row.action is Action.NO_CHANGE]
        asked = self._decided(batch, [row for row in rows if row.action is not Action.NO_CHANGE])
        fresh = [each for each in asked if _holds(each)]
        stale = [each for each in asked if not _holds(each)]
        people = self._people(batch, [each for each in fresh if each.decided.plan.adds])
        due = {
            each.row.number: Due(each.row.number, each.fact, each.decided, person)
            for each in fresh
            if (person := people.get(each.row.number) or each.decided.person)
        }
        stale += [each for each in fresh if each.row.number not in due]
        to_write = [each for each in due.values() if each.decided.action is not Action.NO_CHANGE]
        with activity.together(batch.workspace_id):
            written = carry_out(batch, to_write, self._actor)
        _turn_back(batch, stale)
        _mark(batch, [each for each in fresh if each.row.number in due], due, written)
        _mark_idle(batch, idle)

    def _decided(self, batch: Batch, rows: Sequence[BatchRow]) -> list[_Asked]:
        plans = {row.number: Plan.from_json(row.plan) for row in rows}
        facts = {number: fact_of(plan.fact) for number, plan in plans.items() if plan.fact}
        hold_facts(batch.workspace_id, list(facts.values()))
        doubtful = _doubtful(batch, rows, plans)
        made = queries.added_by(batch, {row.email_key for row in rows if row.decision and row.email_key})
        questions = [
            Question(row.number, facts[row.number], _choice(row, made, row.number in doubtful))
            for row in rows
        ]
        decisions = self._planner.decide(batch, questions)
        return [
            _Asked(row, facts[row.number], plans[row.number], decided)
            for row, decided in zip(rows, decisions, strict=True)
        ]

    def _people(self, batch: Batch, asked: Sequence[_Asked]) -> dict[int, int]:
        """Add those whom rows bring, each once, and answer who she is by the number of each of her rows."""
        firsts: dict[tuple[str, str], _Asked] = {}
        for each in asked:
            firsts.setdefault(_name(each), each)
        results = apply_all(
            batch.workspace_id, [_task(batch, each) for each in firsts.values()], actor=self._actor
        )
        added = {
            name: result.record.id
            for name, result in zip(firsts, results, strict=True)
            if isinstance(result, Applied)
        }
        return {each.row.number: added[_name(each)] for each in asked if _name(each) in added}


def _choice(row: BatchRow, made: dict[tuple[str, str], int], is_doubtful: bool) -> choices.Choice | None:
    """What staff chose; else the person whom the check found, as long as nothing speaks against her."""
    chosen = choices.from_json(row.decision)
    if isinstance(chosen, Create) and (who := made.get((row.email_key, row.name))) and row.email_key:
        return Person(who)
    if chosen is None and row.target_id and not is_doubtful:
        return Person(row.target_id)
    return chosen


def _doubtful(batch: Batch, rows: Sequence[BatchRow], plans: dict[int, Plan]) -> set[int]:
    """Rows whose person was changed since the check, or is no longer the only one with the email."""
    found = [row for row in rows if row.target_id and row.decision is None and row.target_version]
    now = constituents.versions(batch.workspace_id, {row.target_id for row in found if row.target_id})
    by_email = [row for row in found if plans[row.number].why == "email"]
    owners = constituents.owners_of_emails(batch.workspace_id, {row.email_key for row in by_email})
    shared = {row.number for row in by_email if set(owners.get(row.email_key, ())) != {row.target_id}}
    return shared | {row.number for row in found if now.get(row.target_id or 0) != row.target_version}


def _holds(each: _Asked) -> bool:
    """Whether what was reviewed is what would be done today; that it is on record by now changes nothing."""
    now, then = each.decided, each.row
    if now.outcome is not Outcome.READY:
        return False
    if now.action is Action.NO_CHANGE:
        return True
    if isinstance(choices.from_json(then.decision), Create) and now.action is then.action:
        return now.plan.refund == each.stored.refund
    is_same = now.action is then.action and now.plan.changes == each.stored.changes
    return is_same and now.plan.refund == each.stored.refund and then.target_id in (None, now.person)


def _name(each: _Asked) -> tuple[str, str]:
    """Who she is among those whom a chunk adds or changes; without an email she is the row's alone."""
    if each.decided.person:
        return ("", f"person {each.decided.person}")
    return (each.row.email_key, each.row.name) if each.row.email_key else ("", f"row {each.row.number}")


def _task(batch: Batch, each: _Asked) -> Task:
    decided, incoming = each.decided, each.fact.who.incoming
    assert decided.plan.adds is not None
    return Task(
        plan=UpdatePlan.from_json(decided.plan.adds),
        kind=Kind.INDIVIDUAL if decided.person else incoming.kind,
        constituent_id=decided.person or 0,
        version=decided.version or 0,
        source=_("{file}, row {number}", file=batch.source or batch.name, number=each.row.number),
        batch_id=batch.id,
        row_number=each.row.number,
    )


# --- rows


def _mark_idle(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Rows whose fact is on record as they tell it: there is nothing to write."""
    values = [
        {"number": row.number, "state": RowState.APPLIED, "constituent_id": row.target_id} for row in rows
    ]
    carried_out(batch, rows)
    write(batch, values)


def _mark(batch: Batch, fresh: Sequence[_Asked], due: Mapping[int, Due], written: Written) -> None:
    values = [_applied(each, due[each.row.number]) for each in fresh]
    moved(batch, [each.row for each in fresh], values)
    write(batch, [{name: value for name, value in each.items() if name not in _COUNTED} for each in values])
    key = {"workspace_id": batch.workspace_id, "batch_id": batch.id}
    update_all(
        ActivityRow,
        [
            key
            | {"number": number, "fact_id": written.facts.get(number) or each.decided.fact_id}
            | {"about_id": written.abouts.get(number) or each.decided.about_id}
            for number, each in due.items()
        ],
    )


_COUNTED = ("outcome", "cause", "fields", "detail")


def _applied(asked: _Asked, due: Due) -> dict[str, Any]:
    """The row as it was carried out: also one that turned out to be on record."""
    row, plan = asked.row, replace(due.decided.plan, why=asked.stored.why or due.decided.plan.why)
    counted = {"outcome": row.outcome, "cause": row.cause, "fields": row.fields, "detail": row.detail}
    return counted | {
        "number": row.number,
        "action": due.decided.action,
        "state": RowState.APPLIED,
        "target_id": due.decided.person,
        "constituent_id": due.person,
        "plan": plan.to_json(),
    }


def _turn_back(batch: Batch, stale: Sequence[_Asked]) -> None:
    """Rows as review shows them: decided anew, and waiting for a person even where they would be ready."""
    values = [
        {"number": each.row.number, "state": RowState.STALE, **row_values(each.fact, _waiting(each.decided))}
        for each in stale
    ]
    moved(batch, [each.row for each in stale], values)
    write(batch, values)


def _waiting(decided: Decided) -> Decided:
    if decided.outcome is not Outcome.READY:
        return decided
    return replace(
        decided,
        outcome=Outcome.POSSIBLE_DUPLICATE,
        action=Action.NONE,
        cause=STALE,
        detail=CHANGED_SINCE,
    )
