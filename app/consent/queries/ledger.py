"""The ledger itself: its lines about some people or addresses, and what they came to at an instant."""

from collections.abc import Collection, Sequence
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
    """The lines about these and about everybody with whom they share an address, and so on, in order."""
    found: dict[int, Any] = {}
    who, where = set(people), set(address_keys)
    new_people, new_keys = set(who), set(where)
    while new_people or new_keys:
        fresh = [row for row in _about(workspace_id, new_people, new_keys) if row.id not in found]
        found |= {row.id: row for row in fresh}
        new_people = {row.subject_id for row in fresh if row.subject_id} - who
        new_keys = {row.address_key for row in fresh if row.address_key} - where
        who |= new_people
        where |= new_keys
    return [ledger_event(row) for row in sorted(found.values(), key=lambda row: int(row.sequence))]


def events_about(
    workspace_id: int, *, people: Collection[int], address_keys: Collection[str]
) -> list[LedgerEvent]:
    """Every line about these people or addresses, in order."""
    rows = _about(workspace_id, people, address_keys)
    return [ledger_event(row) for row in sorted(rows, key=lambda row: int(row.sequence))]


def _about(workspace_id: int, people: Collection[int], address_keys: Collection[str]) -> Sequence[Any]:
    """The stored lines; an empty list is left out of the question, as it costs a search."""
    conditions = []
    if people:
        conditions.append(ConsentEvent.subject_id.in_(people))
    if address_keys:
        conditions.append(ConsentEvent.address_key.in_(address_keys))
    query = select(*ConsentEvent.__table__.columns).where(ConsentEvent.workspace_id == workspace_id)
    return db.session.execute(query.where(or_(*conditions))).all() if conditions else ()


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
