"""What the rows of open imports scored, of a few that are spread evenly over them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.batches.domain.rows import Outcome, RowState
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import by_score, waits
from app.db import db
from app.matching.domain.distribution import Seen, seen
from app.matching.domain.result import Match

_OPEN = (BatchStatus.IN_REVIEW, BatchStatus.PAUSED)
WAITING = (RowState.PENDING, RowState.STALE)
_COMPARED = (
    BatchRow.decision.is_(None),
    or_(BatchRow.outcome == Outcome.READY, by_score(), BatchRow.cause == "ambiguous"),
)
_MOST_BATCHES = 8


def open_batches(workspace_id: int) -> Sequence[Batch]:
    """The latest imports that were checked and are not done with, newest first, at most eight."""
    query = select(Batch).where(_of_people(workspace_id), Batch.status.in_(_OPEN))
    return db.session.scalars(query.order_by(Batch.number.desc()).limit(_MOST_BATCHES)).all()


def left_over(workspace_id: int) -> Sequence[Batch]:
    """The latest imports that were committed but for rows that still wait, newest first, at most eight."""
    query = select(Batch).where(_of_people(workspace_id), Batch.status == BatchStatus.COMMITTED, waits())
    return db.session.scalars(query.order_by(Batch.number.desc()).limit(_MOST_BATCHES)).all()


def _of_people(workspace_id: int) -> ColumnElement[bool]:
    """Imports: rows of restrictions are compared with nobody, a batch has thresholds and rules of its own."""
    return and_(Batch.workspace_id == workspace_id, Batch.kind == BatchKind.IMPORT)


def seen_in_rows(workspace_id: int, *, most: int) -> list[Seen]:
    """What the check said of about `most` rows; rows that staff decided and unreadable ones are left out.

    Of imports that were committed it is the rows that still wait, the first ones where they are many.
    """
    told = [*_spread_evenly(open_batches(workspace_id), most), *_still_waiting(left_over(workspace_id), most)]
    return [_seen(match) for match in told]


def _still_waiting(batches: Sequence[Batch], most: int) -> Sequence[dict[str, Any] | None]:
    if not batches:
        return []
    of_these = (
        BatchRow.workspace_id == batches[0].workspace_id,
        BatchRow.batch_id.in_([batch.id for batch in batches]),
        BatchRow.state.in_(WAITING),
    )
    query = select(BatchRow.match).where(*of_these, *_COMPARED)
    return db.session.scalars(query.order_by(BatchRow.batch_id, BatchRow.number).limit(most)).all()


def _spread_evenly(batches: Sequence[Batch], most: int) -> Sequence[dict[str, Any] | None]:
    step = max(1, -(-sum(batch.rows_read for batch in batches) // most))
    spread = [
        and_(
            BatchRow.workspace_id == batch.workspace_id,
            BatchRow.batch_id == batch.id,
            BatchRow.number.in_(range(1, batch.rows_read + 2, step)),
        )
        for batch in batches
    ]
    if not spread:
        return []
    query = select(BatchRow.match).where(
        BatchRow.workspace_id == batches[0].workspace_id,
        or_(*spread),
        *_COMPARED,
    )
    return db.session.scalars(query).all()


def _seen(match: dict[str, Any] | None) -> Seen:
    told = [Match.from_json(each) for each in match["candidates"]] if match else []
    return seen((each.standing, bool(each.guards)) for each in told)
