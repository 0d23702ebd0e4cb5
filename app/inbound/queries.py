"""What sending services told, and who has the addresses that they told it about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select

from app.accounts.models import Workspace
from app.activity.domain.kinds import BounceKind
from app.consent.models import AddressHash
from app.constituents.columns import NAME_PARTS
from app.constituents.domain.names import Name, display_name
from app.constituents.models import Constituent, EmailAddress
from app.db import db
from app.inbound.domain.calls import CallState
from app.inbound.domain.providers import Provider
from app.inbound.domain.rules import EventRules
from app.inbound.models import EmailProvider, EmailReport, WebhookCall
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page

SIZE = 50


def rules_of(workspace: Workspace) -> EventRules:
    """What the workspace decided about reports."""
    return EventRules.from_json(workspace.email_events)


def door(workspace_id: int, provider: Provider) -> EmailProvider | None:
    """How this service reaches the workspace, if it ever was turned on."""
    query = select(EmailProvider).where(
        EmailProvider.workspace_id == workspace_id, EmailProvider.provider == provider
    )
    return db.session.scalar(query)


def doors(workspace_id: int) -> dict[Provider, EmailProvider]:
    """Every service that was ever turned on."""
    query = select(EmailProvider).where(EmailProvider.workspace_id == workspace_id)
    return {each.provider: each for each in db.session.scalars(query)}


# --- calls


@dataclass(frozen=True, slots=True)
class Traffic:
    """When a service called last, and how many of its calls need somebody."""

    last: datetime
    open: int


NEEDS_SOMEBODY = (CallState.PROBLEM, CallState.REFUSED, CallState.WAITING)


def traffic(workspace_id: int) -> dict[Provider, Traffic]:
    """That of every service whose calls are kept, in one statement."""
    waiting = func.count().filter(WebhookCall.state.in_(NEEDS_SOMEBODY))
    query = (
        select(WebhookCall.provider, func.max(WebhookCall.received_at), waiting)
        .where(WebhookCall.workspace_id == workspace_id)
        .group_by(WebhookCall.provider)
    )
    return {provider: Traffic(last, count) for provider, last, count in db.session.execute(query)}


def call(workspace_id: int, call_id: int) -> WebhookCall | None:
    """One call."""
    return db.session.scalar(
        select(WebhookCall).where(WebhookCall.workspace_id == workspace_id, WebhookCall.id == call_id)
    )


def call_once(workspace_id: int, provider: Provider, once: str) -> WebhookCall | None:
    """The call that used this word of a service's."""
    return db.session.scalar(
        select(WebhookCall).where(
            WebhookCall.workspace_id == workspace_id,
            WebhookCall.provider == provider,
            WebhookCall.once == once,
        )
    )


def calls(
    workspace_id: int,
    *,
    provider: Provider | None = None,
    state: CallState | None = None,
    cursor: Cursor | None = None,
) -> Page[Any]:
    """One page of what came, newest first."""
    shown = (
        *(WebhookCall.id, WebhookCall.provider, WebhookCall.received_at, WebhookCall.state),
        *(WebhookCall.problem, WebhookCall.counts, WebhookCall.did, WebhookCall.tries),
    )
    query = select(*shown).where(WebhookCall.workspace_id == workspace_id)
    if provider:
        query = query.where(WebhookCall.provider == provider)
    if state:
        query = query.where(WebhookCall.state == state)
    place = dated(cursor, datetime)
    order = (WebhookCall.received_at, WebhookCall.id)
    found = db.session.execute(read_from(query, order, place, size=SIZE, falling=True)).all()
    return page(found, size=SIZE, cursor=place, key=lambda row: (row.received_at.isoformat(), row.id))


def unread(workspace_id: int, after: int, limit: int) -> Sequence[Any]:
    """The next calls that nobody read yet, oldest first."""
    query = (
        select(WebhookCall.id, WebhookCall.provider, WebhookCall.received_at, WebhookCall.tries)
        .add_columns(WebhookCall.headers, WebhookCall.body)
        .where(
            WebhookCall.workspace_id == workspace_id,
            WebhookCall.state == CallState.NEW,
            WebhookCall.id > after,
        )
        .order_by(WebhookCall.id)
        .limit(limit)
    )
    return db.session.execute(query).all()


