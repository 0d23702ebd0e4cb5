"""What became of the messages to one person. Opens by machines are counted apart from opens by people."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from app.accounts.models import Workspace
from app.activity.domain.kinds import BounceKind
from app.activity.domain.summaries import Engagement, Origin
from app.activity.models import Campaign, Delivery
from app.activity.rollup_models import Rollup
from app.db import db
from app.gathered import HERE, about, ask, rows
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page

OF_CAMPAIGN = and_(Campaign.workspace_id == Delivery.workspace_id, Campaign.id == Delivery.campaign_id)


def engagement(workspace: Workspace, constituent_id: int) -> Engagement:
    """The figures of one person's email, in one statement."""
    columns = engagement_columns(stale=workspace.rollups_stale)
    return engagement_from(ask(select(*columns), workspace.id, constituent_id))


@cache
def engagement_columns(*, stale: bool) -> tuple[ColumnElement[Any], ...]:
    """What `engagement_from` reads, for a statement about one person."""
    sent = select(func.count().label("mailings"), Campaign.source).select_from(Delivery)
    by_tool = (
        sent.join(Campaign, OF_CAMPAIGN)
        .where(*about(Delivery), Campaign.workspace_id == HERE)
        .group_by(Campaign.source)
    )
    figures = _figures() if stale else _kept()
    return rows(figures).label("mail"), rows(by_tool).label("mail_origins")


def engagement_from(row: Any) -> Engagement:
    """The figures that a row with `engagement_columns` tells."""
    tools = sorted(row.mail_origins, key=lambda each: (-each.mailings, each.source))
    figures = row.mail[0]._asdict() if row.mail else {}
    return Engagement(**figures, origins=tuple(Origin(each.source, each.mailings) for each in tools))


def _kept() -> Select[*tuple[Any, ...]]:
    """The same figures as they are kept; no row where there is none."""
    counts = (Rollup.sent, Rollup.delivered, Rollup.opened, Rollup.machine_only, Rollup.clicked)
    lasts = (Rollup.last_sent_at, Rollup.last_opened_at, Rollup.last_clicked_at)
    hard = Rollup.hard_bounced.label("hard_bounces")
    return select(*counts, Rollup.bounced, Rollup.complained, *lasts, hard).where(*about(Rollup))


def _figures() -> Select[*tuple[Any, ...]]:
    by_machine_only = and_(Delivery.machine_opened_at.is_not(None), Delivery.opened_at.is_(None))
    return select(
        func.count().label("sent"),
        func.count(Delivery.delivered_at).label("delivered"),
        func.count(Delivery.opened_at).label("opened"),
        func.count().filter(by_machine_only).label("machine_only"),
        func.count(Delivery.clicked_at).label("clicked"),
        func.count(Delivery.bounced_at).label("bounced"),
        func.count(Delivery.complained_at).label("complained"),
        func.max(Delivery.sent_at).label("last_sent_at"),
        func.max(Delivery.opened_at).label("last_opened_at"),
        func.max(Delivery.clicked_at).label("last_clicked_at"),
        func.count().filter(Delivery.bounce == BounceKind.PERMANENT).label("hard_bounces"),
    ).where(*about(Delivery))


def deliveries(
    workspace: Workspace, constituent_id: int, *, cursor: Cursor | None = None, size: int = 25
) -> Page[Any]:
    """The mailings that went to one person and what became of each, newest first."""
    query = (
        select(*_SHOWN)
        .join(Campaign, OF_CAMPAIGN)
        .where(Delivery.workspace_id == workspace.id, Delivery.constituent_id == constituent_id)
    )
    place = dated(cursor, datetime)
    found = db.session.execute(
        read_from(query, (Delivery.sent_at, Delivery.campaign_id), place, size=size, falling=True)
    ).all()
    return page(found, size=size, cursor=place, key=lambda row: (row.sent_at.isoformat(), row.campaign_id))


_SHOWN = (
    *(Delivery.campaign_id, Campaign.name, Campaign.subject, Delivery.sent_at, Delivery.delivered_at),
    *(
        Delivery.machine_opened_at,
        Delivery.opened_at,
        Delivery.clicked_at,
        Delivery.bounced_at,
        Delivery.bounce,
    ),
    *(Delivery.complained_at, Delivery.unsubscribed_at),
)
