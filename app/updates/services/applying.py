"""Carrying out update plans in sets, each exactly as it was reviewed or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.constituents import services
from app.constituents.domain.record import Existing, Kind, blank
from app.constituents.locking import locked
from app.db import db
from app.updates.domain.applied import apply
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.entries import entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A plan to carry out: on a constituent as it was at `version`, or on nobody yet (`constituent_id` 0)."""

    plan: UpdatePlan
    kind: Kind
    constituent_id: int = 0
    version: int = 0
    source: str = ""
    batch_id: int | None = None
    row_number: int | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """The record as it is now; so many fields were `changed`, in this change set of the journal (or 0)."""

    record: Existing
    changed: int
    change_set: int = 0


@dataclass(frozen=True, slots=True)
class Stale:
    """The constituent is no longer as the plan saw it: changed, or gone. Nothing was written."""

    constituent_id: int


def one_bulk_writer(workspace_id: int) -> None:
    """Let nobody else write this workspace's constituents in bulk until the transaction ends.

    Of two batches that bring the same new person at the same instant, the second has to see her. SQLite has
    one writer anyway.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(workspace_id)))


def apply_all(workspace_id: int, tasks: Sequence[Task], *, actor: Actor) -> list[Applied | Stale]:
    """Carry out every plan whose constituent is still at the version it was made for; journal each field.

    At most one task may name a constituent. Statements do not grow with the number of tasks. Flushes; the
    caller commits. Source of the rule: a plan that was reviewed is applied exactly, or not at all.
    """
    existing = locked(workspace_id, {task.constituent_id for task in tasks if task.constituent_id})
    fresh = [task for task in tasks if not task.constituent_id or _is_fresh(task, existing)]
    rewrites = [_rewrite(task, existing) for task in fresh]
    changed = [rewrite for rewrite in rewrites if rewrite.after != rewrite.before]
    written = services.write(workspace_id, changed, batch_id=_batch_of(fresh))
    results = _results(fresh, rewrites, written)
    lines = (
        change
        for task, rewrite in zip(fresh, rewrites, strict=True)
        for change in _journal(task, results[id(task)], rewrite.before)
    )
    change_set = record(workspace_id, actor, lines)
    return [_answer(results.get(id(task)), task, change_set) for task in tasks]


def _batch_of(tasks: Sequence[Task]) -> int:
    """The one batch that all tasks belong to; 0 where there is none."""
    batches = {task.batch_id or 0 for task in tasks}
    return batches.pop() if len(batches) == 1 else 0


def _answer(result: Applied | None, task: Task, change_set: int) -> Applied | Stale:
    if result is None:
        return Stale(task.constituent_id)
    return replace(result, change_set=change_set) if result.changed else result


def _is_fresh(task: Task, existing: dict[int, Existing]) -> bool:
    record = existing.get(task.constituent_id)
    return record is not None and record.version == task.version


def _rewrite(task: Task, existing: dict[int, Existing]) -> services.Rewrite:
    before = existing[task.constituent_id] if task.constituent_id else blank(task.kind)
    return services.Rewrite(before, apply(before, task.plan), task.source)


def _results(
    tasks: Sequence[Task], rewrites: Sequence[services.Rewrite], written: Sequence[Existing]
) -> dict[int, Applied]:
    """What became of each task, by the identity of the task."""
    queue = iter(written)
    results = {}
    for task, rewrite in zip(tasks, rewrites, strict=True):
        changed = rewrite.after != rewrite.before
        now = next(queue) if changed else rewrite.before
        results[id(task)] = Applied(now, len(task.plan.writes) if changed else 0)
    return results


def _journal(task: Task, result: Applied, before: Existing) -> list[Change]:
    if not result.changed:
        return []
    return [
        Change(
            subject=Subject.CONSTITUENT,
            subject_id=result.record.id,
            field=line.field,
            before=line.before,
            after=line.after,
            item_id=line.item_id,
            rule=str(change.rule),
            batch_id=task.batch_id,
            row_number=task.row_number,
        )
        for change, line in entries(task.plan, before, result.record)
    ]
