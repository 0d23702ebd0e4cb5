"""Registrations of one person."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from app.accounts.models import Workspace
from app.activity.domain.kinds import RegistrationStatus
from app.activity.domain.summaries import Registrations, Visit
from app.activity.models import Event, Registration
from app.activity.queries.origins import origins, origins_of
from app.db import db
from app.gathered import HERE, about, ask, rows
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page

AT_EVENT = and_(Event.workspace_id == Registration.workspace_id, Event.id == Registration.event_id)


def summary(workspace: Workspace, constituent_id: int) -> Registrations:
    """How often one person registered and the latest event of it, in one statement.

    The latest is by the start of the event, so one that is still to come counts as the latest.
    """
    return visits_from(ask(select(*visit_columns()), workspace.id, constituent_id))


@cache
def visit_columns() -> tuple[ColumnElement[Any], ...]:
    """What `visits_from` reads, for a statement about one person."""
    return (
        rows(_by_status()).label("visits"),
        rows(origins(Registration, Registration.source)).label("visit_origins"),
    )


def visits_from(row: Any) -> Registrations:
    """The figures that a row with `visit_columns` tells; statuses are in the order of their enum."""
    found = {each.status: each for each in row.visits}
    standing = [each for each in row.visits if each.status is not RegistrationStatus.CANCELLED]
    latest = max(standing, key=lambda each: (each.starts_at, each.id), default=None)
    return Registrations(
        {status: found[status].times for status in RegistrationStatus if status in found},
        Visit(latest.name, latest.starts_at, latest.status) if latest else None,
        max((each.registered_at for each in standing), default=None),
        origins_of(row.visit_origins),
    )


def _by_status() -> Select[Any]:
    """The latest event of each status, and how many there are."""
    same = Registration.status
    place = func.row_number().over(
        partition_by=same, order_by=(Event.starts_at.desc(), Registration.id.desc())
    )
    ranked = (
        select(
            *(Registration.id, Registration.status, Event.name, Event.starts_at),
            place.label("place"),
            func.count().over(partition_by=same).label("times"),
            func.max(Registration.registered_at).over(partition_by=same).label("registered_at"),
        )
        .join(Event, AT_EVENT)
        .where(*about(Registration), Event.workspace_id == HERE)
        .subquery()
    )
    return select(ranked).where(ranked.c.place == 1)


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
    found = db.session.execute(
        read_from(query, (Event.starts_at, Registration.id), place, size=size, falling=True)
    ).all()
    return page(found, size=size, cursor=place, key=lambda row: (row.starts_at.isoformat(), row.id))


_SHOWN = (
    *(
        Registration.id,
        Registration.event_id,
        Registration.currency,
        Event.name,
        Event.category,
        Event.place,
        Event.starts_at,
        Registration.status,
    ),
    *(
        Registration.registered_at,
        Registration.ticket,
        Registration.fee,
        Registration.guests,
        Registration.source,
    ),
)
