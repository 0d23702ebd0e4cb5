"""Recording facts of other systems in sets: one insert per table, each fact once however often it arrives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Table, bindparam, select, update

from app.accounts.models import Workspace
from app.activity.domain.arrivals import (
    Arrival,
    NewCampaign,
    NewDonation,
    NewEmailEvent,
    NewEvent,
    NewRegistration,
    NewSoftCredit,
)
from app.activity.models import Campaign, Donation, EmailEvent, Event, Registration, SoftCredit
from app.activity.services import deliveries, rollups
from app.activity.services.sets import inserting, mine, some
from app.db import Record, db, new_ids

About = TypeVar("About", NewDonation, NewRegistration, NewEmailEvent)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The ids of the facts, in the order given; `added` of them were not known before, those in `new`."""

    ids: tuple[int, ...]
    new: frozenset[int] = frozenset()

    @property
    def added(self) -> int:
        return len(self.new)


def record_donations(workspace_id: int, donations: Sequence[NewDonation]) -> Recorded:
    """Store gifts and refunds; a gift stands before its refund. Flushes; the caller commits."""
    recorded = _record(Donation, workspace_id, donations)
    with rollups.together(workspace_id):
        rollups.follow_months(workspace_id, (), _new(recorded, donations))
        rollups.follow(workspace_id, giving=_people(recorded, donations))
    return recorded


def record_soft_credits(workspace_id: int, credits: Sequence[NewSoftCredit]) -> None:
    """Thank people for gifts of others; who is thanked for a gift already stays as she is."""
    if credits:
        mine(workspace_id)
        keyed = zip(new_ids(len(credits)), credits, strict=True)
        rows = [{"workspace_id": workspace_id, "id": own, **_columns(each)} for own, each in keyed]
        db.session.execute(inserting(SoftCredit).on_conflict_do_nothing(), rows)
        rollups.follow(workspace_id, giving={each.constituent_id for each in credits})


def record_events(workspace_id: int, events: Sequence[NewEvent]) -> Recorded:
    """Store events that people register for."""
    return _record(Event, workspace_id, events)


def record_registrations(workspace_id: int, registrations: Sequence[NewRegistration]) -> Recorded:
    """Store registrations of constituents for events."""
    recorded = _record(Registration, workspace_id, _priced(workspace_id, registrations))
    rollups.follow(workspace_id, registrations=_people(recorded, registrations))
    return recorded


def _priced(workspace_id: int, registrations: Sequence[NewRegistration]) -> Sequence[NewRegistration]:
    """A fee that names no currency is in the workspace's."""
    if all(each.currency for each in registrations):
        return registrations
    usual = db.session.scalar(select(Workspace.currency).where(Workspace.id == workspace_id)) or ""
    return [each if each.currency else replace(each, currency=usual) for each in registrations]


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
    deliveries.follow(workspace_id, events)
    rollups.follow(workspace_id, email=_people(recorded, events))
    return recorded


def _people(recorded: Recorded, facts: Sequence[About]) -> set[int]:
    """About whom something is known that was not known before."""
    return {fact.constituent_id for fact in _new(recorded, facts)}


def _new(recorded: Recorded, facts: Sequence[About]) -> list[About]:
    """The facts that were not known before, each once."""
    told = dict(zip(recorded.ids, facts, strict=True))
    return [fact for own, fact in told.items() if own in recorded.new]


def _record(table: type[Record], workspace_id: int, facts: Sequence[Arrival]) -> Recorded:
    if not facts:
        return Recorded(())
    mine(workspace_id)
    ids = new_ids(len(facts))
    numbered = list(zip(ids, facts, strict=True))
    rows = [{"workspace_id": workspace_id, "id": own, **_columns(fact)} for own, fact in numbered]
    # The table, not the class: the unit of work would send rows with blanks one by one.
    db.session.execute(inserting(table).on_conflict_do_nothing(), rows)
    known = _known(table, workspace_id, facts)
    stored = tuple(known.get((fact.source, fact.external_key), own) for own, fact in numbered)
    return Recorded(stored, frozenset(ids).intersection(stored))


def _columns(fact: Arrival | NewSoftCredit) -> dict[str, Any]:
    # asdict copies every value, which costs more than the insert itself
    return {field.name: getattr(fact, field.name) for field in fields(fact)}


def _known(table: Any, workspace_id: int, facts: Sequence[Arrival]) -> dict[tuple[str, str | None], int]:
    """The stored ids of the facts that have an external key, by source and key."""
    sources = {fact.source for fact in facts if fact.external_key is not None}
    found: dict[tuple[str, str | None], int] = {}
    for keys in some({fact.external_key for fact in facts if fact.external_key is not None}):
        query = select(table.source, table.external_key, table.id).where(
            table.workspace_id == workspace_id,
            table.source.in_(sorted(sources)),
            table.external_key.in_(keys),
        )
        found.update({(row.source, row.external_key): row.id for row in db.session.execute(query)})
    return found
