"""Events of a year and who came to them. An event belongs to the day on which it begins in the workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, distinct, func, select, true

from app.accounts.models import Workspace
from app.activity.domain.kinds import GiftStatus, RegistrationStatus
from app.activity.models import Donation, Event, Registration
from app.constituents.models import Constituent
from app.db import db
from app.reports.domain.attendance import OF_STATUS, Guests
from app.reports.domain.spans import Period, month
from app.reports.queries.local import instants, month_key, within
from app.reports.queries.people import here
from app.web.ids import id_in

MOST_EVENTS = 100
"""So many events of a year are listed, the latest first."""
_AT = and_(Event.workspace_id == Registration.workspace_id, Event.id == Registration.event_id)
_STANDING = Registration.status != RegistrationStatus.CANCELLED


@dataclass(frozen=True)
class Calendar:
    """The events of a year."""

    workspace: Workspace
    period: Period

    @cached_property
    def then(self) -> ColumnElement[bool]:
        """The events that begin in the year."""
        return and_(
            Event.workspace_id == self.workspace.id, within(self.workspace, Event.starts_at, self.period.this)
        )


def of_status(who: Guests) -> ColumnElement[bool]:
    """The registrations that a number asks for."""
    return Registration.status == OF_STATUS[who] if who in OF_STATUS else _STANDING


def who_came(of: Calendar, who: Guests, value: str = "") -> ColumnElement[bool]:
    """The people behind one number of the year; `value` names one event by its id, or a month."""
    match who:
        case Guests.FIRST_TIME:
            return and_(_in(_came(of)), Constituent.id.not_in(_came_before(of)))
        case Guests.RETURNING:
            return and_(_in(_came(of)), _in(_came_before(of)))
        case Guests.GAVE:
            return and_(_in(_came(of)), _in(_gave(of)))
        case _:
            return _in(_registered(of, who).where(_named(of, value)))


def _in(ids: Select[Any]) -> ColumnElement[bool]:
    return Constituent.id.in_(ids)


def _registered(of: Calendar, who: Guests) -> Select[Any]:
    registrations = select(Registration.constituent_id).join(Event, _AT)
    return registrations.where(of.then, Registration.workspace_id == of.workspace.id, of_status(who))


def _came(of: Calendar) -> Select[Any]:
    return _registered(of, Guests.ATTENDED)


def _named(of: Calendar, value: str) -> ColumnElement[bool]:
    if named := month(value, of.period):
        return within(of.workspace, Event.starts_at, named.span)
    return Event.id == (id_in(value) or 0) if value else true()


def name_of(of: Calendar, value: str) -> str:
    """The name of the event that a value names; blank where it names none of the workspace."""
    asked = id_in(value) if value else None
    query = select(Event.name).where(Event.workspace_id == of.workspace.id, Event.id == asked)
    return (db.session.scalar(query) or "") if asked else ""


def _came_before(of: Calendar) -> Select[Any]:
    begins, _ = instants(of.workspace, of.period.this)
    return (
        select(Registration.constituent_id)
        .join(Event, _AT)
        .where(
            Registration.workspace_id == of.workspace.id,
            Registration.status == RegistrationStatus.ATTENDED,
            Event.starts_at < begins,
        )
    )


def _gave(of: Calendar) -> Select[Any]:
    return select(Donation.constituent_id).where(
        Donation.workspace_id == of.workspace.id,
        Donation.status == GiftStatus.SETTLED,
        Donation.amount >= 0,
        Donation.received_on >= of.period.this.start,
        Donation.received_on < of.period.this.end,
    )


def people(of: Calendar) -> dict[Guests, int]:
    """How many people are behind each number of the year; in one statement."""
    counts = (func.count().filter(who_came(of, who)) for who in Guests)
    query = select(*counts).select_from(Constituent).where(Constituent.workspace_id == of.workspace.id)
    return dict(zip(Guests, db.session.execute(query).one(), strict=True))


@dataclass(frozen=True, slots=True)
class Attended:
    """One event: people by number, and the guests that registrations bring along, of who was erased too."""

    id: int
    name: str
    starts_at: datetime
    capacity: int | None
    people: Mapping[Guests, int]
    guests: int


def events(of: Calendar) -> Sequence[Attended]:
    """The events of the year, the latest first, and one more than are listed; in one statement."""
    shown = (
        select(Event.id, Event.name, Event.starts_at, Event.capacity)
        .where(of.then)
        .order_by(Event.starts_at.desc(), Event.id.desc())
        .limit(MOST_EVENTS + 1)
        .subquery()
    )
    at = and_(Registration.workspace_id == of.workspace.id, Registration.event_id == shown.c.id)
    in_sight = here(of.workspace.id, Registration.constituent_id)
    query = (
        select(
            *shown.c,
            *(_counted(who, in_sight).label(who.value) for who in (Guests.REGISTERED, *OF_STATUS)),
            func.coalesce(func.sum(case((_STANDING, Registration.guests), else_=0)), 0).label("guests"),
        )
        .select_from(shown)
        .outerjoin(Registration, at)
        .group_by(*shown.c)
        .order_by(shown.c.starts_at.desc(), shown.c.id.desc())
    )
    return [
        Attended(
            *(row.id, row.name, row.starts_at, row.capacity),
            {who: getattr(row, who.value) for who in (Guests.REGISTERED, *OF_STATUS)},
            int(row.guests),
        )
        for row in db.session.execute(query)
    ]


def _mine(of: Calendar) -> ColumnElement[bool]:
    """The registrations of the workspace's people who are here."""
    return and_(
        Registration.workspace_id == of.workspace.id, here(of.workspace.id, Registration.constituent_id)
    )


def _counted(who: Guests, *more: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(distinct(case((and_(of_status(who), *more), Registration.constituent_id))))


def by_month(of: Calendar) -> dict[str, dict[Guests, int]]:
    """People registered and attended in each month, by the month's key; in one statement."""
    began = month_key(of.workspace, Event.starts_at, of.period).label("month")
    when = select(Event.id, began).where(of.then).subquery("event_months")
    at = and_(_mine(of), Registration.event_id == when.c.id)
    asked = (Guests.REGISTERED, Guests.ATTENDED)
    query = (
        select(when.c.month, *(_counted(who).label(who.value) for who in asked))
        .select_from(when)
        .join(Registration, at)
        .group_by(when.c.month)
    )
    return {row.month: {who: getattr(row, who.value) for who in asked} for row in db.session.execute(query)}


def totals(of: Calendar) -> tuple[int, dict[str, int]]:
    """The guests that people brought along in the year, and the fees of registrations by currency."""
    query = (
        select(Registration.currency, func.sum(Registration.guests), func.sum(Registration.fee))
        .join(Event, _AT)
        .where(of.then, Registration.workspace_id == of.workspace.id, _STANDING)
        .group_by(Registration.currency)
    )
    rows = db.session.execute(query).all()
    fees = {code or of.workspace.currency: int(fee) for code, _, fee in rows if fee}
    return sum(int(guests) for _, guests, _ in rows), fees
