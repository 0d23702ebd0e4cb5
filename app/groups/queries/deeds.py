"""What people gave, what they registered for, and what became of messages to them, as plain values."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, select

from app.activity.domain.kinds import GiftStatus
from app.activity.models import Delivery, Donation, Event, Registration
from app.db import db
from app.groups.domain import facts
from app.groups.queries.rows import by_person, rows_of
from app.groups.queries.scope import Scope

Values = dict[int, dict[str, tuple[Any, ...]]]


def gifts_of(scope: Scope, ids: Collection[int]) -> Values:
    """Gifts and refunds in the order in which they were given."""
    money = (Donation.received_on, Donation.amount, Donation.status, Donation.currency)
    said = (Donation.kind, Donation.fund, Donation.campaign, Donation.appeal)
    rows = rows_of(scope, ids, Donation, Donation.id, *money, *said)
    ordered = sorted(rows, key=lambda row: (row.received_on, row.id))
    return by_person("gifts", ((row.constituent_id, _gift(row, scope)) for row in ordered))


def _gift(row: Any, scope: Scope) -> facts.Gift:
    return facts.Gift(
        row.received_on,
        row.amount,
        settled=row.status is GiftStatus.SETTLED,
        refund=row.amount < 0,
        foreign=row.currency != scope.workspace.currency,
        kind=row.kind,
        fund=row.fund,
        campaign=row.campaign,
        appeal=row.appeal,
    )


def registrations_of(scope: Scope, ids: Collection[int]) -> Values:
    """Places at events, each with what is known of its event."""
    of_event = and_(Event.workspace_id == Registration.workspace_id, Event.id == Registration.event_id)
    own = (Registration.event_id, Registration.registered_at, Registration.status)
    query = (
        select(Registration.constituent_id, *own, Event.starts_at, Event.category, Event.kind, Event.name)
        .join(Event, of_event)
        .where(Registration.workspace_id == scope.workspace.id, Registration.constituent_id.in_(ids))
    )
    rows = db.session.execute(query)
    return by_person("registrations", ((row.constituent_id, _place(row, scope)) for row in rows))


def _place(row: Any, scope: Scope) -> facts.Registration:
    return facts.Registration(
        row.event_id,
        scope.local_day(row.registered_at),
        row.status,
        begins_on=scope.local_day(row.starts_at),
        category=row.category,
        kind=row.kind,
        name=row.name,
    )


def deliveries_of(scope: Scope, ids: Collection[int]) -> Values:
    """Messages in the order of sending."""
    instants = (Delivery.delivered_at, Delivery.opened_at, Delivery.clicked_at, Delivery.bounced_at)
    ends = (Delivery.bounce, Delivery.complained_at, Delivery.unsubscribed_at)
    rows = rows_of(scope, ids, Delivery, Delivery.sent_at, Delivery.campaign_id, *instants, *ends)
    ordered = sorted(rows, key=lambda row: (row.sent_at, row.campaign_id))
    return by_person("deliveries", ((row.constituent_id, _message(row, scope)) for row in ordered))


def _message(row: Any, scope: Scope) -> facts.Delivery:
    return facts.Delivery(
        scope.local_day(row.sent_at),
        delivered_on=_day(row.delivered_at, scope),
        opened_on=_day(row.opened_at, scope),
        clicked_on=_day(row.clicked_at, scope),
        bounce=row.bounce,
        bounced_on=_day(row.bounced_at, scope),
        complained_on=_day(row.complained_at, scope),
        unsubscribed_on=_day(row.unsubscribed_at, scope),
        campaign=row.campaign_id,
    )


def _day(instant: datetime | None, scope: Scope) -> date | None:
    return scope.local_day(instant) if instant else None
