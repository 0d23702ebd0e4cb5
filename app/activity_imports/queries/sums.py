"""What the gifts of an import come to by currency, month and where their rows stand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, extract, func, select

from app.activity.domain.kinds import GiftStatus
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.domain.plan import Plan
from app.activity_imports.domain.sums import Stand, Sum, added_by
from app.activity_imports.models import ActivityRow
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.db import db

ARRIVED = (GiftStatus.SETTLED.value, GiftStatus.REFUNDED.value)
"""What has arrived; a gift that was given back arrived before."""


def sums(batch: Batch) -> list[Sum]:
    """The money of this import; rows whose amount could not be read are in no sum.

    Of a row that changes a gift on record only the difference is added.
    """
    month = [extract(part, ActivityRow.happened_on) for part in ("year", "month")]
    stand = (BatchRow.outcome, BatchRow.action, BatchRow.state)
    query = (
        select(ActivityRow.currency, *month, *stand, *_figures())
        .join(BatchRow, beside())
        .where(*gifts_of(batch))
        .group_by(ActivityRow.currency, *month, *stand)
    )
    found = [_sum(row) for row in db.session.execute(query)]
    return [*found, *_differences(batch)] if any(each.stand is Stand.CHANGED for each in found) else found


def _differences(batch: Batch) -> Iterator[Sum]:
    """What rows that change gifts add to what is on record, out of what their sums call known."""
    told = (ActivityRow.currency, ActivityRow.happened_on, ActivityRow.amount, ActivityRow.refunded)
    query = (
        select(*told, ActivityRow.status, BatchRow.plan)
        .join(BatchRow, beside())
        .where(*gifts_of(batch), BatchRow.outcome == Outcome.READY, BatchRow.action == Action.UPDATE)
        .where(BatchRow.state != RowState.REVERTED)
    )
    added: Counter[tuple[str, date | None]] = Counter()
    for row in db.session.execute(query.execution_options(yield_per=1_000)):
        month = row.happened_on.replace(day=1) if row.happened_on else None
        plan = Plan.from_json(row.plan)
        has_arrived = row.status in ARRIVED
        added[row.currency, month] += added_by(plan, row.amount, row.refunded or 0, has_arrived=has_arrived)
    for (currency, month), amount in added.items():
        yield Sum(currency, month, Stand.NEW, total=amount)
        yield Sum(currency, month, Stand.CHANGED, total=-amount)


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
