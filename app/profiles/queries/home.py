"""What waits for staff, what runs, and what changed lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.audit import queries as audit
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.batches.domain.rows import Outcome, RowState
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.constituents.domain.names import Name, display_name
from app.constituents.models import Constituent
from app.constituents.queries import NAME_PARTS
from app.db import db
from app.work.domain.state import WorkState
from app.work.models import Work

LATEST = 20
_READ = 200


def nobody_yet(workspace: Workspace) -> bool:
    """Whether the workspace has no constituents at all."""
    return (
        db.session.scalar(select(Constituent.id).where(Constituent.workspace_id == workspace.id).limit(1))
        is None
    )


def running(workspace: Workspace) -> int:
    """How much background work is queued or running."""
    alive = (WorkState.QUEUED, WorkState.RUNNING)
    query = select(func.count()).where(Work.workspace_id == workspace.id, Work.state.in_(alive))
    return db.session.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """An import that waits for somebody, and how many of its rows do, by outcome."""

    number: int
    name: str
    status: BatchStatus
    rows: dict[Outcome, int]

    @property
    def to_decide(self) -> int:
        return sum(count for outcome, count in self.rows.items() if outcome in _DECIDE)


_WAITING = (BatchStatus.UPLOADED, BatchStatus.MAPPED, BatchStatus.IN_REVIEW, BatchStatus.PAUSED)
_DECIDE = (Outcome.POSSIBLE_DUPLICATE, Outcome.CONFLICT, Outcome.ERROR)


def waiting(workspace: Workspace, *, limit: int = 5) -> list[Waiting]:
    """The imports that nobody finished, the latest first, in two statements."""
    batches = db.session.execute(
        select(Batch.id, Batch.number, Batch.name, Batch.status)
        .where(Batch.workspace_id == workspace.id, Batch.status.in_(_WAITING))
        .order_by(Batch.number.desc())
        .limit(limit)
    ).all()
    counts = (
        select(BatchRow.batch_id, BatchRow.outcome, func.count().label("rows"))
        .where(
            BatchRow.workspace_id == workspace.id,
            BatchRow.batch_id.in_([batch.id for batch in batches]),
            BatchRow.outcome.in_((*_DECIDE, Outcome.READY)),
            BatchRow.state == RowState.PENDING,
        )
        .group_by(BatchRow.batch_id, BatchRow.outcome)
    )
    found = db.session.execute(counts).all() if batches else []
    return [
        Waiting(
            batch.number,
            batch.name,
            batch.status,
            {row.outcome: row.rows for row in found if row.batch_id == batch.id},
        )
        for batch in batches
    ]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody did lately: `fields` of `subject_name`, or rows of the import `batch`."""

    at: datetime
    actor: str
    via: Via
    subject: Subject
    subject_id: int
    subject_name: str
    people: int
    fields: tuple[str, ...]
    batch: Batch | None


def recent(workspace: Workspace, *, limit: int = LATEST) -> list[Act]:
    """The latest acts, latest first, in three statements. An import is one act, however many rows it had."""
    entries = audit.recent(workspace.id, limit=_READ).entries
    acts: dict[int, list[JournalEntry]] = {}
    for entry in entries:
        acts.setdefault(entry.batch_id or entry.change_set, []).append(entry)
    some = list(acts.values())[:limit]
    names = names_of(workspace, {entries[0].subject_id for entries in some if _is_person(entries[0])})
    batches = batches_of(workspace, {entries[0].batch_id for entries in some})
    return [_act(entries, names, batches) for entries in some]


def _is_person(entry: JournalEntry) -> bool:
    return entry.subject is Subject.CONSTITUENT


def _act(entries: Sequence[JournalEntry], names: dict[int, str], batches: dict[int, Batch]) -> Act:
    first = entries[0]
    return Act(
        at=first.at,
        actor=first.actor,
        via=first.via,
        subject=first.subject,
        subject_id=first.subject_id,
        subject_name=names.get(first.subject_id, "") if _is_person(first) else "",
        people=len({entry.subject_id for entry in entries if _is_person(entry)}),
        fields=tuple(dict.fromkeys(entry.field for entry in reversed(entries))),
        batch=batches.get(first.batch_id or 0),
    )


def names_of(workspace: Workspace, ids: set[int]) -> dict[int, str]:
    """The names of constituents by id."""
    columns: list[Any] = [getattr(Constituent, part) for part in NAME_PARTS]
    query = select(Constituent.id, Constituent.display_override, *columns).where(
        Constituent.workspace_id == workspace.id, Constituent.id.in_(ids)
    )
    rows = db.session.execute(query) if ids else ()
    return {
        row.id: row.display_override
        or display_name(Name(**{part: getattr(row, part) for part in NAME_PARTS}))
        for row in rows
    }


def batches_of(workspace: Workspace, ids: set[int | None]) -> dict[int, Batch]:
    """Batches by id; None among the ids is passed over."""
    wanted = [batch_id for batch_id in ids if batch_id is not None]
    query = select(Batch).where(Batch.workspace_id == workspace.id, Batch.id.in_(wanted))
    return {batch.id: batch for batch in db.session.scalars(query)} if wanted else {}
