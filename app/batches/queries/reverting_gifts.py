"""What undoing a batch finds of its gifts: those that stand as they were recorded, and why others stay."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from app.activity.domain.gift_words import FIELD
from app.activity.domain.standing import CHANGED, CREDITED, REFUNDED
from app.activity.models import Donation
from app.activity.queries.standing import given_back_since
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batches.domain.rows import RowState
from app.batches.domain.status import BatchKind
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import of
from app.batches.queries.traces import Own
from app.constituents.queries import in_parts
from app.db import db

PAGE = 100


def next_rows(batch: Batch, *, after: int, limit: int) -> Sequence[Any]:
    """The next rows after a number with gifts to look at: number, action, donation_id."""
    query = select(BatchRow.number, BatchRow.action, BatchRow.donation_id).where(
        *of(batch), *_due(), BatchRow.number > after
    )
    return db.session.execute(query.order_by(BatchRow.number).limit(limit)).all()


def _due() -> tuple[ColumnElement[bool], ...]:
    return BatchRow.state == RowState.APPLIED, BatchRow.donation_id.is_not(None)


def why_they_stay(batch: Batch, gifts: Collection[int]) -> dict[int, str]:
    """Those of these gifts of the batch that are not as they were recorded, and why each stays."""
    found: dict[int, str] = {}
    for some in in_parts(gifts):
        query = select(Donation.id, *_reasons(batch)).where(
            Donation.workspace_id == batch.workspace_id, Donation.id.in_(some), _stays(batch)
        )
        found |= {row.id: _why(row) for row in db.session.execute(query)}
    return found


def _reasons(batch: Batch) -> tuple[ColumnElement[Any], ...]:
    return (
        given_back_since(batch.workspace_id, batch.id).label("refunded"),
        _credits_changed(batch).label("credited"),
        (Donation.version > 1).label("edited"),
    )


def _stays(batch: Batch) -> ColumnElement[bool]:
    return or_(Donation.version > 1, given_back_since(batch.workspace_id, batch.id), _credits_changed(batch))


def _credits_changed(batch: Batch) -> ColumnElement[bool]:
    """Whether somebody thanked others for the gift, or no longer does: the journal of the giver tells it."""
    return exists().where(
        JournalEntry.workspace_id == batch.workspace_id,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == Donation.constituent_id,
        JournalEntry.item_id == Donation.id,
        JournalEntry.field == f"{FIELD}.soft_credit",
        JournalEntry.batch_id.is_distinct_from(batch.id),
    )


def _why(row: Any) -> str:
    return REFUNDED if row.refunded else CREDITED if row.credited else CHANGED


# --- before an undo


def preview(batch: Batch) -> tuple[int, int]:
    """How many gifts an undo would remove, and how many would stay."""
    every = db.session.scalar(_counted(batch)) or 0
    some = db.session.scalar(_counted(batch).where(_stays(batch))) if every else 0
    return every - (some or 0), some or 0


def _counted(batch: Batch) -> Select[Any]:
    return _with_gift(batch, func.count())


def _with_gift(batch: Batch, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(BatchRow)
        .join(
            Donation,
            (Donation.workspace_id == BatchRow.workspace_id) & (Donation.id == BatchRow.donation_id),
        )
        .where(*of(batch), *_due(), Donation.batch_id == batch.id)
    )


def staying(batch: Batch, *, after: int, limit: int = PAGE) -> Sequence[Any]:
    """Rows after a number whose gifts would stay: number, name, gift, amount, currency, giver, and why."""
    told = (BatchRow.number, BatchRow.name, Donation.id, Donation.amount, Donation.currency)
    query = _with_gift(batch, *told, Donation.constituent_id, Donation.received_on, *_reasons(batch))
    query = query.where(_stays(batch), BatchRow.number > after).order_by(BatchRow.number).limit(limit)
    return [{**row._mapping, "why": _why(row)} for row in db.session.execute(query)]


def own_of(batch: Batch) -> Own:
    """What does not count as happening since, as long as nothing is undone: also not gifts that go."""
    if batch.kind is not BatchKind.REVENUE:
        return Own(batch.id)
    return Own(batch.id, gifts=and_(Donation.batch_id == batch.id, ~_stays(batch)))
