"""What undoing an import would come to, in numbers, before anything is done."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from app.activity.models import Campaign, Donation, Event, Registration, SoftCredit
from app.activity.queries.standing import Table, given_back_since
from app.activity_imports.domain.facts import FactKind
from app.activity_imports.models import ActivityRow
from app.activity_imports.queries.undoing import is_due
from app.batches.domain.rows import Action
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import of
from app.db import db


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """Rows whose gift, registration or messages go, and rows whose changes go back; `stay` are those of which
    something was changed since. What else the import made goes where nothing hangs on it.
    """

    gifts: int
    registrations: int
    messages: int
    changed: int
    made_events: int
    made_campaigns: int
    people: int
    stay: int


def undo_preview(batch: Batch) -> UndoPreview:
    """What an undo would come to; a fixed number of statements."""
    gifts, held_gifts = _made(batch, FactKind.GIFTS, Donation)
    places, held_places = _made(batch, FactKind.REGISTRATIONS, Registration)
    changed = _rows(batch, BatchRow.action == Action.UPDATE)
    held = sum(_changed_since(batch, kind, table) for kind, table in _TABLES.items())
    return UndoPreview(
        gifts=gifts - held_gifts,
        registrations=places - held_places,
        messages=_rows(batch, BatchRow.action == Action.CREATE, ActivityRow.kind == FactKind.MAIL),
        changed=changed - held,
        made_events=_made_beside(batch, Event),
        made_campaigns=_made_beside(batch, Campaign),
        people=_people(batch),
        stay=held_gifts + held_places + held,
    )


_TABLES: dict[FactKind, Table] = {FactKind.GIFTS: Donation, FactKind.REGISTRATIONS: Registration}


def _made(batch: Batch, kind: FactKind, table: Table) -> tuple[int, int]:
    """Rows that recorded something, and those of which it would stay."""
    made = (BatchRow.action == Action.CREATE, ActivityRow.kind == kind)
    since = table.version > 1
    if table is Donation:
        since = or_(since, given_back_since(batch.workspace_id, batch.id), _thanked())
    there = exists().where(table.workspace_id == batch.workspace_id, table.id == ActivityRow.fact_id, since)
    every = _rows(batch, *made)
    return every, _rows(batch, *made, there) if every else 0


def _thanked() -> ColumnElement[bool]:
    return exists().where(
        SoftCredit.workspace_id == Donation.workspace_id, SoftCredit.donation_id == Donation.id
    )


def _changed_since(batch: Batch, kind: FactKind, table: Table) -> int:
    """Rows that changed a fact which somebody changed after the commit."""
    there = exists().where(
        table.workspace_id == batch.workspace_id,
        table.id == ActivityRow.fact_id,
        table.updated_at > batch.committed_at,
    )
    return _rows(batch, BatchRow.action == Action.UPDATE, ActivityRow.kind == kind, there)


def _rows(batch: Batch, *which: ColumnElement[bool]) -> int:
    """Rows that an undo has to see to, of those that are asked for."""
    query = (
        select(func.count())
        .select_from(BatchRow)
        .join(ActivityRow, _same())
        .where(*of(batch), is_due(), *which)
    )
    return db.session.scalar(query) or 0


def _same() -> ColumnElement[bool]:
    return and_(
        ActivityRow.workspace_id == BatchRow.workspace_id,
        ActivityRow.batch_id == BatchRow.batch_id,
        ActivityRow.number == BatchRow.number,
    )


def _made_beside(batch: Batch, table: Any) -> int:
    query = select(func.count()).where(table.workspace_id == batch.workspace_id, table.batch_id == batch.id)
    return db.session.scalar(query) or 0


def _people(batch: Batch) -> int:
    """Whom decided rows added."""
    query = select(func.count(BatchRow.constituent_id.distinct())).where(
        *of(batch), is_due(), BatchRow.decision.is_not(None), BatchRow.target_id.is_(None)
    )
    return db.session.scalar(query) or 0
