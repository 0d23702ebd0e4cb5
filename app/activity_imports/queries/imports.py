"""Imports of activity, their rows, and the rows of all of them that wait for a person."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.accounts.models import Workspace
from app.activity_imports.domain.deciding import KEYLESS
from app.activity_imports.domain.plan import GIFT_UNKNOWN, GIFT_WAITS, NOT_ARRIVED, STAFF
from app.activity_imports.models import ActivityRow
from app.activity_imports.queries.records import beside as of_batch
from app.batches import queries as batches
from app.batches.domain.rows import Outcome, RowState
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import UNRESOLVED, of
from app.constituents.queries import in_parts
from app.db import db

OPEN = (BatchStatus.IN_REVIEW, BatchStatus.PAUSED, BatchStatus.COMMITTED)
"""While an import stands so, its rows can be decided about."""


def by_number(workspace: Workspace, number: int) -> Batch | None:
    """The import of activity that people know by this number."""
    found = batches.by_number(workspace, number)
    return found if found and found.kind is BatchKind.ACTIVITY else None


def get(workspace_id: int, batch_id: int) -> Batch | None:
    """The import of activity with this id."""
    found = batches.get(workspace_id, batch_id)
    return found if found and found.kind is BatchKind.ACTIVITY else None


def beside(batch: Batch, numbers: Collection[int]) -> dict[int, ActivityRow]:
    """What stands beside these rows, by their number; nothing for a row that tells of nothing."""
    found: dict[int, ActivityRow] = {}
    for some in in_parts(numbers):
        query = select(ActivityRow).where(*of_batch(batch), ActivityRow.number.in_(some))
        found |= {each.number: each for each in db.session.scalars(query)}
    return found


def firsts(batch: Batch, keys: Collection[str], *, leaving_out: Collection[int] = ()) -> dict[str, int]:
    """The number of the row that counts for each key: the first that staff did not leave out.

    `leaving_out` are rows that staff leave out just now.
    """
    found: dict[str, int] = {}
    for some in in_parts(keys):
        query = (
            select(ActivityRow.fact_key, func.min(ActivityRow.number))
            .join(BatchRow, _same_row())
            .where(*of_batch(batch), ActivityRow.fact_key.in_(some), BatchRow.cause != STAFF)
            .where(BatchRow.number.not_in(sorted(leaving_out)))
            .group_by(ActivityRow.fact_key)
        )
        found |= {key: number for key, number in db.session.execute(query)}
    return found


def places(batch: Batch, keys: Iterable[str]) -> dict[str, list[int]]:
    """The numbers of the stored rows of facts that have no number in their tool, by the key made of them."""
    found: dict[str, list[int]] = {}
    for some in in_parts(key for key in keys if key.startswith(KEYLESS)):
        query = select(ActivityRow.fact_key, ActivityRow.number).where(
            *of_batch(batch), ActivityRow.fact_key.in_(some)
        )
        for key, number in db.session.execute(query.order_by(ActivityRow.number)):
            found.setdefault(key, []).append(number)
    return found


def akin(batch: Batch, numbers: Collection[int]) -> set[int]:
    """These rows, those that tell of the same facts, and those that take their gifts back."""
    found = set(numbers)
    for some in in_parts(numbers):
        told = select(ActivityRow.fact_key).where(*of_batch(batch), ActivityRow.number.in_(some))
        same = or_(ActivityRow.fact_key.in_(told), ActivityRow.refund_of.in_(told))
        found |= set(db.session.scalars(select(ActivityRow.number).where(*of_batch(batch), same)))
    return found


def refunds_waiting(batch: Batch, *, after: int, limit: int) -> Sequence[int]:
    """The next rows after a number that wait for a gift."""
    query = select(BatchRow.number).where(
        *of(batch),
        BatchRow.number > after,
        BatchRow.cause.in_((GIFT_UNKNOWN, GIFT_WAITS, NOT_ARRIVED)),
        is_open(),
    )
    return db.session.scalars(query.order_by(BatchRow.number).limit(limit)).all()


def is_open() -> ColumnElement[bool]:
    """Whether a row was not carried out."""
    return BatchRow.state.in_((RowState.PENDING, RowState.STALE))


def is_due() -> ColumnElement[bool]:
    """Whether a row waits for commit."""
    return and_(BatchRow.state == RowState.PENDING, BatchRow.outcome == Outcome.READY)


def due(batch: Batch) -> int:
    """How many rows commit has still to see through."""
    return db.session.scalar(select(func.count()).select_from(BatchRow).where(*of(batch), is_due())) or 0


def to_apply(batch: Batch, *, after: int, limit: int) -> Sequence[BatchRow]:
    """The next rows after a number that commit has to see through, in the order of the file."""
    query = select(BatchRow).where(*of(batch), BatchRow.number > after, is_due())
    return db.session.scalars(query.order_by(BatchRow.number).limit(limit)).all()


def refunds_among(batch: Batch, numbers: Collection[int]) -> set[int]:
    """Those of these rows that take an earlier gift back."""
    return {number for number, told in beside(batch, numbers).items() if told.refund_of}


# --- the tray


def waiting(
    workspace_id: int, *, after: tuple[int, int] | None = None, limit: int = 100
) -> Sequence[tuple[Batch, BatchRow, ActivityRow]]:
    """Rows of all imports that wait for a person, the latest import first; after (batch id, number)."""
    query = waiting_rows(workspace_id, Batch, BatchRow, ActivityRow)
    if after:
        further = and_(BatchRow.batch_id == after[0], BatchRow.number > after[1])
        query = query.where(or_(BatchRow.batch_id < after[0], further))
    query = query.order_by(BatchRow.batch_id.desc(), BatchRow.number).limit(limit)
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def waiting_count(workspace_id: int) -> int:
    """How many rows wait for a person."""
    return db.session.scalar(waiting_rows(workspace_id, func.count())) or 0


def decided_batches(workspace_id: int) -> Sequence[Batch]:
    """Committed imports of which rows were decided since, and wait for commit."""
    query = (
        select(Batch)
        .join(BatchRow, (BatchRow.workspace_id == Batch.workspace_id) & (BatchRow.batch_id == Batch.id))
        .where(
            Batch.workspace_id == workspace_id,
            Batch.kind == BatchKind.ACTIVITY,
            Batch.status.in_((BatchStatus.COMMITTED, BatchStatus.PAUSED)),
            is_due(),
        )
    )
    return db.session.scalars(query.distinct().order_by(Batch.number)).all()


def waiting_rows(workspace_id: int, *columns: Any) -> Select[Any]:
    """The rows of all imports that wait for a person."""
    here = (BatchRow.workspace_id == Batch.workspace_id) & (BatchRow.batch_id == Batch.id)
    return (
        select(*columns)
        .select_from(Batch)
        .join(BatchRow, here)
        .join(ActivityRow, _same_row())
        .where(
            Batch.workspace_id == workspace_id,
            Batch.kind == BatchKind.ACTIVITY,
            Batch.status.in_(OPEN),
            BatchRow.outcome.in_(UNRESOLVED),
            is_open(),
        )
    )


def _same_row() -> ColumnElement[bool]:
    same: ColumnElement[bool] = (
        (ActivityRow.workspace_id == BatchRow.workspace_id)
        & (ActivityRow.batch_id == BatchRow.batch_id)
        & (ActivityRow.number == BatchRow.number)
    )
    return same


def rows_of(batch: Batch, numbers: Collection[int]) -> Mapping[int, BatchRow]:
    """These rows, by their number."""
    return {row.number: row for row in batches.rows_by_number(batch, numbers)}


def added_by(batch: Batch, emails: Collection[str]) -> dict[tuple[str, str], int]:
    """Whom rows of the import have added or found by decision, by the email and the name in the row."""
    found: dict[tuple[str, str], int] = {}
    for some in in_parts(emails):
        query = select(BatchRow.email_key, BatchRow.name, BatchRow.constituent_id).where(
            *of(batch),
            BatchRow.email_key.in_(some),
            BatchRow.decision.is_not(None),
            BatchRow.state == RowState.APPLIED,
            BatchRow.constituent_id.is_not(None),
        )
        found |= {(row.email_key, row.name): row.constituent_id for row in db.session.execute(query)}
    return found


def tightening(batch: Batch, *, after: int, limit: int) -> Sequence[BatchRow]:
    """The next rows after a number that wait for a person and say no: their addresses need not wait."""
    query = (
        select(BatchRow)
        .join(ActivityRow, _same_row())
        .where(*of(batch), BatchRow.number > after, BatchRow.outcome.in_(UNRESOLVED), is_open())
        .where(ActivityRow.tightens != "")
    )
    return db.session.scalars(query.order_by(BatchRow.number).limit(limit)).all()


def workspace_of(batch: Batch) -> Workspace:
    """The workspace that the import belongs to."""
    return db.session.get_one(Workspace, batch.workspace_id)
