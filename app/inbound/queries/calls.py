"""The calls of services, as they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.db import db
from app.inbound.domain.calls import CallState
from app.inbound.domain.providers import Provider
from app.inbound.models import UNREAD, WebhookCall
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page

SIZE = 50


@dataclass(frozen=True, slots=True)
class Traffic:
    """When a service called last, and how many of its calls need somebody."""

    last: datetime
    open: int


NEEDS_SOMEBODY = (CallState.PROBLEM, CallState.REFUSED, CallState.WAITING)


def traffic(workspace_id: int) -> dict[Provider, Traffic]:
    """That of every service whose calls are kept, in one statement."""
    waiting = func.count().filter(WebhookCall.state.in_(NEEDS_SOMEBODY))
    query = (
        select(WebhookCall.provider, func.max(WebhookCall.received_at), waiting)
        .where(WebhookCall.workspace_id == workspace_id)
        .group_by(WebhookCall.provider)
    )
    return {provider: Traffic(last, count) for provider, last, count in db.session.execute(query)}


def call(workspace_id: int, call_id: int) -> WebhookCall | None:
    """One call."""
    return db.session.scalar(
        select(WebhookCall).where(WebhookCall.workspace_id == workspace_id, WebhookCall.id == call_id)
    )


def call_once(workspace_id: int, provider: Provider, once: str) -> WebhookCall | None:
    """The call that used this word of a service's."""
    return db.session.scalar(
        select(WebhookCall).where(
            WebhookCall.workspace_id == workspace_id,
            WebhookCall.provider == provider,
            WebhookCall.once == once,
        )
    )


def calls(
    workspace_id: int,
    *,
    provider: Provider | None = None,
    state: CallState | None = None,
    cursor: Cursor | None = None,
) -> Page[Any]:
    """One page of what came, newest first."""
    shown = (
        *(WebhookCall.id, WebhookCall.provider, WebhookCall.received_at, WebhookCall.state),
        *(WebhookCall.problem, WebhookCall.counts, WebhookCall.did, WebhookCall.tries),
    )
    query = select(*shown).where(WebhookCall.workspace_id == workspace_id)
    if provider:
        query = query.where(WebhookCall.provider == provider)
    if state:
        query = query.where(WebhookCall.state == state)
    place = dated(cursor, datetime)
    order = (WebhookCall.received_at, WebhookCall.id)
    found = db.session.execute(read_from(query, order, place, size=SIZE, falling=True)).all()
    return page(found, size=SIZE, cursor=place, key=lambda row: (row.received_at.isoformat(), row.id))


def unread(workspace_id: int, after: int, limit: int) -> Sequence[Any]:
    """The next calls that nobody read yet, oldest first."""
    query = (
        select(WebhookCall.id, WebhookCall.provider, WebhookCall.received_at, WebhookCall.tries)
        .add_columns(WebhookCall.headers, WebhookCall.body)
        .where(
            WebhookCall.workspace_id == workspace_id,
            UNREAD,
            WebhookCall.id > after,
        )
        .order_by(WebhookCall.id)
        .limit(limit)
    )
    return db.session.execute(query).all()
