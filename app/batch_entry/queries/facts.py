"""Rows as their validation looks at them, a set at a time, without what it does not need."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from app.activity.models import Donation
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.batches.domain.rows import Action, Outcome
from app.batches.models import Batch, BatchRow
from app.batches.queries import of
from app.constituents.queries import in_parts
from app.db import db

ALIKE = "row_alike"
"""The cause of a row that may be about the new person of an earlier row."""


def numbers(batch: Batch, *, after: int, limit: int) -> Sequence[int]:
    """The numbers of the next rows."""
    query = select(BatchRow.number).where(*of(batch), BatchRow.number > after)
    return db.session.scalars(query.order_by(BatchRow.number).limit(limit)).all()


def rows(batch: Batch, *, after: int, limit: int) -> Sequence[Any]:
    """The next rows that were not left out: what they say, whom they are about, and what is planned."""
    like = case((BatchRow.cause == ALIKE, BatchRow.match))
    match = case((BatchRow.action == Action.CREATE, BatchRow.match))
    said = (BatchRow.number, BatchRow.cells, BatchRow.edited, BatchRow.flaw, BatchRow.email_key)
    decided = (
        BatchRow.outcome,
        BatchRow.action,
        BatchRow.state,
        BatchRow.plan,
        BatchRow.joins,
        BatchRow.decision,
    )
    about = (BatchRow.target_id, BatchRow.constituent_id, like.label("like"), match.label("match"))
    query = select(*said, *decided, *about).where(*of(batch), BatchRow.number > after)
    kept = query.where(BatchRow.outcome != Outcome.SKIPPED)
    return db.session.execute(kept.order_by(BatchRow.number).limit(limit)).all()


def names(batch: Batch, wanted: Collection[int]) -> dict[int, str]:
    """What these rows are recognized by, by number."""
    query = select(BatchRow.number, BatchRow.name, BatchRow.email).where(*of(batch))
    found: dict[int, str] = {}
    for part in in_parts(wanted):
        for number, name, email in db.session.execute(query.where(BatchRow.number.in_(part))):
            found[number] = name or email
    return found


def gifts_of(
    workspace_id: int, givers: Collection[int], days: Collection[date]
) -> set[tuple[int, tuple[str, int, date]]]:
    """The gifts that these people gave from the first to the last of these days."""
    gift = (Donation.currency, Donation.amount, Donation.received_on)
    query = select(Donation.constituent_id, *gift).where(
        Donation.workspace_id == workspace_id, Donation.received_on.between(min(days), max(days))
    )
    return {
        (who, (currency, amount, day))
        for part in in_parts(givers)
        for who, currency, amount, day in db.session.execute(query.where(Donation.constituent_id.in_(part)))
    }


def rules_used(batch: Batch) -> dict[str, int]:
    """In how many rows about people on record each update rule decided something, as the journal tells.

    The most frequent first.
    """
    rows = func.count(JournalEntry.row_number.distinct())
    query: Any = (
        select(JournalEntry.rule, rows)
        .join(
            BatchRow,
            (BatchRow.workspace_id == JournalEntry.workspace_id)
            & (BatchRow.batch_id == JournalEntry.batch_id)
            & (BatchRow.number == JournalEntry.row_number),
        )
        .where(JournalEntry.workspace_id == batch.workspace_id, JournalEntry.batch_id == batch.id)
        .where(JournalEntry.subject == Subject.CONSTITUENT, JournalEntry.via == Via.BATCH)
        .where(JournalEntry.rule != "", BatchRow.action == Action.UPDATE)
        .group_by(JournalEntry.rule)
        .order_by(rows.desc(), JournalEntry.rule)
    )
    return dict(db.session.execute(query).all())
