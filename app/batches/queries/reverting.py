"""What undoing an import would do, and what a commit or an undo did: rows with their people, a page each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batches.domain.counts import Results
from app.batches.domain.rows import Action, RowState
from app.batches.domain.status import BatchKind
from app.batches.models import Batch, BatchRow
from app.batches.queries import reverting_gifts
from app.batches.queries.batches import of
from app.batches.queries.traces import Own, touched
from app.constituents.models import Constituent, Removal
from app.constituents.queries import in_parts
from app.db import db

PAGE = 100
_WROTE = (Action.CREATE, Action.UPDATE)


class Part(StrEnum):
    """The lists of the result page."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REVERTED = "reverted"
    KEPT = "kept"


_PARTS: dict[Part, ColumnElement[bool]] = {
    Part.CREATED: and_(BatchRow.state == RowState.APPLIED, BatchRow.action == Action.CREATE),
    Part.UPDATED: and_(BatchRow.state == RowState.APPLIED, BatchRow.action == Action.UPDATE),
    Part.UNCHANGED: and_(BatchRow.state == RowState.APPLIED, BatchRow.action == Action.NO_CHANGE),
    Part.REVERTED: BatchRow.state == RowState.REVERTED,
    Part.KEPT: BatchRow.state == RowState.KEPT,
}


@dataclass(frozen=True, slots=True)
class Preview:
    """How many people an undo would remove, leave, and give back what they had; `edited` of the last were
    changed by somebody since, so that only what still stands goes back. `gifts` that stand as they were
    recorded are removed, `gifts_stay` are not."""

    removed: int
    stay: int
    updated: int
    edited: int
    gifts: int = 0
    gifts_stay: int = 0


def done(batch: Batch) -> Results:
    """What commits of this batch did, counted from its rows."""
    query = select(BatchRow.state, BatchRow.action, func.count()).where(*of(batch))
    groups = db.session.execute(query.group_by(BatchRow.state, BatchRow.action))
    return Results.of((state, action, number) for state, action, number in groups)


def _due() -> ColumnElement[bool]:
    return and_(BatchRow.state == RowState.APPLIED, BatchRow.action.in_(_WROTE))


def due(batch: Batch) -> int:
    """How many rows an undo has to take back, as they wrote a record or became a gift."""
    is_due = or_(_due(), and_(BatchRow.state == RowState.APPLIED, BatchRow.donation_id.is_not(None)))
    return db.session.scalar(select(func.count()).select_from(BatchRow).where(*of(batch), is_due)) or 0


def next_rows(batch: Batch, *, after: int, limit: int) -> Sequence[Any]:
    """The next rows after a number that an undo has to take back: number, action, constituent_id."""
    return db.session.execute(_told(batch).where(BatchRow.number > after, _due()).limit(limit)).all()


def rows_of(batch: Batch, people: Collection[int]) -> Sequence[Any]:
    """All rows of the batch that wrote these people's records."""
    return [
        row
        for part in in_parts(people)
        for row in db.session.execute(_told(batch).where(BatchRow.constituent_id.in_(part), _due()))
    ]


def _told(batch: Batch) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(BatchRow.workspace_id, BatchRow.number, BatchRow.action, BatchRow.constituent_id),
            *(BatchRow.donation_id, BatchRow.detail),
        )
        .where(*of(batch))
        .order_by(BatchRow.number)
    )


def kept_of(batch: Batch, numbers: Collection[int]) -> set[int]:
    """Those whom these rows added and who stay, as something happened to them since."""
    found: set[int] = set()
    for part in in_parts(numbers):
        asked = {"workspace": batch.workspace_id, "batch": batch.id, "numbers": part}
        found |= set(db.session.scalars(_kept(), asked))
    return found


@cache
def _kept() -> Select[*tuple[Any, ...]]:
    """Built once: building takes longer than asking, and an undo asks with every chunk."""
    workspace, batch = bindparam("workspace", type_=BigInteger), bindparam("batch", type_=BigInteger)
    return select(BatchRow.constituent_id).where(
        BatchRow.workspace_id == workspace,
        BatchRow.batch_id == batch,
        BatchRow.number.in_(bindparam("numbers", expanding=True, type_=BigInteger)),
        touched(workspace, BatchRow.constituent_id, Own(batch)),
    )


# --- before an undo


def preview(batch: Batch) -> Preview:
    """What an undo would come to, in numbers."""
    created, stay = _how_many(batch, Action.CREATE)
    updated, edited = _how_many(batch, Action.UPDATE)
    gifts, gifts_stay = reverting_gifts.preview(batch) if batch.kind is BatchKind.REVENUE else (0, 0)
    return Preview(created - stay, stay, updated, edited, gifts, gifts_stay)


