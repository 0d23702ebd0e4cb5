"""What waits behind three links of every page, in one statement."""

from sqlalchemy import bindparam, func, select

from app.activity_imports.queries.imports import OPEN, is_open
from app.batches.domain.status import BatchKind
from app.batches.models import Batch, BatchRow
from app.batches.queries import UNRESOLVED, WAITING, WAITING_ENTERED
from app.db import db

MOST = 1_000
"""Rows that are counted at most: every page asks it, and who has that many needs no better number."""

_ROWS = (
    select(BatchRow.number)
    .join(Batch, (Batch.workspace_id == BatchRow.workspace_id) & (Batch.id == BatchRow.batch_id))
    .where(
        Batch.workspace_id == bindparam("workspace_id"),
        Batch.kind == BatchKind.ACTIVITY,
        Batch.status.in_(OPEN),
        BatchRow.outcome.in_(UNRESOLVED),
        is_open(),
    )
    .limit(bindparam("most"))
)
_ALL = select(
    WAITING.scalar_subquery(),
    WAITING_ENTERED.scalar_subquery(),
    select(func.count()).select_from(_ROWS.subquery()).scalar_subquery(),
)
"""Put together once, as every page asks it."""


def waiting_counts(workspace_id: int, *, most: int = MOST) -> tuple[int, int, int]:
    """How many imports and how many batches wait for a person, and rows of activity, to `most`."""
    imports, batches, rows = db.session.execute(_ALL, {"workspace_id": workspace_id, "most": most}).one()
    return imports, batches, rows
