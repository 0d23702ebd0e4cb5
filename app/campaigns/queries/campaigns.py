"""Campaigns themselves, and how many people have which outcome of each."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, or_, select

from app.accounts.models import Workspace
from app.activity.models import Campaign, Delivery
from app.db import db
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page

PAGE = 10

People = Mapping[int, int]
"""How many people have each outcome."""


def get(workspace: Workspace, campaign_id: int, *, to_write: bool = False) -> Campaign | None:
    """The campaign with this id, or None; to write it, nobody else may until the transaction ends."""
    found = select(Campaign).where(Campaign.workspace_id == workspace.id, Campaign.id == campaign_id)
    return db.session.scalar(found.with_for_update() if to_write else found)


def campaigns(
    workspace: Workspace, *, text: str = "", cursor: Cursor | None = None, size: int = PAGE
) -> Page[Campaign]:
    """One page of the campaigns whose name or subject has this text, the latest first."""
    query = select(Campaign).where(Campaign.workspace_id == workspace.id)
    if text:
        has = [column.icontains(text, autoescape=True) for column in (Campaign.name, Campaign.subject)]
        query = query.where(or_(*has))
    place = dated(cursor, datetime)
    order = (Campaign.sent_at, Campaign.id)
    found = db.session.scalars(read_from(query, order, place, size=size, falling=True)).all()
    return page(found, size=size, cursor=place, key=lambda each: (each.sent_at.isoformat(), each.id))


def outcomes(workspace: Workspace, ids: Collection[int]) -> dict[int, People]:
    """How many people have which outcome of each of these campaigns: one statement, from an index alone."""
    query = select(Delivery.campaign_id, Delivery.outcome, func.count()).where(
        Delivery.workspace_id == workspace.id, Delivery.campaign_id.in_(ids)
    )
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for campaign, outcome, people in db.session.execute(
        query.group_by(Delivery.campaign_id, Delivery.outcome)
    ):
        found[campaign][outcome] = people
    return {key: found.get(key, {}) for key in ids}
