"""What is in force, folded from the ledger: rebuilt for those whom a new line concerns."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import and_, delete, or_, select

from app.consent import queries
from app.consent.domain.barrier import gate_closed_by
from app.consent.domain.facts import LedgerEvent
from app.consent.domain.projection import project
from app.consent.domain.standing import Recorded
from app.consent.models import ConsentEvent, ConsentInForce, RestrictionInForce, TopicJoined
from app.db import db, insert_all

PROJECTIONS = (RestrictionInForce, ConsentInForce, TopicJoined)


def reproject(workspace_id: int, *, people: set[int], address_keys: set[str]) -> None:
    """Rebuild what is in force about these people and addresses from the whole of their ledger."""
    events = queries.connected(workspace_id, people=people, address_keys=address_keys)
    subjects = {event.subject for event in events if event.subject} | people
    keys = {event.address_key for event in events if event.address_key} | address_keys
    for model in PROJECTIONS:
        db.session.execute(
            delete(model).where(model.workspace_id == workspace_id, _about(model, subjects, keys))
        )
    _insert(workspace_id, project(events))


def whole_ledger(workspace_id: int) -> list[LedgerEvent]:
    """Every line of a workspace, in order."""
    query = select(*ConsentEvent.__table__.columns).where(ConsentEvent.workspace_id == workspace_id)
    return [queries.ledger_event(row) for row in db.session.execute(query.order_by(ConsentEvent.sequence))]


def _about(model: Any, subjects: Collection[int], keys: Collection[str]) -> Any:
    if model is RestrictionInForce:
        nobody = and_(model.subject_id.is_(None), model.address_key.in_(keys))
        return or_(model.subject_id.in_(subjects), nobody)
    return model.subject_id.in_(subjects)


def _insert(workspace_id: int, recorded: Recorded) -> None:
    for model, rows in rows_of(workspace_id, recorded).items():
        insert_all(model, rows)


def rows_of(workspace_id: int, recorded: Recorded) -> dict[Any, list[dict[str, Any]]]:
    """The rows of each projection that these facts are kept as."""
    values: dict[Any, Iterable[dict[str, Any]]] = {
        RestrictionInForce: (
            {
                "kind": each.kind,
                "gate": gate_closed_by(each.kind),
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
