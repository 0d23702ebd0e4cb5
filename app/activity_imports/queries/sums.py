"""What the gifts of an import come to by currency, month and where their rows stand."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, extract, func, select

from app.activity.domain.kinds import GiftStatus
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.sums import Stand, Sum
from app.activity_imports.models import ActivityRow
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.db import db

ARRIVED = (GiftStatus.SETTLED.value, GiftStatus.REFUNDED.value)
"""What has arrived; a gift that was given back arrived before."""


def sums(batch: Batch) -> list[Sum]:
    """The money of this import, in one statement; rows whose amount could not be read are in no sum."""
    month = [extract(part, ActivityRow.happened_on) for part in ("year", "month")]
    stand = (BatchRow.outcome, BatchRow.action, BatchRow.state)
    query = (
        select(ActivityRow.currency, *month, *stand, *_figures())
        .join(BatchRow, beside())
        .where(*gifts_of(batch))
        .group_by(ActivityRow.currency, *month, *stand)
    )
    return [_sum(row) for row in db.session.execute(query)]


def gifts_of(batch: Batch) -> tuple[ColumnElement[bool], ...]:
    """The gifts and refunds of an import whose amount is known."""
    return (
        ActivityRow.workspace_id == batch.workspace_id,
        ActivityRow.batch_id == batch.id,
        ActivityRow.kind == FactKind.GIFTS,
        ActivityRow.amount.is_not(None),
    )


def beside() -> ColumnElement[bool]:
    """Whether a row of facts and a row of a batch are of the same row of the file."""
    return and_(
        BatchRow.workspace_id == ActivityRow.workspace_id,
        BatchRow.batch_id == ActivityRow.batch_id,
        BatchRow.number == ActivityRow.number,
    )


def _figures() -> Sequence[ColumnElement[Any]]:
    """Gifts, refunds, what they come to; then how many are not settled, and what those come to."""
    arrived = ActivityRow.status.in_(ARRIVED)
    gives_back = (ActivityRow.amount < 0) | (ActivityRow.refunded > 0)
    net = ActivityRow.amount - func.coalesce(ActivityRow.refunded, 0)
    return (
        func.sum(case((arrived & (ActivityRow.amount >= 0), 1), else_=0)),
        func.sum(case((arrived & gives_back, 1), else_=0)),
        func.sum(case((arrived, net), else_=0)),
        func.sum(case((arrived, 0), else_=1)),
        func.sum(case((arrived, 0), else_=ActivityRow.amount)),
    )


def _sum(row: Any) -> Sum:
    currency, year, month, outcome, action, state, *figures = row
    first = date(int(year), int(month), 1) if year else None
    return Sum(currency, first, _stand(outcome, action, state), *(int(each or 0) for each in figures))


_READY = {Action.CREATE: Stand.NEW, Action.UPDATE: Stand.CHANGED, Action.NO_CHANGE: Stand.KNOWN}


def _stand(outcome: Outcome, action: Action, state: RowState) -> Stand:
    """Where the money of such rows stands; what was taken back again is out."""
    if state is RowState.REVERTED or outcome is Outcome.SKIPPED:
        return Stand.OUT
    return _READY.get(action, Stand.WAITS) if outcome is Outcome.READY else Stand.WAITS
