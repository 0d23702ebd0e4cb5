"""Registrations of one person."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select

from app.accounts.models import Workspace
from app.activity.domain.kinds import RegistrationStatus
from app.activity.domain.summaries import Registrations, Visit
from app.activity.models import Event, Registration
from app.db import db
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page

AT_EVENT = and_(Event.workspace_id == Registration.workspace_id, Event.id == Registration.event_id)


def summary(workspace: Workspace, constituent_id: int) -> Registrations:
    """How often one person registered and the latest event of it, in one statement.

    The latest is by the start of the event, so one that is still to come counts as the latest.
    """
    place = func.row_number().over(
        partition_by=Registration.status, order_by=(Event.starts_at.desc(), Registration.id.desc())
    )
    ranked = (
        select(
            Registration.status,
            Event.name,
            Event.starts_at,
            place.label("place"),
            func.count().over(partition_by=Registration.status).label("times"),
            func.max(Registration.registered_at)
            .over(partition_by=Registration.status)
            .label("registered_at"),
        )
        .join(Event, AT_EVENT)
        .where(Registration.workspace_id == workspace.id, Registration.constituent_id == constituent_id)
        .subquery()
    )
    rows = db.session.execute(select(ranked).where(ranked.c.place == 1)).all()
    standing = [row for row in rows if row.status != RegistrationStatus.CANCELLED]
    latest = max(standing, key=lambda row: row.starts_at, default=None)
    return Registrations(
        {row.status: row.times for row in rows},
        Visit(latest.name, latest.starts_at, latest.status) if latest else None,
        max((row.registered_at for row in standing), default=None),
    )


def registrations(
    workspace: Workspace, constituent_id: int, *, cursor: Cursor | None = None, size: int = 25
) -> Page[Any]:
    """One person's registrations of every status, the latest event first."""
    query = (
        select(*_SHOWN)
        .join(Event, AT_EVENT)
        .where(Registration.workspace_id == workspace.id, Registration.constituent_id == constituent_id)
    )
    place = dated(cursor, datetime)
    rows = db.session.execute(
        read_from(query, (Event.starts_at, Registration.id), place, size=size, falling=True)
    ).all()
    return page(rows, size=size, cursor=place, key=lambda row: (row.starts_at.isoformat(), row.id))


_SHOWN = (
    *(Registration.id, Event.name, Event.category, Event.place, Event.starts_at, Registration.status),
    *(
        Registration.registered_at,
        Registration.ticket,
        Registration.fee,
        Registration.guests,
        Registration.source,
    ),
)
