"""What an undo of an import finds: its rows, what their facts are by now, and what it made beside them."""

from collections.abc import Collection, Sequence
from functools import reduce
from operator import or_
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from app.accounts.models import Workspace
from app.activity.models import Campaign, Donation, EmailEvent, Event, Registration
from app.activity.queries.standing import Table, as_it_is
from app.activity_imports.domain.columns import GIFT, REGISTRATION
from app.activity_imports.domain.records import Name
from app.activity_imports.models import ActivityRow
from app.activity_imports.queries.hanging import by_source
from app.activity_imports.queries.imports import beside
from app.batches.domain.rows import Action, RowState
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import of
from app.constituents.queries import in_parts
from app.db import db
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import References, Rule, references
from app.groups.queries import lists as groups

WROTE = (Action.CREATE, Action.UPDATE)
COLUMNS: dict[Table, tuple[str, ...]] = {Donation: GIFT, Registration: REGISTRATION}


def is_due() -> ColumnElement[bool]:
    """Whether a row was carried out and not taken back."""
    return and_(BatchRow.state == RowState.APPLIED, BatchRow.action.in_(WROTE))


def due(batch: Batch) -> int:
    """How many rows an undo has to take back."""
    return db.session.scalar(select(func.count()).select_from(BatchRow).where(*of(batch), is_due())) or 0


def next_rows(batch: Batch, *, after: int, limit: int) -> Sequence[tuple[BatchRow, ActivityRow]]:
    """The next rows after a number that an undo has to take back, with what stands beside them."""
    query = select(BatchRow).where(*of(batch), BatchRow.number > after, is_due())
    rows = db.session.scalars(query.order_by(BatchRow.number).limit(limit)).all()
    told = beside(batch, [row.number for row in rows])
    return [(row, told[row.number]) for row in rows]


def now_of(workspace_id: int, table: Table, ids: Collection[int]) -> dict[int, Any]:
    """These gifts or registrations as they are now; nobody else edits them until the transaction ends."""
    return as_it_is(workspace_id, table, ids, COLUMNS[table])


def message_ids(batch: Batch, names: Collection[Name]) -> set[int]:
    """The reports with these keys that the import brought."""
    found: set[int] = set()
    for source, keys in by_source(names).items():
        for some in in_parts(keys):
            query = select(EmailEvent.id).where(
                EmailEvent.workspace_id == batch.workspace_id,
                EmailEvent.source == source,
                EmailEvent.external_key.in_(some),
                EmailEvent.batch_id == batch.id,
            )
            found |= set(db.session.scalars(query))
    return found


def removable(batch: Batch, table: type[Event] | type[Campaign]) -> list[int]:
    """The events or mailings that the import made, nobody changed, and no group asks about."""
    query = select(table.id).where(
        table.workspace_id == batch.workspace_id, table.batch_id == batch.id, table.version == 1
    )
    asked = _asked_about(batch.workspace_id)
    kept = asked.events if table is Event else asked.campaigns
    return [each for each in db.session.scalars(query.order_by(table.id)) if each not in kept]


def _asked_about(workspace_id: int) -> References:
    """What rules of groups refer to: without it these would be broken."""
    workspace = db.session.get_one(Workspace, workspace_id)
    rules = (parse_rule(group.rule) for group in groups.groups(workspace) if group.rule)
    return reduce(or_, (references(rule) for rule in rules if isinstance(rule, Rule)), References())


def people_rows(batch: Batch, *, after: int, limit: int) -> Sequence[BatchRow]:
    """The next rows after a number that were decided by hand and about somebody."""
    query = select(BatchRow).where(
        *of(batch),
        BatchRow.number > after,
        BatchRow.decision.is_not(None),
        BatchRow.constituent_id.is_not(None),
    )
    return db.session.scalars(query.order_by(BatchRow.number).limit(limit)).all()


def people_left(batch: Batch) -> int:
    """Whom the import added and its undo left, as more is known of them by now."""
    query = select(func.count(BatchRow.constituent_id.distinct())).where(
        *of(batch),
        BatchRow.decision.is_not(None),
        BatchRow.target_id.is_(None),
        BatchRow.state.in_((RowState.REVERTED, RowState.KEPT)),
    )
    return db.session.scalar(query) or 0


def rows_about(batch: Batch, people: Collection[int]) -> Sequence[BatchRow]:
    """The rows of the import about these people that were decided by hand."""
    found: list[BatchRow] = []
    for some in in_parts(people):
        query = select(BatchRow).where(
            *of(batch), BatchRow.constituent_id.in_(some), BatchRow.decision.is_not(None)
        )
        found += db.session.scalars(query)
    return found
