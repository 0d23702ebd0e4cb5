"""What became of the messages to one person. Opens by machines are counted apart from opens by people."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select

from app.accounts.models import Workspace
from app.activity.domain.summaries import Engagement
from app.activity.models import Campaign, Delivery
from app.db import db
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page

OF_CAMPAIGN = and_(Campaign.workspace_id == Delivery.workspace_id, Campaign.id == Delivery.campaign_id)


def engagement(workspace: Workspace, constituent_id: int) -> Engagement:
    """The figures of one person's email, in one statement."""
    by_machine_only = and_(Delivery.machine_opened_at.is_not(None), Delivery.opened_at.is_(None))
    query = select(
        func.count(),
        func.count(Delivery.delivered_at),
        func.count(Delivery.opened_at),
        func.count().filter(by_machine_only),
        func.count(Delivery.clicked_at),
        func.count(Delivery.bounced_at),
        func.count(Delivery.complained_at),
        func.max(Delivery.sent_at),
        func.max(Delivery.opened_at),
        func.max(Delivery.clicked_at),
    ).where(Delivery.workspace_id == workspace.id, Delivery.constituent_id == constituent_id)
    figures: Any = db.session.execute(query).one()
    return Engagement(*figures)


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
    rows = db.session.execute(
        read_from(query, (Delivery.sent_at, Delivery.campaign_id), place, size=size, falling=True)
    ).all()
    return page(rows, size=size, cursor=place, key=lambda row: (row.sent_at.isoformat(), row.campaign_id))


_SHOWN = (
    *(Delivery.campaign_id, Campaign.name, Campaign.subject, Delivery.sent_at, Delivery.delivered_at),
    *(
        Delivery.machine_opened_at,
        Delivery.opened_at,
        Delivery.clicked_at,
        Delivery.bounced_at,
        Delivery.bounce,
    ),
    Delivery.complained_at,
)
