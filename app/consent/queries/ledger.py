"""The ledger itself: its lines about some people or addresses, and what they came to at an instant."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from app.consent.domain.facts import LedgerEvent
from app.consent.domain.projection import project
from app.consent.domain.standing import Recorded
from app.consent.models import ConsentEvent
from app.db import db


def recorded_at(
    workspace_id: int, instant: datetime, *, people: Collection[int], address_keys: Collection[str]
) -> Recorded:
    """What was in force then about these people or at these addresses, folded from the ledger."""
    return project(connected(workspace_id, people=people, address_keys=address_keys), as_of=instant)


def connected(
    workspace_id: int, *, people: Collection[int], address_keys: Collection[str]
) -> list[LedgerEvent]:
    """The lines about these, and about everybody with whom they share an address, and so on."""
    who, where = set(people), set(address_keys)
    while True:
        events = events_about(workspace_id, people=who, address_keys=where)
        more_people = who | {event.subject for event in events if event.subject}
        more_keys = where | {event.address_key for event in events if event.address_key}
        if (more_people, more_keys) == (who, where):
            return events
        who, where = more_people, more_keys


def events_about(
    workspace_id: int, *, people: Collection[int], address_keys: Collection[str]
) -> list[LedgerEvent]:
    """Every line about these people or addresses, in order, and every line that those close."""
    about = or_(ConsentEvent.subject_id.in_(people), ConsentEvent.address_key.in_(address_keys))
    rows = db.session.execute(
        select(*ConsentEvent.__table__.columns)
        .where(ConsentEvent.workspace_id == workspace_id, about)
        .order_by(ConsentEvent.sequence)
    )
    return [ledger_event(row) for row in rows]


def ledger_event(row: Any) -> LedgerEvent:
    """A stored line as a value."""
    return LedgerEvent(
        id=row.id,
        sequence=row.sequence,
        kind=row.kind,
        at=row.at,
        party=row.party,
        source=row.source,
        subject=row.subject_id,
        address_key=row.address_key,
        topic=row.topic_id,
        reason=row.reason,
        basis=row.basis,
        occasion=row.occasion,
        statement=row.statement,
        evidence=row.evidence,
        expires_at=row.expires_at,
        until=row.until,
        closes=tuple(row.closes),
    )
