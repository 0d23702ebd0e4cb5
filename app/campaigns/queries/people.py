"""Who is behind a figure of a campaign: a page of them, all of them, and how many can be emailed now."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select

from app.accounts.models import Workspace
from app.activity.models import Campaign, Delivery
from app.campaigns.domain.parts import Part
from app.consent import queries as consent
from app.consent.domain.barrier import Barrier
from app.constituents import directory
from app.constituents.directory import Listed
from app.constituents.models import Constituent
from app.db import db
from app.web.pagination import Cursor, Page, decode

CHUNK = 1_000
FEW = 2_000
"""Up to so many people are looked up and then sorted; of more, the first by name are soon found."""


@dataclass(frozen=True, slots=True)
class Received:
    """One person, what became of her message, and why she cannot be emailed now, if so."""

    who: Listed
    message: Any
    barrier: Barrier | None


def who_is_in(campaign: Campaign, part: Part, *, number: int) -> ColumnElement[bool]:
    """Who is in this part of the campaign's people, of whom there are so many, as a condition."""
    hers = [Delivery.workspace_id == campaign.workspace_id, Delivery.campaign_id == campaign.id]
    if part is not Part.SENT:
        hers.append(Delivery.outcome.in_(part.outcomes))
    if number <= FEW:
        return Constituent.id.in_(select(Delivery.constituent_id).where(*hers))
    return exists().where(Delivery.constituent_id == Constituent.id, *hers).correlate(Constituent)


def people(
    workspace: Workspace,
    campaign: Campaign,
    who: ColumnElement[bool],
    *,
    at: datetime,
    text: str = "",
    cursor: Cursor | None = None,
    size: int = directory.PAGE,
) -> Page[Received]:
    """One page of them by name, those that a text finds; with what became of the message to each."""
    some = directory.people(workspace, text=text, where=[who], cursor=cursor, size=size)
    known = _messages(workspace, campaign, [each.id for each in some.rows], at)
    return Page([_received(each, known[each.id]) for each in some.rows], some.previous, some.next)


def everybody(
    workspace: Workspace, campaign: Campaign, who: ColumnElement[bool], *, at: datetime
) -> Iterator[Received]:
    """All of them by name, a thousand at a time, each thousand in two statements."""
    cursor: Cursor | None = None
    while True:
        some = people(workspace, campaign, who, at=at, cursor=cursor, size=CHUNK)
        yield from some.rows
        cursor = decode(some.next, str, int)
        if cursor is None:
            return


def _messages(workspace: Workspace, campaign: Campaign, ids: Collection[int], at: datetime) -> dict[int, Any]:
    hers = and_(Delivery.workspace_id == Constituent.workspace_id, Delivery.constituent_id == Constituent.id)
    query = (
        select(Delivery, consent.headline(workspace, at=at).label("why"))
        .select_from(Constituent)
        .join(Delivery, hers)
        .where(
            Constituent.workspace_id == workspace.id,
            Constituent.id.in_(ids),
            Delivery.campaign_id == campaign.id,
        )
    )
    return {row.Delivery.constituent_id: row for row in db.session.execute(query)} if ids else {}


def _received(who: Listed, row: Any) -> Received:
    return Received(who, row.Delivery, Barrier(row.why) if row.why else None)
