"""What each kind of moment is read from: the latest facts of a person, older than a point if one is given.

Every source ends at `most` facts, and the journal also at `MOST_ENTRIES` lines: none reads a whole life.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Text,
    and_,
    bindparam,
    cast,
    func,
    null,
    or_,
    select,
    tuple_,
)

from app.activity.models import Campaign, Delivery, Donation, Event, Registration
from app.activity.queries.email import OF_CAMPAIGN
from app.activity.queries.events import AT_EVENT
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batches.models import Batch
from app.columns import UtcDateTime
from app.consent import queries as consent
from app.consent.models import InterestGroup
from app.cultivation.models import Note
from app.gathered import HERE, WHO, about
from app.profiles.domain.moments import MomentKind

MOST_ENTRIES = 1_000
_MOST = bindparam("most", type_=Integer)
_AT, _OWN = bindparam("at", type_=UtcDateTime), bindparam("own", type_=BigInteger)
_DAY, _OWN_ON_DAY = bindparam("day", type_=Date), bindparam("own_on_day", type_=BigInteger)

Read = Select[*tuple[Any, ...]]


def _gifts(goes_on: bool) -> Read:
    columns = (Donation.amount, Donation.currency, Donation.status, Donation.fund, Donation.anonymous)
    query = select(Donation.id, Donation.received_on.label("day"), *columns).where(*about(Donation))
    return _by_day(query, Donation.received_on, Donation.id, goes_on)


def _notes(goes_on: bool) -> Read:
    columns = (Note.kind, Note.text, Note.next_step, Note.due, Note.is_done, Note.staff)
    query = select(Note.id, Note.happened_on.label("day"), *columns).where(*about(Note))
    return _by_day(query, Note.happened_on, Note.id, goes_on)


def _visits(goes_on: bool) -> Read:
    own, at = Registration.id, Registration.registered_at
    query = select(own, at.label("at"), Registration.status, Event.name, Event.starts_at)
    query = query.join(Event, AT_EVENT).where(*about(Registration), Event.workspace_id == HERE)
    return _by_instant(query, at, own, goes_on)


def _emails(goes_on: bool) -> Read:
    own, at = Delivery.campaign_id, Delivery.sent_at
    columns = (Delivery.delivered_at, Delivery.machine_opened_at, Delivery.opened_at, Delivery.clicked_at)
    query = select(
        *(own.label("id"), at.label("at"), Campaign.name, *columns),
        *(Delivery.bounced_at, Delivery.bounce, Delivery.complained_at),
    )
    query = query.join(Campaign, OF_CAMPAIGN).where(*about(Delivery), Campaign.workspace_id == HERE)
    return _by_instant(query, at, own, goes_on)


def _permissions(goes_on: bool) -> Read:
    lines = consent.her_lines()
    topic = (InterestGroup.workspace_id == HERE) & (InterestGroup.id == lines.c.topic_id)
    columns = (lines.c.kind, lines.c.party, lines.c.source, lines.c.evidence, lines.c.subject_id)
    query = select(lines.c.id, lines.c.at, *columns, InterestGroup.name.label("topic"))
    return _by_instant(query.outerjoin(InterestGroup, topic), lines.c.at, lines.c.id, goes_on)


def _changes(goes_on: bool) -> Read:
    """One moment for each act, however many fields it changed."""
    acts = _acts(goes_on).subquery()
    act = (Batch.workspace_id == HERE) & (Batch.id == acts.c.batch_id)
    columns = (Batch.number, Batch.kind, Batch.status, Batch.name, Batch.source)
    query = select(acts, *columns).outerjoin(Batch, act)
    return _by_instant(query, acts.c.at, acts.c.id, goes_on)


def _acts(goes_on: bool) -> Read:
    read = _entries(goes_on).subquery()
    # the order of entries in a group is that of their ids, which no database promises
    field = cast(read.c.id, String) + " " + cast(read.c.field, Text)
    return select(
        read.c.change_set.label("id"),
        func.max(read.c.at).label("at"),
        func.max(read.c.actor).label("actor"),
        func.max(read.c.via).label("via"),
        func.max(read.c.batch_id).label("batch_id"),
        func.max(read.c.row_number).label("row_number"),
        func.aggregate_strings(field, ",").label("numbered"),
        func.min(read.c.id).label("first_entry"),
        func.min(func.min(read.c.id)).over().label("oldest_read"),
        func.sum(func.count()).over().label("entries_read"),
        func.count().label("entries"),
        func.count(read.c.before).label("replaced"),
    ).group_by(read.c.change_set)


def _entries(goes_on: bool) -> Read:
    """The last lines of the journal; their ids rise with the time."""
    columns = ("id", "change_set", "at", "actor", "via", "batch_id", "row_number", "field", "before")
    query = select(*(getattr(JournalEntry, name) for name in columns)).where(
        JournalEntry.workspace_id == HERE,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == WHO,
        JournalEntry.field.not_in(("note", "note.next_step")),  # a note is a moment of its own
        # and so is a gift, but not what was changed about it
        or_(JournalEntry.field.not_in(("gift", "registration")), JournalEntry.before.is_not(null())),
    )
    if goes_on:
        query = query.where(JournalEntry.at <= _AT)
    return query.order_by(JournalEntry.id.desc()).limit(MOST_ENTRIES)


def cut_off(acts: Sequence[Any]) -> Any | None:
    """The oldest act, if the limit of entries may have cut something off it; what is older was not read."""
    if len(acts) < 2 or acts[0].entries_read < MOST_ENTRIES:
        return None
    return next((act for act in acts if act.first_entry == act.oldest_read), None)


def _by_day(query: Any, day: Any, own: Any, goes_on: bool) -> Read:
    if goes_on:
        query = query.where(tuple_(day, own) < tuple_(_DAY, _OWN_ON_DAY))
    return query.order_by(day.desc(), own.desc()).limit(_MOST)  # type: ignore[no-any-return]


def _by_instant(query: Any, at: Any, own: Any, goes_on: bool) -> Read:
    if goes_on:
        query = query.where(_older(at, own))
    return query.order_by(at.desc(), own.desc()).limit(_MOST)  # type: ignore[no-any-return]


def _older(at: Any, own: Any) -> ColumnElement[bool]:
    return or_(at < _AT, and_(at == _AT, own < _OWN))


SOURCES: Mapping[MomentKind, Callable[[bool], Read]] = {
    MomentKind.GIFT: _gifts,
    MomentKind.EVENT: _visits,
    MomentKind.EMAIL: _emails,
    MomentKind.NOTE: _notes,
    MomentKind.PERMISSION: _permissions,
    MomentKind.CHANGE: _changes,
}
