"""Rows on which other settings are tried: of open imports and of the one committed last, spread evenly."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import defer

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import by_score
from app.batches.queries.sampling import WAITING, left_over, open_batches
from app.db import db
from app.updates.domain.journaled import Taken as Line

_BY_LIKENESS = ("ambiguous", "rule", "mode")


@dataclass(frozen=True, slots=True)
class Taken:
    """Some rows of an import, of so many that bear on the question."""

    batch: Batch
    of: int
    rows: Sequence[BatchRow]


def about_known(workspace_id: int, *, most: int) -> list[Taken]:
    """Rows about somebody on record: matched by the check, possible duplicates, or decided by staff."""
    last, batches = _looked_at(workspace_id)
    written = and_(BatchRow.state == RowState.APPLIED, BatchRow.action != Action.CREATE)
    possible = and_(BatchRow.outcome == Outcome.POSSIBLE_DUPLICATE, by_score())
    bearing = and_(
        BatchRow.target_id.is_not(None),
        or_(BatchRow.plan.is_not(None), possible),
        or_(BatchRow.state.in_(WAITING), and_(written, BatchRow.batch_id.in_(last))),
    )
    return _spread(batches, bearing, most, (BatchRow.plan, BatchRow.problems))


def compared(workspace_id: int, *, most: int) -> list[Taken]:
    """Rows that are like somebody and were left to their likeness: no member of staff decided them."""
    last, batches = _looked_at(workspace_id)
    bearing = and_(
        BatchRow.match.is_not(None),
        BatchRow.decision.is_(None),
        or_(BatchRow.outcome == Outcome.READY, by_score(), BatchRow.cause.in_(_BY_LIKENESS)),
        or_(BatchRow.state.in_(WAITING), BatchRow.batch_id.in_(last)),
    )
    return _spread(batches, bearing, most, (BatchRow.plan, BatchRow.problems))


def _looked_at(workspace_id: int) -> tuple[list[int], list[Batch]]:
    """The id of the import that was committed last, and every import: open ones, then committed ones."""
    of_people = Batch.workspace_id == workspace_id, Batch.kind == BatchKind.IMPORT
    query = select(Batch).where(*of_people, Batch.status == BatchStatus.COMMITTED)
    last = db.session.scalars(query.order_by(Batch.committed_at.desc(), Batch.number.desc()).limit(1)).all()
    several = (*open_batches(workspace_id), *last, *left_over(workspace_id))
    return [batch.id for batch in last], list(dict.fromkeys(several))


def _spread(
    batches: Sequence[Batch], bearing: ColumnElement[bool], most: int, without: Sequence[Any]
) -> list[Taken]:
    """At most so many of the rows that bear on the question: every one, or every second, or every third…"""
    if not batches:
        return []
    ids = [batch.id for batch in batches]
    of_these = BatchRow.workspace_id == batches[0].workspace_id, BatchRow.batch_id.in_(ids), bearing
    counting = select(BatchRow.batch_id, func.count()).where(*of_these).group_by(BatchRow.batch_id)
    counts: dict[int, int] = dict(db.session.execute(counting).all())
    step = max(1, -(-sum(counts.values()) // most))
    order = BatchRow.batch_id, BatchRow.number
    places = select(*order, func.row_number().over(order_by=order).label("place")).where(*of_these).subquery()
    query = (
        select(BatchRow)
        .join(places, and_(BatchRow.batch_id == places.c.batch_id, BatchRow.number == places.c.number))
        .where(BatchRow.workspace_id == batches[0].workspace_id, places.c.place % step == 1 % step)
        .options(*(defer(column) for column in without))
        .order_by(*order)
    )
    found: dict[int, list[BatchRow]] = {batch.id: [] for batch in batches}
    for row in db.session.scalars(query):
        found[row.batch_id].append(row)
    return [Taken(batch, counts.get(batch.id, 0), found[batch.id]) for batch in batches]


def changed_since(batch: Batch, people: Collection[int]) -> dict[int, list[Line]]:
    """What the journal tells of these people since the batch was committed first, the newest line first."""
    of_workspace = JournalEntry.workspace_id == batch.workspace_id
    begun = (
        select(func.min(JournalEntry.id))
        .where(of_workspace, JournalEntry.subject == Subject.BATCH, JournalEntry.subject_id == batch.id)
        .where(JournalEntry.field == "commit")
        .scalar_subquery()
    )
    line = JournalEntry.field, JournalEntry.before, JournalEntry.after, JournalEntry.item_id
    query = select(JournalEntry.subject_id, *line).where(
        of_workspace,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id.in_(sorted(people)),
        JournalEntry.id > begun,
    )
    found: dict[int, list[Line]] = {}
    for who, *told in db.session.execute(query.order_by(JournalEntry.id.desc())):
        found.setdefault(who, []).append(Line(*told))
    return found