# --- reports


def reports(workspace_id: int, *where: ColumnElement[bool]) -> Select[Any]:
    """Reports as rows; the caller adds an order."""
    return select(*EmailReport.__table__.columns).where(EmailReport.workspace_id == workspace_id, *where)


def matchable(workspace_id: int, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a report waits for somebody who is here by now."""
    here = exists().where(
        AddressHash.workspace_id == workspace_id, AddressHash.address_key == EmailReport.address_key, *where
    )
    return EmailReport.matched_at.is_(None) & here


def is_anything_due(workspace_id: int, settled: datetime) -> bool:
    """Whether there is something to read, to match or to judge; in one statement."""
    here = EmailReport.workspace_id == workspace_id
    unread_calls = exists().where(
        WebhookCall.workspace_id == workspace_id, WebhookCall.state == CallState.NEW
    )
    waiting = exists().where(here, matchable(workspace_id))
    return bool(
        db.session.scalar(select(or_(unread_calls, waiting, exists().where(here, unjudged(settled)))))
    )


def unjudged(settled: datetime) -> ColumnElement[bool]:
    """Whether a report is a soft bounce that was not counted yet and has settled."""
    return (
        (EmailReport.bounce == BounceKind.TRANSIENT)
        & EmailReport.judged_at.is_(None)
        & (EmailReport.recorded_at <= settled)
    )


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has an address."""

    person: int
    lookup_number: int
    is_primary: bool


def holders(workspace_id: int, address_keys: Collection[str]) -> dict[str, list[Holder]]:
    """Who has these addresses, in one statement."""
    main = func.max(_as_number(EmailAddress.is_primary & EmailAddress.is_active))
    query = (
        select(AddressHash.address_key, Constituent.id, Constituent.lookup_number, main)
        .join(EmailAddress, _same(EmailAddress, AddressHash.email_id))
        .join(Constituent, _same(Constituent, EmailAddress.constituent_id))
        .where(AddressHash.workspace_id == workspace_id, AddressHash.address_key.in_(sorted(address_keys)))
        .group_by(AddressHash.address_key, Constituent.id, Constituent.lookup_number)
        .order_by(Constituent.id)
    )
    found: dict[str, list[Holder]] = defaultdict(list)
    for key, person, number, primary in db.session.execute(query):
        found[key].append(Holder(person, number, bool(primary)))
    return found


def _as_number(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


def _same(table: Any, leads: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = (table.workspace_id == leads.class_.workspace_id) & (table.id == leads)
    return found


# --- notes for staff


@dataclass(frozen=True, slots=True)
class StaffNote:
    """A service says that mail may go to an address again; nothing followed from it."""

    id: int
    provider: Provider
    at: datetime
    topic: str
    masked: str
    people: tuple[tuple[int, str], ...]


def notes(workspace_id: int, limit: int = 50) -> list[StaffNote]:
    """The notes that nobody put aside yet, newest first."""
    query = reports(workspace_id, EmailReport.resumes.is_(True), EmailReport.seen_at.is_(None))
    rows = db.session.execute(query.order_by(EmailReport.at.desc(), EmailReport.id).limit(limit)).all()
    found = holders(workspace_id, {row.address_key for row in rows}) if rows else {}
    names = _names(workspace_id, {each.person for several in found.values() for each in several})
    return [
        StaffNote(
            row.id,
            row.provider,
            row.at,
            row.topic,
            row.masked,
            tuple((each.person, names[each.person]) for each in found.get(row.address_key, ())),
        )
        for row in rows
    ]


def _names(workspace_id: int, people: Iterable[int]) -> dict[int, str]:
    parts = [getattr(Constituent, part) for part in NAME_PARTS]
    query = select(Constituent.id, Constituent.display_override, *parts).where(
        Constituent.workspace_id == workspace_id, Constituent.id.in_(sorted(people))
    )
    return {
        row.id: row.display_override
        or display_name(Name(**{part: getattr(row, part) for part in NAME_PARTS}))
        for row in db.session.execute(query)
    }


def note(workspace_id: int, report_id: int) -> EmailReport | None:
    """One note."""
    return db.session.scalar(
        select(EmailReport).where(
            EmailReport.workspace_id == workspace_id, EmailReport.id == report_id, EmailReport.resumes
        )
    )
