"""What alarms look at: some rows as they were checked, and whose emails they bring."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import or_, select

from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import of
from app.constituents.domain.record import Kind
from app.constituents.models import Constituent, EmailAddress
from app.db import db


def rows_between(batch: Batch, ranges: Sequence[range]) -> Sequence[Any]:
    """Number, email_key, cells, outcome, action and plan of the rows with a number in one of the ranges."""
    within = (BatchRow.number.between(each.start, each.stop - 1) for each in ranges)
    columns = (BatchRow.number, BatchRow.email_key, BatchRow.cells)
    decided = (BatchRow.outcome, BatchRow.action, BatchRow.plan)
    query = select(*columns, *decided).where(*of(batch), or_(*within)).order_by(BatchRow.number)
    return db.session.execute(query).all()


def names_at(workspace_id: int, keys: Collection[str]) -> dict[str, list[str]]:
    """The names of the people who have these emails, by email; also those under which they are called."""
    query = (
        select(
            EmailAddress.key, Constituent.first, Constituent.nickname, Constituent.last, Constituent.maiden
        )
        .join(
            Constituent,
            (Constituent.workspace_id == EmailAddress.workspace_id)
            & (Constituent.id == EmailAddress.constituent_id),
        )
        .where(EmailAddress.workspace_id == workspace_id, EmailAddress.key.in_(sorted(keys)))
        .where(Constituent.kind == Kind.INDIVIDUAL)
    )
    found: dict[str, list[str]] = {}
    for key, first, nickname, last, maiden in db.session.execute(query) if keys else ():
        called = {f"{given} {family}".strip() for given in (first, nickname) for family in (last, maiden)}
        found.setdefault(key, []).extend(sorted(called - {""}))
    return found
