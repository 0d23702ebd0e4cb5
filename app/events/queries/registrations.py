"""Registrations for an event: found by name, in order, and on their way to be changed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select

from app.accounts.models import Workspace
from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Registration
from app.constituents import directory
from app.constituents.directory import Listed
from app.constituents.models import Constituent, Departure
from app.db import db
from app.events.domain.places import Waiting
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page

SIZE = 50
_MOST_SUGGESTED = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One registration and who it is of."""

    who: Listed
    of: Registration

    @property
    def seats(self) -> int:
        """How many places it takes."""
        return 1 + self.of.guests


def get(workspace: Workspace, event_id: int, registration_id: int) -> Line | None:
    """One registration for this event, or None."""
    query = _of_event(workspace.id, event_id).where(Registration.id == registration_id)
    return next(iter(_named(workspace, db.session.scalars(query).all())), None)


def lines(
    workspace: Workspace,
    event_id: int,
    *,
    text: str = "",
    statuses: Collection[RegistrationStatus] = (),
    cursor: Cursor | None = None,
    size: int = SIZE,
) -> Page[Line]:
    """A page of registrations by the names of the people, with one of these statuses where any is given."""
    here = [taking_part(workspace.id, event_id, statuses)]
    people = directory.people(workspace, text=text, where=here, cursor=cursor, size=size)
    theirs = _of_event(workspace.id, event_id, statuses).where(
        Registration.constituent_id.in_([who.id for who in people.rows])
    )
    found = db.session.scalars(theirs).all() if people.rows else []
    return Page(_beside(people.rows, found), people.previous, people.next)


def waiting(
    workspace: Workspace, event_id: int, *, cursor: Cursor | None = None, size: int = SIZE
) -> Page[Line]:
    """A page of the waitlist in its order: who came first is first."""
    query, place = _of_event(workspace.id, event_id, [RegistrationStatus.WAITLISTED]), dated(cursor, datetime)
    rows = db.session.scalars(
        read_from(query, (Registration.registered_at, Registration.id), place, size=size)
    ).all()
    found = page(rows, size=size, cursor=place, key=lambda each: (each.registered_at.isoformat(), each.id))
    return Page(_named(workspace, found.rows), found.previous, found.next)


def as_waiting(lines: Iterable[Line]) -> list[Waiting]:
    """The waitlist as its rules see it."""
    return [Waiting(each.of.id, each.who.name, each.seats) for each in lines]


def count(workspace: Workspace, event_id: int, statuses: Collection[RegistrationStatus]) -> int:
    """How many registrations have one of these statuses, of people who are here."""
    found = _of_event(workspace.id, event_id, statuses).where(~_of_the_gone(workspace.id))
    return db.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0


def of_the_gone(workspace: Workspace, event_id: int, statuses: Collection[RegistrationStatus] = ()) -> int:
    """How many registrations are of people who were erased: they count, and nobody is named."""
    found = _of_event(workspace.id, event_id, statuses).where(_of_the_gone(workspace.id))
    return db.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0


def has_tickets(workspace: Workspace, event_id: int) -> bool:
    """Whether any registration names a ticket."""
    named = _of_event(workspace.id, event_id).where(Registration.ticket != "").order_by(None)
    return db.session.scalar(select(named.exists())) or False


def _of_the_gone(workspace_id: int) -> ColumnElement[bool]:
    gone = select(Departure.constituent_id).where(Departure.workspace_id == workspace_id)
    return Registration.constituent_id.in_(gone)


def taking_part(
    workspace_id: int, event_id: int, statuses: Collection[RegistrationStatus] = ()
) -> ColumnElement[bool]:
    """Whether a `Constituent` is registered for the event, with one of these statuses where any is given."""
    mine = _of_event(workspace_id, event_id, statuses).order_by(None)
    return Constituent.id.in_(mine.with_only_columns(Registration.constituent_id))


def of_person(workspace: Workspace, event_id: int, constituent_id: int) -> Sequence[Registration]:
    """What one person has at this event, cancelled or not."""
    query = _of_event(workspace.id, event_id).where(Registration.constituent_id == constituent_id)
    return db.session.scalars(query).all()


def suggestions(workspace: Workspace, event_id: int) -> Sequence[str]:
    """The names of tickets used at this event."""
    names = _of_event(workspace.id, event_id).with_only_columns(Registration.ticket)
    named = names.where(Registration.ticket != "").distinct()
    return db.session.scalars(named.order_by(None).order_by(Registration.ticket).limit(_MOST_SUGGESTED)).all()


def held(
    workspace_id: int,
    event_id: int,
    ids: Collection[int] | None = None,
    *,
    statuses: Collection[RegistrationStatus] = (),
) -> Sequence[Registration]:
    """These registrations as they are, kept from anybody else until the transaction ends.

    Whoever waits for one sees what the other has written. Without ids it is all of the event; those of people
    who were erased stay as they are.
    """
    query = _of_event(workspace_id, event_id, statuses).where(~_of_the_gone(workspace_id))
    if ids is not None:
        query = query.where(Registration.id.in_(sorted(ids)))
    locked = query.order_by(None).order_by(Registration.id).with_for_update()
    return db.session.scalars(locked.execution_options(populate_existing=True)).all()


def _of_event(
    workspace_id: int, event_id: int, statuses: Collection[RegistrationStatus] = ()
) -> Select[Registration]:
    mine = and_(Registration.workspace_id == workspace_id, Registration.event_id == event_id)
    query = select(Registration).where(mine)
    if statuses:
        query = query.where(Registration.status.in_(sorted(statuses)))
    return query.order_by(Registration.registered_at, Registration.id)


def _named(workspace: Workspace, found: Sequence[Registration]) -> list[Line]:
    """The registrations in their order with their people; who was erased is left out."""
    ids = {each.constituent_id for each in found}
    if not ids:
        return []
    people = directory.people(workspace, where=[Constituent.id.in_(sorted(ids))], size=len(ids)).rows
    known = {who.id: who for who in people}
    return [Line(known[each.constituent_id], each) for each in found if each.constituent_id in known]


def _beside(people: Sequence[Listed], found: Sequence[Registration]) -> list[Line]:
    return [Line(who, each) for who in people for each in found if each.constituent_id == who.id]
