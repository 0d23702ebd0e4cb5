"""The list of constituents with what is worth knowing about each at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.domain.summaries import Gift
from app.activity.queries.giving import last_gifts
from app.consent import queries as consent
from app.consent.domain.barrier import Barrier
from app.constituents import directory
from app.constituents.directory import Listed, Order
from app.constituents.models import Constituent
from app.db import db
from app.web.pagination import Cursor, Page


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list; `barrier` is the first reason why somebody cannot be emailed."""

    who: Listed
    last_gift: Gift | None
    barrier: Barrier | None


def lines(
    workspace: Workspace, *, text: str, order: Order, cursor: Cursor | None, at: datetime
) -> Page[Line]:
    """One page of the list, in three statements however many people are on it."""
    page = directory.people(workspace, text=text, order=order, cursor=cursor)
    ids = [who.id for who in page.rows]
    gifts, barriers = last_gifts(workspace.id, ids), _barriers(workspace, ids, at=at)
    shown = [Line(who, gifts.get(who.id), barriers[who.id]) for who in page.rows]
    return Page(shown, page.previous, page.next)


def _barriers(workspace: Workspace, ids: Sequence[int], *, at: datetime) -> dict[int, Barrier | None]:
    if not ids:
        return {}
    reason = consent.headline(workspace, at=at).label("reason")
    query = select(Constituent.id, reason).where(
        Constituent.workspace_id == workspace.id, Constituent.id.in_(ids)
    )
    return {row.id: Barrier(row.reason) if row.reason else None for row in db.session.execute(query)}
