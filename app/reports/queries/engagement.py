"""The mailings of a year: messages by month, and the people who got, opened and clicked them.

A message belongs to the month in which its campaign began, in the workspace's time zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, literal, select, true

from app.accounts.models import Workspace
from app.activity.domain.outcomes import Outcome
from app.activity.models import Campaign, Delivery
from app.consent.domain.facts import EventKind
from app.consent.models import RestrictionInForce
from app.constituents.models import Constituent
from app.db import db
from app.reports.domain.engagement import OF_MAIL, OF_OUTCOME, Readers
from app.reports.domain.spans import Period, Span, month
from app.reports.queries.local import month_key, within
from app.reports.queries.people import here

_ACTIVE = Outcome.OPENED | Outcome.CLICKED


def who_read(workspace: Workspace, period: Period, who: Readers, value: str = "") -> ColumnElement[bool]:
    """The people behind one number of the year, or of the month of it that `value` names."""
    named = month(value, period)
    span = named.span if named else period.this
    match who:
        case Readers.ADDED:
            return within(workspace, Constituent.created_at, span)
        case Readers.UNSUBSCRIBED:
            return Constituent.id.in_(select(_unsubscribed(workspace, span).subquery().c.subject_id))
        case Readers.SENT:
            return Constituent.id.in_(_sent(workspace, span))
        case Readers.NEVER_OPENED:
            got, active = _sent(workspace, span, Outcome.DELIVERED), _sent(workspace, span, _ACTIVE)
            return and_(Constituent.id.in_(got), Constituent.id.not_in(active))
        case _:
            return Constituent.id.in_(_sent(workspace, span, OF_OUTCOME[who]))


def _sent(workspace: Workspace, span: Span, outcome: Outcome | None = None) -> Select[Any]:
    """To whom a message of a campaign of these days went, of which one of these outcomes is known."""
    campaigns = _campaigns(workspace, span)
    sent = select(Delivery.constituent_id).where(
        Delivery.workspace_id == workspace.id, Delivery.campaign_id.in_(select(campaigns.c.id))
    )
    return sent.where(_has(outcome) == 1) if outcome else sent


def _unsubscribed(workspace: Workspace, span: Span) -> Select[*tuple[Any, ...]]:
    """Who stopped all email in that time for the first time, and did not come back; with the instant."""
    since = func.min(RestrictionInForce.since)
    stopped = select(RestrictionInForce.subject_id, since.label("since")).where(
        RestrictionInForce.workspace_id == workspace.id,
        RestrictionInForce.kind == EventKind.UNSUBSCRIBED,
        RestrictionInForce.topic_id.is_(None),
        RestrictionInForce.subject_id.is_not(None),
    )
    return stopped.group_by(RestrictionInForce.subject_id).having(within(workspace, since, span))


def _campaigns(workspace: Workspace, span: Span, *by: Any) -> Any:
    began = within(workspace, Campaign.sent_at, span)
    query = select(Campaign.id, *by).where(Campaign.workspace_id == workspace.id, began)
    return query.subquery()


def _has(parts: Outcome) -> ColumnElement[int]:
    return case((Delivery.outcome.bitwise_and(int(parts)) > 0, 1), else_=0)


@dataclass(frozen=True, slots=True)
class Reach:
    """Messages, and the people behind them by number."""

    people: Mapping[Readers, int]
    messages: int = 0
    delivered: int = 0
    opened: int = 0
    clicked: int = 0


_FLAGS = {**{who.value: part for who, part in OF_OUTCOME.items()}, "active": _ACTIVE}
_MESSAGES = {
    "messages_delivered": Outcome.DELIVERED,
    "messages_opened": Outcome.OPENED,
    "messages_clicked": Outcome.CLICKED,
}


def reach(workspace: Workspace, period: Period) -> dict[str, Reach]:
    """What became of the mailings of each month of the year, by its key, and of all under a blank.

    In one statement, which goes through the messages once. A month without a mailing is left out.
    """
    monthly = _monthly(workspace, period)
    yearly = (
        select(
            monthly.c.constituent_id,
            *(func.max(monthly.c[name]).label(name) for name in _FLAGS),
            *(func.sum(monthly.c[name]).label(name) for name in ("messages", *_MESSAGES)),
        )
        .group_by(monthly.c.constituent_id)
        .subquery()
    )
    months = select(monthly.c.month, *_sums(monthly.c)).group_by(monthly.c.month)
    found = db.session.execute(months.union_all(select(literal("").label("month"), *_sums(yearly.c))))
    return {row.month: _reach(row) for row in found}


def _monthly(workspace: Workspace, period: Period) -> CTE:
    """What became of all messages to one person in one month."""
    key = month_key(workspace, Campaign.sent_at, period).label("month")
    campaigns = _campaigns(workspace, period.this, key)
    query = (
        select(
            *(Delivery.constituent_id, campaigns.c.month, func.count().label("messages")),
            *(func.max(_has(part)).label(name) for name, part in _FLAGS.items()),
            *(func.sum(_has(part)).label(name) for name, part in _MESSAGES.items()),
        )
        .join(campaigns, campaigns.c.id == Delivery.campaign_id)
        .where(Delivery.workspace_id == workspace.id, here(workspace.id, Delivery.constituent_id))
        .group_by(Delivery.constituent_id, campaigns.c.month)
    )
    return query.cte("monthly").prefix_with("MATERIALIZED", dialect="postgresql")


def _sums(person: Any) -> list[ColumnElement[int]]:
    people = [func.count().filter(_is_one(who, person)).label(who.value) for who in OF_MAIL]
    messages = ("messages", *_MESSAGES)
    return [*people, *(func.coalesce(func.sum(person[name]), 0).label(name) for name in messages)]


def _is_one(who: Readers, person: Any) -> ColumnElement[bool]:
    match who:
        case Readers.SENT:
            return true()
        case Readers.NEVER_OPENED:
            return and_(person.delivered == 1, person.active == 0)
        case _:
            one: ColumnElement[bool] = person[who.value] == 1
            return one


def _reach(row: Any) -> Reach:
    return Reach(
        {who: getattr(row, who.value) for who in OF_MAIL},
        *(int(getattr(row, name)) for name in ("messages", *_MESSAGES)),
    )


def growth(workspace: Workspace, period: Period) -> dict[str, tuple[int, int]]:
    """How many were added in each month, and how many stopped all email, by its key; in two statements."""
    added = select(
        Constituent.id.label("person"), month_key(workspace, Constituent.created_at, period).label("month")
    ).where(Constituent.workspace_id == workspace.id, within(workspace, Constituent.created_at, period.this))
    left = _unsubscribed(workspace, period.this).subquery("stopped")
    stopped = select(
        left.c.subject_id.label("person"), month_key(workspace, left.c.since, period).label("month")
    )
    came, went = _by_month(workspace, added), _by_month(workspace, stopped)
    return {each.key: (came.get(each.key, 0), went.get(each.key, 0)) for each in period.months}


def _by_month(workspace: Workspace, found: Select[*tuple[Any, ...]]) -> dict[str, int]:
    moved = found.subquery("moved")
    here = and_(Constituent.workspace_id == workspace.id, Constituent.id == moved.c.person)
    query = select(moved.c.month, func.count()).join_from(moved, Constituent, here)
    return {row.month: row[1] for row in db.session.execute(query.group_by(moved.c.month))}
