"""Recording facts of other systems in sets: one insert per table, each fact once however often it arrives."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, bindparam, case, func, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.activity.domain.arrivals import (
    Arrival,
    NewCampaign,
    NewDonation,
    NewEmailEvent,
    NewEvent,
    NewRegistration,
)
from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.activity.models import Campaign, Delivery, Donation, EmailEvent, Event, Registration
from app.db import OtherWorkspace, Record, bound_workspace, db, new_ids


@dataclass(frozen=True, slots=True)
class Recorded:
    """The ids of the facts, in the order given; `added` of them were not known before."""

    ids: tuple[int, ...]
    added: int


def record_donations(workspace_id: int, donations: Sequence[NewDonation]) -> Recorded:
    """Store gifts and refunds; a gift stands before its refund. Flushes; the caller commits."""
    return _record(Donation, workspace_id, donations)


def record_events(workspace_id: int, events: Sequence[NewEvent]) -> Recorded:
    """Store events that people register for."""
    return _record(Event, workspace_id, events)


def record_registrations(workspace_id: int, registrations: Sequence[NewRegistration]) -> Recorded:
    """Store registrations of constituents for events."""
    return _record(Registration, workspace_id, registrations)


def record_campaigns(workspace_id: int, campaigns: Sequence[NewCampaign]) -> Recorded:
    """Store mailings."""
    return _record(Campaign, workspace_id, campaigns)


def begin_earlier(workspace_id: int, began: Mapping[int, datetime]) -> None:
    """Date mailings back to what is known of them now, where that is earlier than what was."""
    rows = [{"c_id": campaign, "c_at": at} for campaign, at in began.items()]
    if rows:
        table = cast(Table, Campaign.__table__)
        earlier = (table.c.workspace_id == workspace_id, table.c.id == bindparam("c_id"))
        db.session.connection().execute(
            update(table)
            .where(*earlier, table.c.sent_at > bindparam("c_at", type_=table.c.sent_at.type))
            .values(sent_at=bindparam("c_at", type_=table.c.sent_at.type)),
            rows,
        )


def record_email_events(workspace_id: int, events: Sequence[NewEmailEvent]) -> Recorded:
    """Store what became of messages, and bring the delivery of each person and campaign in step."""
    recorded = _record(EmailEvent, workspace_id, events)
    _follow(workspace_id, events)
    return recorded


def _record(table: type[Record], workspace_id: int, facts: Sequence[Arrival]) -> Recorded:
    if not facts:
        return Recorded((), 0)
    if bound_workspace(db.session()) != workspace_id:
        raise OtherWorkspace("these facts do not belong to this session's workspace")
    ids = new_ids(len(facts))
    numbered = list(zip(ids, facts, strict=True))
    rows = [{"workspace_id": workspace_id, "id": own, **_columns(fact)} for own, fact in numbered]
    # The table, not the class: the unit of work would send rows with blanks one by one.
    db.session.execute(_dialect().insert(table.__table__).on_conflict_do_nothing(), rows)
    known = _known(table, workspace_id, facts)
    stored = tuple(known.get((fact.source, fact.external_key), own) for own, fact in numbered)
    return Recorded(stored, len(set(ids) & set(stored)))


def _columns(fact: Arrival) -> dict[str, Any]:
    # asdict copies every value, which costs more than the insert itself
    return {field.name: getattr(fact, field.name) for field in fields(fact)}


def _dialect() -> Any:
    return sqlite if db.engine.dialect.name == "sqlite" else postgresql


_AT_ONCE = 10_000
"""Values in one statement; SQLite takes 32,766."""


def _some(values: Collection[Any]) -> Iterator[list[Any]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]


def _known(table: Any, workspace_id: int, facts: Sequence[Arrival]) -> dict[tuple[str, str | None], int]:
    """The stored ids of the facts that have an external key, by source and key."""
    sources = {fact.source for fact in facts if fact.external_key is not None}
    found: dict[tuple[str, str | None], int] = {}
    for keys in _some({fact.external_key for fact in facts if fact.external_key is not None}):
        query = select(table.source, table.external_key, table.id).where(
            table.workspace_id == workspace_id,
            table.source.in_(sorted(sources)),
            table.external_key.in_(keys),
        )
        found.update({(row.source, row.external_key): row.id for row in db.session.execute(query)})
    return found


# --- deliveries: what the events of one person and campaign come to


def _follow(workspace_id: int, events: Sequence[NewEmailEvent]) -> None:
    """Bring the deliveries that these events concern in step with all events stored of them.

    Every column is the earliest of its kind, so the result does not depend on the order of arrival, and two
    transactions that bring events of one delivery at the same time cannot undo each other.
    """
    campaigns = {event.campaign_id for event in events}
    for people in _some({event.constituent_id for event in events}):
        told = _told(workspace_id, people, campaigns)
        insert = _dialect().insert(Delivery).from_select(["workspace_id", *_COLUMNS], told)
        new = insert.excluded
        merged = {
            name: _earlier(getattr(Delivery, name), new[name]) for name in _COLUMNS if name.endswith("_at")
        }
        merged["bounce"] = _graver(Delivery.bounce, new["bounce"])
        key = ["workspace_id", "constituent_id", "campaign_id"]
        db.session.execute(insert.on_conflict_do_update(index_elements=key, set_=merged))


_COLUMNS = (
    *("constituent_id", "campaign_id", "sent_at", "delivered_at", "machine_opened_at", "opened_at"),
    *("clicked_at", "bounced_at", "bounce", "complained_at"),
)


def _told(workspace_id: int, people: Collection[int], campaigns: Collection[int]) -> Select[Any]:
    """One row per delivery out of its events. A message that somebody opened or clicked was delivered."""
    human = EmailEvent.machine.is_(False)
    opened, clicked = EmailEvent.kind == EmailEventKind.OPENED, EmailEvent.kind == EmailEventKind.CLICKED
    query = select(
        *(EmailEvent.workspace_id, EmailEvent.constituent_id, EmailEvent.campaign_id),
        func.min(EmailEvent.at),
        _first(or_(EmailEvent.kind == EmailEventKind.DELIVERED, opened, clicked)),
        _first(opened & EmailEvent.machine),
        _first(opened & human),
        _first(clicked & human),
        _first(EmailEvent.kind == EmailEventKind.BOUNCED),
        _bounce(),
        _first(EmailEvent.kind == EmailEventKind.COMPLAINED),
    )
    return query.where(
        EmailEvent.workspace_id == workspace_id,
        EmailEvent.constituent_id.in_(people),
        EmailEvent.campaign_id.in_(sorted(campaigns)),
        EmailEvent.kind != EmailEventKind.DROPPED,  # the sending tool never sent it
    ).group_by(EmailEvent.workspace_id, EmailEvent.constituent_id, EmailEvent.campaign_id)


def _first(condition: ColumnElement[bool]) -> ColumnElement[datetime | None]:
    return func.min(case((condition, EmailEvent.at)))


def _bounce() -> ColumnElement[Any]:
    """Permanent as soon as one report says so; a bounce of unknown kind may pass."""
    bounced = EmailEvent.kind == EmailEventKind.BOUNCED
    grave = func.max(case((bounced & (EmailEvent.bounce == BounceKind.PERMANENT), 1), (bounced, 0)))
    return case(
        (grave == 1, literal(BounceKind.PERMANENT.value)), (grave == 0, literal(BounceKind.TRANSIENT.value))
    )


def _earlier(old: Any, new: Any) -> ColumnElement[Any]:
    return case((old.is_(None), new), (new < old, new), else_=old)


def _graver(old: Any, new: Any) -> ColumnElement[Any]:
    return case((old == BounceKind.PERMANENT, old), else_=func.coalesce(new, old))
