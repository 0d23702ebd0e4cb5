"""Carrying out update plans in sets, each exactly as it was reviewed or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.constituents import services
from app.constituents.domain.record import Existing, Kind, blank
from app.constituents.locking import locked
from app.db import db
from app.updates.domain import changes as planned
from app.updates.domain.applied import apply
from app.updates.domain.changes import UpdatePlan


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
    """The record as it is now; `changed` is how many fields were written."""

    record: Existing
    changed: int


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
    written = services.write(
        workspace_id, [rewrite for rewrite in rewrites if rewrite.after != rewrite.before]
    )
    results = _results(fresh, rewrites, written)
    lines = (
        change
        for task, rewrite in zip(fresh, rewrites, strict=True)
        for change in _journal(task, results[id(task)], rewrite.before)
    )
    record(workspace_id, actor, lines)
    return [results.get(id(task), Stale(task.constituent_id)) for task in tasks]


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
    stored = _Stored(before, result.record)
    return [_entry(task, change, stored) for change in task.plan.writes]


class _Stored:
    """The values that a change set added, as they are stored: with their ids."""

    def __init__(self, before: Existing, now: Existing) -> None:
        self.now = now
        self._before = before
        self._added: dict[str, Iterator[Any]] = {}

    def value(self, change: planned.Change) -> Any:
        """What the change's value after became. Values are added in the order of the plan."""
        match change:
            case planned.Add(field=field) if field in _LISTS:
                return next(self._added.setdefault(field, self._fresh(field)))
            case planned.MakePrimary(field=field, after=value) if getattr(value, "id", None) is None:
                return next(item for item in getattr(self.now, field) if item.primary)
            case _:
                return change.after

    def _fresh(self, field: str) -> Iterator[Any]:
        known = {item.id for item in getattr(self._before, field)}
        return (item for item in getattr(self.now, field) if item.id not in known)


_LISTS = frozenset({"emails", "phones", "addresses", "former_names"})


def _entry(task: Task, change: planned.Change, stored: _Stored) -> Change:
    """A line of the journal; of a contact point that was added it tells the id that it got."""
    after = stored.value(change)
    return Change(
        subject=Subject.CONSTITUENT,
        subject_id=stored.now.id,
        field=f"{change.field}.primary" if isinstance(change, planned.MakePrimary) else change.field,
        before=planned.value_to_json(change.before),
        after=planned.value_to_json(after),
        item_id=getattr(after, "id", None) or getattr(change.before, "id", None) or 0,
        rule=change.rule,
        batch_id=task.batch_id,
        row_number=task.row_number,
    )
