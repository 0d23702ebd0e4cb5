"""Reading batches and their rows."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select

from app.accounts.models import Workspace
from app.batches.domain.counts import Counts, Results
from app.batches.domain.rows import Outcome, RowState
from app.batches.domain.status import ENTERED, BatchStatus
from app.batches.domain.touched import ALIKE, SCORE
from app.batches.models import Batch, BatchRow
from app.batches.queries.counting import kept_tally, tally
from app.db import db

UNDECIDED = (Outcome.ERROR, Outcome.POSSIBLE_DUPLICATE, Outcome.CONFLICT)
UNRESOLVED = (Outcome.POSSIBLE_DUPLICATE, Outcome.CONFLICT)


def get(workspace_id: int, batch_id: int) -> Batch | None:
    """The batch with this id."""
    return db.session.scalar(select(Batch).where(Batch.workspace_id == workspace_id, Batch.id == batch_id))


def by_number(workspace: Workspace, number: int) -> Batch | None:
    """The batch that people know by this number."""
    return db.session.scalar(select(Batch).where(Batch.workspace_id == workspace.id, Batch.number == number))


def recent(workspace: Workspace, *, before: int | None = None, limit: int = 25) -> Sequence[Batch]:
    """The latest batches that came in a file, newest first; with `before`, those with lower numbers."""
    query = select(Batch).where(Batch.workspace_id == workspace.id, Batch.kind.not_in(ENTERED))
    if before is not None:
        query = query.where(Batch.number < before)
    return db.session.scalars(query.order_by(Batch.number.desc()).limit(limit)).all()


_UNFINISHED = (
    BatchStatus.OPEN,
    BatchStatus.UPLOADED,
    BatchStatus.MAPPED,
    BatchStatus.IN_REVIEW,
    BatchStatus.PAUSED,
    BatchStatus.UNDO_STOPPED,
)


def waits() -> ColumnElement[bool]:
    """Whether a batch waits for a person: not committed yet, or committed but for rows left over."""
    left = exists().where(
        BatchRow.workspace_id == Batch.workspace_id,
        BatchRow.batch_id == Batch.id,
        BatchRow.state.in_((RowState.PENDING, RowState.STALE)),
        BatchRow.outcome != Outcome.SKIPPED,
    )
    return or_(Batch.status.in_(_UNFINISHED), and_(Batch.status == BatchStatus.COMMITTED, left))


_HERE = Batch.workspace_id == bindparam("workspace_id")
WAITING = select(func.count()).where(_HERE, Batch.kind.not_in(ENTERED), waits())
"""Imports; every page asks this, so it is put together once."""
WAITING_ENTERED = select(func.count()).where(_HERE, Batch.kind.in_(ENTERED), Batch.status.in_(_UNFINISHED))
"""Batches that staff enter: once they are committed, what is left of them is in another one."""


def waiting(workspace_id: int) -> int:
    """How many imports wait for a person."""
    return db.session.scalar(WAITING, {"workspace_id": workspace_id}) or 0


def counts(batch: Batch) -> Counts:
    """Rows by outcome; they add up to the rows read."""
    return tally(batch).counts


def counts_of(batches: Collection[Batch]) -> dict[int, Counts]:
    """Rows by outcome for several batches by their ids; one statement for all that nobody kept count of."""
    kept = {batch.id: found for batch in batches if (found := kept_tally(batch))}
    rest = [batch for batch in batches if batch.id not in kept]
    groups: dict[int, list[Any]] = {batch.id: [] for batch in rest}
    query = (
        select(BatchRow.batch_id, BatchRow.outcome, BatchRow.action, func.count())
        .where(BatchRow.workspace_id.in_({batch.workspace_id for batch in rest}))
        .where(BatchRow.batch_id.in_(groups))
        .group_by(BatchRow.batch_id, BatchRow.outcome, BatchRow.action)
    )
    for batch_id, outcome, action, number in db.session.execute(query) if rest else ():
        groups[batch_id].append((outcome, action, number))
    counted = {batch_id: Counts.of(found) for batch_id, found in groups.items()}
    return counted | {batch_id: found.counts for batch_id, found in kept.items()}


def results(batch: Batch) -> Results:
    """What commits of this batch did so far, and what undoing took back."""
    return tally(batch).results


def by_score() -> ColumnElement[bool]:
    """Whether a row waits because it is like somebody, though not surely the same."""
    return or_(BatchRow.cause == SCORE, BatchRow.cause.startswith(ALIKE))


def of(batch: Batch) -> tuple[ColumnElement[bool], ...]:
    """The rows of one batch."""
    return BatchRow.workspace_id == batch.workspace_id, BatchRow.batch_id == batch.id
