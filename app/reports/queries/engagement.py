"""The mailings of a year: messages by month, and the people who got, opened and clicked them.

A message belongs to the month in which its campaign began, in the workspace's time zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

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
        case _:
            people = _people(workspace, span)
            return Constituent.id.in_(select(people.c.constituent_id).where(_is_one(who, people.c)))


def _unsubscribed(workspace: Workspace, span: Span) -> Select[Any]:
    """Who stopped all email in that time for the first time, and did not come back; with the instant."""
    since = func.min(RestrictionInForce.since)
    stopped = select(RestrictionInForce.subject_id, since.label("since")).where(
        RestrictionInForce.workspace_id == workspace.id,
        RestrictionInForce.kind == EventKind.UNSUBSCRIBED,
        RestrictionInForce.topic_id.is_(None),
        RestrictionInForce.subject_id.is_not(None),
    )
    return stopped.group_by(RestrictionInForce.subject_id).having(within(workspace, since, span))


def _people(workspace: Workspace, span: Span, *by: Any) -> Any:
    """What became of all messages of campaigns of these days to each person (and by what else is named)."""
    parts = {who.value: func.max(_has(part)).label(who.value) for who, part in OF_OUTCOME.items()}
    campaigns = _campaigns(workspace, span, *by)
    return (
        select(
            *(Delivery.constituent_id, *(campaigns.c[each.name] for each in by), *parts.values()),
            func.max(_has(_ACTIVE)).label("active"),
            func.count().label("messages"),
            func.sum(_has(Outcome.DELIVERED)).label("messages_delivered"),
            func.sum(_has(Outcome.OPENED)).label("messages_opened"),
            func.sum(_has(Outcome.CLICKED)).label("messages_clicked"),
        )
        .join(campaigns, campaigns.c.id == Delivery.campaign_id)
        .where(Delivery.workspace_id == workspace.id)
        .group_by(Delivery.constituent_id, *(campaigns.c[each.name] for each in by))
        .subquery("readers")
    )


def _campaigns(workspace: Workspace, span: Span, *by: Any) -> Any:
    began = within(workspace, Campaign.sent_at, span)
    query = select(Campaign.id, *by).where(Campaign.workspace_id == workspace.id, began)
    return query.subquery("campaigns_then")


def _has(parts: Outcome) -> ColumnElement[int]:
    return case((Delivery.outcome.bitwise_and(int(parts)) > 0, 1), else_=0)


def _is_one(who: Readers, person: Any) -> ColumnElement[bool]:
    match who:
        case Readers.SENT:
            return person.messages > 0
        case Readers.NEVER_OPENED:
            return and_(person.delivered == 1, person.active == 0)
        case _:
            return person[who.value] == 1


@dataclass(frozen=True, slots=True)
class Reach:
    """Messages, and the people behind them by number."""

    people: Mapping[Readers, int]
    messages: int = 0
    delivered: int = 0
    opened: int = 0
    clicked: int = 0


def reach(workspace: Workspace, period: Period) -> Reach:
    """What became of all mailings of the year; in one statement."""
    people = _people(workspace, period.this)
    row = db.session.execute(
        select(*_sums(people)).join_from(people, Constituent, _here(workspace, people))
    ).one()
    return _reach(row)


def reach_by_month(workspace: Workspace, period: Period) -> dict[str, Reach]:
    """The same by month, by the month's key; a month without a mailing is left out."""
    key = month_key(workspace, Campaign.sent_at, period).label("month")
    people = _people(workspace, period.this, key)
    query = select(people.c.month, *_sums(people)).join_from(people, Constituent, _here(workspace, people))
    return {row.month: _reach(row) for row in db.session.execute(query.group_by(people.c.month))}


def _here(workspace: Workspace, people: Any) -> ColumnElement[bool]:
    return and_(Constituent.workspace_id == workspace.id, Constituent.id == people.c.constituent_id)


def _sums(people: Any) -> list[ColumnElement[int]]:
    counted = [func.count().filter(_is_one(who, people.c)).label(who.value) for who in OF_MAIL]
    names = {
        "messages": "messages",
        **{each: f"messages_{each}" for each in ("delivered", "opened", "clicked")},
    }
    return [
        *counted,
        *(func.coalesce(func.sum(people.c[of]), 0).label(f"all_{name}") for name, of in names.items()),
    ]


def _reach(row: Any) -> Reach:
    return Reach(
        {who: getattr(row, who.value) for who in OF_MAIL},
        *(int(getattr(row, f"all_{name}")) for name in ("messages", "delivered", "opened", "clicked")),
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


def _by_month(workspace: Workspace, found: Select[Any]) -> dict[str, int]:
    moved = found.subquery("moved")
    here = and_(Constituent.workspace_id == workspace.id, Constituent.id == moved.c.person)
    query = select(moved.c.month, func.count()).join_from(moved, Constituent, here)
    return {row.month: row[1] for row in db.session.execute(query.group_by(moved.c.month))}
