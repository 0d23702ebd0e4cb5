"""The timeline of a person: five sources read from one point on, merged in one order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_

from app.accounts.models import Workspace
from app.activity.models import Campaign, Delivery, Donation, Event, Registration
from app.activity.queries.email import OF_CAMPAIGN
from app.activity.queries.events import AT_EVENT
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.consent import queries as consent
from app.db import db
from app.profiles.domain.moments import Moment, MomentKind, latest, on_day
from app.web.pagination import Cursor, encode

SIZE = 25


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some moments, latest first; `older` is the cursor of the stretch before it, None at the very first."""

    moments: list[Moment]
    older: str | None


@dataclass(frozen=True, slots=True)
class Before:
    """The point of the timeline that a stretch is read from; None means from now."""

    at: datetime
    id: int


def stretch(workspace: Workspace, constituent_id: int, before: Before | None, *, size: int = SIZE) -> Stretch:
    """So many facts of one person, older than the point given, in five statements."""
    query = _Sources(workspace, constituent_id, before, size + 1)
    found = latest(
        [*query.gifts(), *query.visits(), *query.emails(), *query.changes(), *query.permissions()], size + 1
    )
    shown = found[:size]
    older = encode(Cursor((shown[-1].at.isoformat(), shown[-1].id))) if len(found) > size else None
    return Stretch(shown, older)


@dataclass(frozen=True, slots=True)
class _Sources:
    workspace: Workspace
    constituent_id: int
    before: Before | None
    limit: int

    def gifts(self) -> Iterator[Moment]:
        columns = (
            Donation.id,
            Donation.received_on,
            Donation.amount,
            Donation.currency,
            Donation.status,
            Donation.fund,
        )
        query = select(*columns).where(*self._mine(Donation), *self._on_days_before())
        for row in db.session.execute(
            query.order_by(Donation.received_on.desc(), Donation.id.desc()).limit(self.limit)
        ):
            yield Moment(on_day(row.received_on), row.id, MomentKind.GIFT, row, only_day=True)

    def visits(self) -> Iterator[Moment]:
        at, own = Registration.registered_at, Registration.id
        query = select(own, at, Registration.status, Event.name, Event.starts_at).join(Event, AT_EVENT)
        for row in self._rows(query.where(*self._mine(Registration)), at, own):
            yield Moment(row.registered_at, row.id, MomentKind.EVENT, row)

    def emails(self) -> Iterator[Moment]:
        at, own = Delivery.sent_at, Delivery.campaign_id
        columns = (Delivery.opened_at, Delivery.clicked_at, Delivery.bounced_at, Delivery.complained_at)
        query = select(own, at, Campaign.name, *columns).join(Campaign, OF_CAMPAIGN)
        for row in self._rows(query.where(*self._mine(Delivery)), at, own):
            yield Moment(row.sent_at, row.campaign_id, MomentKind.EMAIL, row)

    def changes(self) -> Iterator[Moment]:
        """One moment for each act, however many fields it changed."""
        at, own = func.max(JournalEntry.at), JournalEntry.change_set
        mine = (
            JournalEntry.workspace_id == self.workspace.id,
            JournalEntry.subject == Subject.CONSTITUENT,
            JournalEntry.subject_id == self.constituent_id,
        )
        query = select(
            own,
            at.label("at"),
            func.max(JournalEntry.actor).label("actor"),
            func.max(JournalEntry.via).label("via"),
            func.max(JournalEntry.batch_id).label("batch_id"),
            func.aggregate_strings(JournalEntry.field, ",").label("fields"),
            func.count(JournalEntry.before).label("replaced"),
        ).where(*mine)
        query = query.group_by(own).order_by(at.desc(), own.desc()).limit(self.limit)
        if self.before:
            query = query.having(or_(at < self.before.at, and_(at == self.before.at, own < self.before.id)))
        for row in db.session.execute(query):
            yield Moment(row.at, row.change_set, MomentKind.CHANGE, row)

    def permissions(self) -> Iterator[Moment]:
        events = consent.events_about(self.workspace.id, people=[self.constituent_id], address_keys=[])
        for event in events:
            moment = Moment(event.at, event.id, MomentKind.PERMISSION, event)
            if self.before is None or moment.place < (self.before.at, self.before.id):
                yield moment

    def _mine(self, table: Any) -> tuple[ColumnElement[bool], ...]:
        return table.workspace_id == self.workspace.id, table.constituent_id == self.constituent_id

    def _rows(self, query: Any, at: Any, own: Any) -> Any:
        if self.before:
            query = query.where(tuple_(at, own) < (self.before.at, self.before.id))
        return db.session.execute(query.order_by(at.desc(), own.desc()).limit(self.limit))

    def _on_days_before(self) -> Iterator[ColumnElement[bool]]:
        """What has only a date stands at noon of it."""
        if self.before is None:
            return
        day = self.before.at.date()
        noon = on_day(day)
        if self.before.at == noon:
            yield tuple_(Donation.received_on, Donation.id) < (day, self.before.id)
        else:
            yield Donation.received_on < (day + timedelta(days=1) if self.before.at > noon else day)