def _how_many(batch: Batch, action: Action) -> tuple[int, int]:
    people = func.count(BatchRow.constituent_id.distinct())
    here = exists().where(
        Constituent.workspace_id == BatchRow.workspace_id, Constituent.id == BatchRow.constituent_id
    )
    mine = (*of(batch), _due(), BatchRow.action == action, _first(batch, action), here)
    every = db.session.scalar(select(people).where(*mine)) or 0
    some = db.session.scalar(select(people).where(*mine, _since(batch, action))) if every else 0
    return every, some or 0


def staying(batch: Batch, action: Action, *, after: int, limit: int = PAGE) -> Sequence[Any]:
    """Rows after a number about people who would stay, or of whose record something would."""
    query = _told(batch).where(
        BatchRow.number > after, _due(), BatchRow.action == action, _first(batch, action)
    )
    return db.session.execute(query.where(_since(batch, action)).limit(limit)).all()


def _first(batch: Batch, action: Action) -> ColumnElement[bool]:
    """Whom the batch added counts as added, not as updated by a later row of it too."""
    if action is Action.CREATE:
        return true()
    adding = aliased(BatchRow)
    return ~exists().where(
        adding.workspace_id == batch.workspace_id,
        adding.batch_id == batch.id,
        adding.constituent_id == BatchRow.constituent_id,
        adding.action == Action.CREATE,
    )


def _since(batch: Batch, action: Action) -> ColumnElement[bool]:
    """Whether somebody did something with the person since: anything at all, or changed her record."""
    if action is Action.CREATE:
        return touched(batch.workspace_id, BatchRow.constituent_id, reverting_gifts.own_of(batch))
    own = aliased(JournalEntry)
    wrote = (
        select(func.min(own.id))
        .where(
            own.workspace_id == batch.workspace_id,
            own.batch_id == batch.id,
            own.row_number == BatchRow.number,
        )
        .correlate(BatchRow)
        .scalar_subquery()
    )
    return exists().where(
        JournalEntry.workspace_id == batch.workspace_id,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == BatchRow.constituent_id,
        JournalEntry.id > wrote,
        JournalEntry.batch_id.is_distinct_from(batch.id),
    )


# --- afterwards


def people(batch: Batch, part: Part, *, after: int, limit: int = PAGE) -> Sequence[Any]:
    """The rows of one list after a number, with the lookup number of the record if that is there."""
    columns = ("number", "name", "email", "detail", "constituent_id")
    return db.session.execute(
        _with_record(batch, *(getattr(BatchRow, name) for name in columns))
        .where(BatchRow.number > after, _PARTS[part])
        .limit(limit)
    ).all()


def removed(batch: Batch, numbers: Collection[int]) -> dict[int, int]:
    """By the numbers of these rows, the former ids of the records that they added and that were removed."""
    query = (
        select(JournalEntry.row_number, Removal.constituent_id)
        .join(
            Removal,
            (Removal.workspace_id == JournalEntry.workspace_id)
            & (Removal.constituent_id == JournalEntry.subject_id),
        )
        .where(
            JournalEntry.workspace_id == batch.workspace_id,
            JournalEntry.batch_id == batch.id,
            JournalEntry.row_number.in_(sorted(numbers)),
            JournalEntry.subject == Subject.CONSTITUENT,
        )
    )
    return {number: who for number, who in db.session.execute(query.distinct()) if number is not None}


def outcomes(batch: Batch, *, after: int, limit: int) -> Sequence[Any]:
    """All rows after a number as they came, with what became of each."""
    columns = ("number", "cells", "edited", "outcome", "action", "state", "detail")
    query = _with_record(batch, *(getattr(BatchRow, name) for name in columns))
    return db.session.execute(query.where(BatchRow.number > after).limit(limit)).all()


def _with_record(batch: Batch, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns, Constituent.lookup_number)
        .outerjoin(
            Constituent,
            (Constituent.workspace_id == BatchRow.workspace_id) & (Constituent.id == BatchRow.constituent_id),
        )
        .where(*of(batch))
        .order_by(BatchRow.number)
    )


def created(batch: Batch, *, after: int, limit: int) -> Sequence[Any]:
    """Numbers and ids of those whom the batch added and who are here."""
    query = _told(batch).where(BatchRow.number > after, _PARTS[Part.CREATED])
    return db.session.execute(query.limit(limit)).all()
