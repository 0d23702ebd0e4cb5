"""Stopping mail: all of it, or that about one topic. Doing it twice is doing it once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent.domain.facts import EventKind, Party
from app.consent.domain.links import Purpose
from app.consent.models import RestrictionInForce
from app.consent.services import Line, restrict
from app.constituents.locking import Gone, hold
from app.db import db
from app.preferences import queries

SUPPORTER = Actor("the supporter", Via.SUPPORTER)
ONE_CLICK = "one-click unsubscribe"
LINK = "the unsubscribe link"
PAGE = "the preference page"
MAIL = "a message to the unsubscribe address"


@dataclass(frozen=True, slots=True)
class Stopped:
    """Mail is stopped; `event` is the line of the ledger that does it, new or from before."""

    event: int
    link: queries.Opened


@dataclass(frozen=True, slots=True)
class Unknown:
    """The link is not one of ours."""


def stop_by_link(token: str, *, at: datetime, source: str) -> Stopped | Unknown:
    """Stop what a link is about. Also for somebody who is gone: then her address is never written to."""
    found = queries.opened(token, Purpose.UNSUBSCRIBE)
    if found is None:
        return Unknown()
    person = _held(found.workspace.id, found.person)
    topic = queries.topic_of(found.workspace, found.link.topic) if person else None
    key = found.link.address_key
    event = stop(found.workspace, person, key, topic=topic.id if topic else None, at=at, source=source)
    return Stopped(event, found)


def stop(
    workspace: Workspace, person: int | None, key: str, *, topic: int | None, at: datetime, source: str
) -> int:
    """Stop mail to a person and at an address (its keyed hash), or to the person about a topic.

    Answers the line that does it: the one that is in force already, or a new one.
    """
    if topic is None:
        line = Line(kind=EventKind.UNSUBSCRIBED, at=at, subject=person, address_key=key, source=source)
    else:
        line = Line(kind=EventKind.TOPIC_LEFT, at=at, subject=person, topic=topic, source=source)
    if (standing := _in_force(workspace.id, line)) is not None:
        return standing
    return restrict(workspace, [line], party=Party.SUPPORTER, actor=SUPPORTER).ids[0]


def _held(workspace_id: int, person: int | None) -> int | None:
    """The person, kept from being erased until the transaction ends; None when that has just happened."""
    if person is None:
        return None
    try:
        hold(workspace_id, person)
    except Gone:
        return None
    return person


def _in_force(workspace_id: int, line: Line) -> int | None:
    """The supporter's own restriction that says the same; staff's does not count, as staff may lift it."""
    same_address = (RestrictionInForce.address_key == line.address_key,) if line.address_key else ()
    query = select(RestrictionInForce.event_id).where(
        RestrictionInForce.workspace_id == workspace_id,
        RestrictionInForce.kind == line.kind,
        RestrictionInForce.party == Party.SUPPORTER,
        RestrictionInForce.subject_id == line.subject,
        RestrictionInForce.topic_id == line.topic,
        *same_address,
    )
    return db.session.scalars(query.order_by(RestrictionInForce.event_id)).first()
