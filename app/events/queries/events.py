"""Events: one, a page of them by when they are, and what their registrations come to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.accounts.models import Workspace
from app.activity.domain.kinds import EventKind
from app.activity.models import Event, Registration
from app.db import db
from app.events.domain.places import Count, Places
from app.events.domain.when import day_start
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Rule, references
from app.groups.queries import lists
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page
from app.words import _

SIZE = 25
_MOST_CATEGORIES = 100


class View(StrEnum):
    """Which events a list shows; programs are listed apart as well, whenever they are."""

    COMING = "coming"
    PAST = "past"
    PROGRAMS = "programs"

    @property
    def label(self) -> str:
        return {"coming": _("Now and coming"), "past": _("Past"), "programs": _("Programs")}[self.value]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events are looked for: in which list, with which text in name, place or category."""

    view: View = View.COMING
    text: str = ""
    category: str = ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.category)


def get(workspace: Workspace, event_id: int) -> Event | None:
    """The event with this id, or None."""
    return db.session.scalar(select(Event).where(Event.workspace_id == workspace.id, Event.id == event_id))


def held(workspace_id: int, event_id: int) -> Event | None:
    """The event as it is, kept from others who count its places until the transaction ends; or None."""
    mine = (Event.workspace_id == workspace_id, Event.id == event_id)
    query = select(Event).where(*mine).with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def events(
    workspace: Workspace, asked: Asked, *, at: datetime, cursor: Cursor | None = None, size: int = SIZE
) -> Page[Event]:
    """A page of events: those to come by when they begin, others the latest first."""
    query = select(Event).where(Event.workspace_id == workspace.id, *_asked(workspace, asked, at))
    place, falling = dated(cursor, datetime), asked.view is not View.COMING
    found = db.session.scalars(
        read_from(query, (Event.starts_at, Event.id), place, size=size, falling=falling)
    ).all()
    return page(found, size=size, cursor=place, key=lambda each: (each.starts_at.isoformat(), each.id))


def numbers(workspace: Workspace, asked: Asked, *, at: datetime) -> Mapping[View, int]:
    """How many events each list has with the same filters, in one statement."""
    views = [Asked(view, asked.text, asked.category) for view in View]
    counted = [func.count().filter(*_asked(workspace, each, at)).label(each.view.value) for each in views]
    row = db.session.execute(select(*counted).where(Event.workspace_id == workspace.id)).one()
    return {view: getattr(row, view.value) for view in View}


def _asked(workspace: Workspace, asked: Asked, at: datetime) -> list[ColumnElement[bool]]:
    chosen = [_in_view(workspace, asked.view, at)]
    if asked.category:
        chosen.append(Event.category == asked.category)
    for word in asked.text.lower().split():
        columns = (Event.name, Event.place, Event.category)
        chosen.append(or_(*(func.lower(each).contains(word, autoescape=True) for each in columns)))
    return chosen


def _in_view(workspace: Workspace, view: View, at: datetime) -> ColumnElement[bool]:
    """`is_over` in SQL: without an end an event ends with its day in the workspace's zone."""
    zone = ZoneInfo(workspace.timezone)
    today = day_start(at.astimezone(zone).date(), zone)
    over = or_(
        and_(Event.ends_at.is_not(None), Event.ends_at <= at),
        and_(Event.ends_at.is_(None), Event.starts_at < today),
    )
    match view:
        case View.COMING:
            return ~over
        case View.PAST:
            return over
        case View.PROGRAMS:
            return Event.kind == EventKind.PROGRAM


def categories(workspace: Workspace) -> Sequence[str]:
    """Every category that events have, in order."""
    query = select(Event.category).where(Event.workspace_id == workspace.id, Event.category != "")
    return db.session.scalars(query.distinct().order_by(Event.category).limit(_MOST_CATEGORIES)).all()


def places_of(workspace: Workspace, events: Collection[Event]) -> Mapping[int, Places]:
    """What the registrations of these events come to, in one statement."""
    counts: dict[int, dict[Any, Count]] = {event.id: {} for event in events}
    grouped = (Registration.event_id, Registration.status, Registration.currency)
    query = (
        select(
            *grouped,
            func.count().label("people"),
            func.sum(Registration.guests).label("guests"),
            func.sum(Registration.fee).label("fee"),
        )
        .where(Registration.workspace_id == workspace.id, Registration.event_id.in_(sorted(counts)))
        .group_by(*grouped)
    )
    for row in db.session.execute(query) if counts else ():
        mine = counts[row.event_id]
        currency = row.currency or workspace.currency
        mine[row.status] = mine.get(row.status, Count()).with_more(
            row.people, int(row.guests), currency, int(row.fee)
        )
    return {event.id: Places(event.capacity, counts[event.id]) for event in events}


def places(workspace: Workspace, event: Event) -> Places:
    """What the registrations of one event come to."""
    return places_of(workspace, [event])[event.id]


def soon(workspace: Workspace, text: str, *, at: datetime, limit: int = 20) -> Sequence[Event]:
    """Events to choose from: with a text those that have it, else those around now."""
    chosen = [] if text else [Event.starts_at >= at - timedelta(days=60)]
    for word in text.lower().split():
        chosen.append(func.lower(Event.name).contains(word, autoescape=True))
    query = select(Event).where(Event.workspace_id == workspace.id, *chosen)
    order = (Event.starts_at.desc(), Event.id.desc()) if text else (Event.starts_at, Event.id)
    return db.session.scalars(query.order_by(*order).limit(limit)).all()


def groups_about(workspace: Workspace, event_id: int) -> list[str]:
    """The names of the groups whose rules ask about this event."""
    found = ((group.name, parse_rule(group.rule)) for group in lists.groups(workspace) if group.rule)
    return [name for name, rule in found if isinstance(rule, Rule) and event_id in references(rule).events]
