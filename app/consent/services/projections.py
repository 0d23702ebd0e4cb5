"""What is in force, folded from the ledger: rebuilt for those whom a new line concerns."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import and_, delete, or_, select

from app.consent import queries
from app.consent.domain.barrier import Gate
from app.consent.domain.facts import EventKind, LedgerEvent
from app.consent.domain.projection import project
from app.consent.domain.standing import Recorded
from app.consent.models import ConsentEvent, ConsentInForce, RestrictionInForce, TopicJoined
from app.db import db, insert_all

_PROJECTIONS = (RestrictionInForce, ConsentInForce, TopicJoined)
_GATES = {
    EventKind.DO_NOT_CONTACT_SET: Gate.NOT_DO_NOT_CONTACT,
    EventKind.UNSUBSCRIBED: Gate.NOT_UNSUBSCRIBED,
    EventKind.PAUSED: Gate.NOT_UNSUBSCRIBED,
    EventKind.TOPIC_LEFT: Gate.TOPIC,
    EventKind.CONSENT_WITHDRAWN: Gate.CONSENT,
}


def reproject(workspace_id: int, *, people: set[int], address_keys: set[str]) -> None:
    """Rebuild what is in force about these people and addresses from the whole of their ledger."""
    events = _connected(workspace_id, people, address_keys)
    subjects = {event.subject for event in events if event.subject} | people
    keys = {event.address_key for event in events if event.address_key} | address_keys
    for model in _PROJECTIONS:
        db.session.execute(
            delete(model).where(model.workspace_id == workspace_id, _about(model, subjects, keys))
        )
    _insert(workspace_id, project(events))


def rebuild(workspace_id: int) -> None:
    """Forget every projection of this workspace and fold its whole ledger anew."""
    for model in _PROJECTIONS:
        db.session.execute(delete(model).where(model.workspace_id == workspace_id))
    _insert(workspace_id, project(whole_ledger(workspace_id)))


def differences(workspace_id: int) -> list[str]:
    """Where what is in force does not equal the ledger folded anew, in any column; empty when all is well."""
    found = []
    for model, rows in _rows(workspace_id, project(whole_ledger(workspace_id))).items():
        due = {row["event_id"]: row for row in rows}
        kept = {row.event_id: dict(row._mapping) for row in _stored(model, workspace_id)}
        name = model.__tablename__
        found += [
            f"{name}: line {event} should not be in force" for event in sorted(kept.keys() - due.keys())
        ]
        found += [f"{name}: line {event} should be in force" for event in sorted(due.keys() - kept.keys())]
        both = sorted(due.keys() & kept.keys())
        found += [f"{name}: line {event} is kept otherwise" for event in both if due[event] != kept[event]]
    return found


def _stored(model: Any, workspace_id: int) -> Iterable[Any]:
    return db.session.execute(select(*model.__table__.columns).where(model.workspace_id == workspace_id))


def whole_ledger(workspace_id: int) -> list[LedgerEvent]:
    """Every line of a workspace, in order."""
    query = select(*ConsentEvent.__table__.columns).where(ConsentEvent.workspace_id == workspace_id)
    return [queries.ledger_event(row) for row in db.session.execute(query.order_by(ConsentEvent.sequence))]


def _connected(workspace_id: int, people: set[int], address_keys: set[str]) -> list[LedgerEvent]:
    """The events about these, and about everybody with whom they share an address, and so on."""
    while True:
        events = queries.events_about(workspace_id, people=people, address_keys=address_keys)
        more_people = people | {event.subject for event in events if event.subject}
        more_keys = address_keys | {event.address_key for event in events if event.address_key}
        if (more_people, more_keys) == (people, address_keys):
            return events
        people, address_keys = more_people, more_keys


def _about(model: Any, subjects: Collection[int], keys: Collection[str]) -> Any:
    if model is RestrictionInForce:
        nobody = and_(model.subject_id.is_(None), model.address_key.in_(keys))
        return or_(model.subject_id.in_(subjects), nobody)
    return model.subject_id.in_(subjects)


def _insert(workspace_id: int, recorded: Recorded) -> None:
    for model, rows in _rows(workspace_id, recorded).items():
        insert_all(model, rows)


def _rows(workspace_id: int, recorded: Recorded) -> dict[Any, list[dict[str, Any]]]:
    """The rows of each projection."""
    values: dict[Any, Iterable[dict[str, Any]]] = {
        RestrictionInForce: (
            {
                "kind": each.kind,
                "gate": _GATES.get(each.kind, Gate.NOT_SUPPRESSED),
                "address_key": each.address_key,
                "reason": each.reason,
                "until": each.until,
                **_common(each),
            }
            for each in recorded.restrictions
        ),
        ConsentInForce: (
            {
                "basis": each.basis,
                "occasion": each.occasion,
                "expires_at": each.expires_at,
                **_common(each),
            }
            for each in recorded.consents
        ),
        TopicJoined: (_common(each) for each in recorded.joinings),
    }
    return {
        model: [{"workspace_id": workspace_id, **value} for value in rows] for model, rows in values.items()
    }


def _common(each: Any) -> dict[str, Any]:
    return {
        "event_id": each.event,
        "since": each.since,
        "party": each.party,
        "source": each.source,
        "subject_id": each.subject,
        "topic_id": each.topic,
    }
