"""What waits for staff, and what runs."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.batches.domain.rows import CARRIED_OUT, Outcome
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.queries import UNDECIDED, waits
from app.constituents.models import Constituent
from app.db import db
from app.work.domain.state import WorkState
from app.work.models import Work


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
    """An import or batch that waits for somebody, and how many of its rows do, by outcome."""

    number: int
    name: str
    kind: BatchKind
    status: BatchStatus
    rows: dict[Outcome, int]

    @property
    def to_decide(self) -> int:
        """Rows that need a decision; none in an import that is undone."""
        if self.status is BatchStatus.UNDO_STOPPED:
            return 0
        return sum(count for outcome, count in self.rows.items() if outcome in UNDECIDED)


def waiting(workspace: Workspace, *, limit: int = 5) -> list[Waiting]:
    """Imports and batches that nobody finished or decided to the end, latest first, in two statements."""
    batches = db.session.execute(
        select(Batch.id, Batch.number, Batch.name, Batch.kind, Batch.status)
        .where(Batch.workspace_id == workspace.id, waits())
        .order_by(Batch.number.desc())
        .limit(limit)
    ).all()
    counts = (
        select(BatchRow.batch_id, BatchRow.outcome, func.count().label("rows"))
        .where(
            BatchRow.workspace_id == workspace.id,
            BatchRow.batch_id.in_([batch.id for batch in batches]),
            BatchRow.outcome.in_((*UNDECIDED, Outcome.READY)),
            BatchRow.state.not_in(CARRIED_OUT),
        )
        .group_by(BatchRow.batch_id, BatchRow.outcome)
    )
    found = db.session.execute(counts).all() if batches else []
    return [
        Waiting(
            batch.number,
            batch.name,
            batch.kind,
            batch.status,
            {row.outcome: row.rows for row in found if row.batch_id == batch.id},
        )
        for batch in batches
    ]
