"""Stopping mail: all of it, or that about one topic. Doing it twice is doing it once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal, or_, select

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
from app.words import N_

SUPPORTER = Actor(N_("the supporter"), Via.SUPPORTER)
ONE_CLICK = N_("one-click unsubscribe")
LINK = N_("the unsubscribe link")
PAGE = N_("the preference page")
ALONG = N_("the link of somebody who reads the same inbox")
MAIL = N_("a message to the unsubscribe address")


@dataclass(frozen=True, slots=True)
class Stopped:
    """Mail is stopped; `lines` are those that were written now, none where it was stopped before."""

    lines: tuple[int, ...]
    link: queries.Opened


@dataclass(frozen=True, slots=True)
class Unknown:
    """The link is not one of ours."""


def stop_by_link(
    token: str, *, at: datetime, source: str, of: Sequence[Purpose] = (Purpose.UNSUBSCRIBE,)
) -> Stopped | Unknown:
    """Stop what a link is about. Also for somebody who is gone: then her address is never written to.

    Where she is gone and the link names no address, there is nothing left to write to.
    """
    found = queries.opened(token, *of)
    if found is None:
        return Unknown()
    person = _held(found.workspace.id, found.person)
    if not (person or found.link.address_key):
        return Stopped((), found)
    topic = queries.topic_of(found.workspace, found.link.topic) if person else None
    if person and topic:
        lines = _leave(found.workspace, person, found.link.address_key, topic.id, at=at, source=source)
    else:
        lines = stop(found.workspace, person, found.link.address_key, at=at, source=source)
    return Stopped(lines, found)


def stop(workspace: Workspace, person: int | None, key: str, *, at: datetime, source: str) -> tuple[int, ...]:
    """Stop all mail to a person and at an address (its keyed hash); the lines written, none if it was so."""
    line = Line(kind=EventKind.UNSUBSCRIBED, at=at, subject=person, address_key=key, source=source)
    return _write(workspace, [line])


def _leave(
    workspace: Workspace, person: int, key: str, topic: int, *, at: datetime, source: str
) -> tuple[int, ...]:
    """Stop mail about a topic to the inbox that asks: to all who read it, else it would go on coming."""
    readers = sorted({person, *queries.readers(workspace.id, key)})
    return _write(
        workspace,
        [
            Line(
                kind=EventKind.TOPIC_LEFT,
                at=at,
                subject=who,
                topic=topic,
                source=source if who == person else ALONG,
            )
            for who in readers
        ],
    )


def _write(workspace: Workspace, lines: Sequence[Line]) -> tuple[int, ...]:
    new = [line for line in lines if not _in_force(workspace.id, line)]
    return restrict(workspace, new, party=Party.SUPPORTER, actor=SUPPORTER).ids


def _held(workspace_id: int, person: int | None) -> int | None:
    """The person, kept from being erased until the transaction ends; None when that has just happened."""
    if person is None:
        return None
    try:
        hold(workspace_id, person)
    except Gone:
        return None
    return person


def _in_force(workspace_id: int, line: Line) -> bool:
    """Whether a supporter's own restriction says the same.

    Staff's does not count, as staff may lift it; nor does what came along, as another may take it back.
    """
    same_address = (RestrictionInForce.address_key == line.address_key,) if line.address_key else ()
    query = select(RestrictionInForce.event_id).where(
        RestrictionInForce.workspace_id == workspace_id,
        RestrictionInForce.kind == line.kind,
        RestrictionInForce.party == Party.SUPPORTER,
        RestrictionInForce.subject_id == line.subject,
        RestrictionInForce.topic_id == line.topic,
        or_(RestrictionInForce.source != ALONG, literal(line.source == ALONG)),
        *same_address,
    )
    return db.session.scalars(query.limit(1)).first() is not None
