"""What was read from calls, and who has the addresses that it is about."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, and_, case, exists, func, or_, select

from app.consent.models import AddressHash
from app.constituents.models import Constituent, EmailAddress
from app.db import db
from app.inbound.models import UNJUDGED, UNREAD, EmailReport, WebhookCall


def reports(workspace_id: int, *where: ColumnElement[bool] | TextClause) -> Select[Any]:
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
    unread_calls = exists().where(WebhookCall.workspace_id == workspace_id, UNREAD)
    waiting = exists().where(here, matchable(workspace_id))
    return bool(
        db.session.scalar(select(or_(unread_calls, waiting, exists().where(here, unjudged(settled)))))
    )


def unjudged(settled: datetime) -> ColumnElement[bool]:
    """Whether a report is a soft bounce that was not counted yet and has settled."""
    return and_(UNJUDGED, EmailReport.recorded_at <= settled)


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
