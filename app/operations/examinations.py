"""What must be true in one workspace. Each function yields a sentence for everything that is not."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Integer, case, func, select

from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.constituents.models import Address, Constituent, Counter, EmailAddress, Phone
from app.db import db
from app.groups.models import Group, GroupMember

CHANNELS: dict[str, Any] = {"email address": EmailAddress, "phone number": Phone, "address": Address}
READING = (BatchStatus.UPLOADED, BatchStatus.CHECKING)


def primaries(workspace_id: int) -> Iterable[str]:
    """Of each channel with active values exactly one is primary, and it is active."""
    for words, point in CHANNELS.items():
        is_good = case((point.is_primary & point.is_active, 1), else_=0)
        is_bad = case((point.is_primary & ~point.is_active, 1), else_=0)
        is_active = func.sum(point.is_active.cast(Integer))
        found = (
            select(point.constituent_id, func.sum(is_good).label("good"), func.sum(is_bad).label("bad"))
            .where(point.workspace_id == workspace_id)
            .group_by(point.constituent_id)
            .having(((is_active > 0) & (func.sum(is_good) != 1)) | (func.sum(is_bad) > 0))
        )
        for row in db.session.execute(found):
            if row.bad:
                yield f"constituent {row.constituent_id}: the primary {words} is not active"
            else:
                yield f"constituent {row.constituent_id}: {row.good} primary {words}, not one"


def batch_counts(workspace_id: int) -> Iterable[str]:
    """A batch that was read to its end has a row for each that was read."""
    rows = (
        select(BatchRow.batch_id, func.count().label("number"))
        .where(BatchRow.workspace_id == workspace_id)
        .group_by(BatchRow.batch_id)
        .subquery()
    )
    found = (
        select(Batch.number, Batch.rows_read, func.coalesce(rows.c.number, 0).label("stored"))
        .outerjoin(rows, rows.c.batch_id == Batch.id)
        .where(Batch.workspace_id == workspace_id, Batch.status.not_in(READING))
        .where(Batch.rows_read != func.coalesce(rows.c.number, 0))
    )
    for row in db.session.execute(found):
        yield f"import {row.number}: {row.rows_read} rows were read, {row.stored} are stored"


def group_counts(workspace_id: int) -> Iterable[str]:
    """A group's count is the number of its members."""
    members = (
        select(GroupMember.group_id, func.count().label("number"))
        .where(GroupMember.workspace_id == workspace_id)
        .group_by(GroupMember.group_id)
        .subquery()
    )
    found = (
        select(Group.id, Group.member_count, func.coalesce(members.c.number, 0).label("stored"))
        .outerjoin(members, members.c.group_id == Group.id)
        .where(Group.workspace_id == workspace_id)
        .where(Group.member_count != func.coalesce(members.c.number, 0))
    )
    for row in db.session.execute(found):
        yield f"group {row.id}: the count says {row.member_count}, it has {row.stored} members"


def counters(workspace_id: int) -> Iterable[str]:
    """No number was given out that its counter does not know."""
    for name, column in (("lookup", Constituent.lookup_number), ("batch", Batch.number)):
        of_workspace = column.class_.workspace_id == workspace_id
        highest = db.session.scalar(select(func.max(column)).where(of_workspace)) or 0
        last = select(Counter.last).where(Counter.workspace_id == workspace_id, Counter.name == name)
        if highest > (db.session.scalar(last) or 0):
            yield f"the counter “{name}” is behind: {highest} is in use"
