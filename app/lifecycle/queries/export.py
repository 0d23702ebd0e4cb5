"""Everything that is held about one person, read section by section: a fixed number of statements."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from babel.numbers import get_currency_precision
from sqlalchemy import Select, or_, select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.audit.services import plain
from app.batches.models import Batch, BatchRow
from app.batches.queries import rows_about
from app.consent.models import AddressHash, ConsentEvent, ConsentInForce, InterestGroup, RestrictionInForce
from app.constituents.domain.emails import email_key
from app.constituents.domain.record import Existing
from app.constituents.models import EmailAddress
from app.db import db, now
from app.inbound.models import EmailReport
from app.lifecycle.domain.bundle import Bundle, Section
from app.lifecycle.queries.identities import addresses
from app.lifecycle.queries.sections import SOURCES, Source

LEDGER = {
    "at": "when it holds from",
    "recorded_at": "when it was written down",
    "kind": "what was recorded",
    "party": "who acted",
    "topic": "topic, empty for all mail",
    "reason": "reason of a suppression",
    "basis": "ground of a consent",
    "statement": "what was agreed to",
    "evidence": "how it is known",
    "source": "by what it came",
    "expires_at": "when a consent ends",
    "until": "when a pause ends",
}
RESTRICTIONS = {
    "since": "since when",
    "kind": "what holds",
    "party": "who acted",
    "reason": "reason of a suppression",
    "topic": "topic, empty for all mail",
    "source": "by what it came",
    "until": "when a pause ends",
}
CONSENTS = {
    "since": "since when",
    "basis": "ground of the consent",
    "party": "who acted",
    "topic": "topic, empty for all mail",
    "source": "by what it came",
    "expires_at": "when it ends",
}
REPORTS = {
    "at": "when it happened",
    "recorded_at": "when it came in",
    "provider": "which service reported it",
    "key": "its number there",
    "kind": "what happened to a message",
    "stop": "why mail is stopped by it",
    "bounce": "kind of bounce",
    "machine": "whether a machine did it",
    "resumes": "whether the service would send again",
    "topic": "the service's name of a topic",
    "message": "the service's number of the message",
    "campaign": "the mailing",
    "reason": "what the mail server said",
}
CHANGES = {
    "at": "when",
    "subject": "constituent, or export for a file that was made",
    "field": "what was changed",
    "before": "what it was",
    "after": "what it became",
    "via": "by what it came",
    "rule": "rule that made it",
    "actor": "who did it",
}
ROWS = {
    "import": "number of the import or batch",
    "file": "its name",
    "row": "number of the row",
    "cells": "what the row says",
    "edited": "cells that staff corrected, by position",
    "outcome": "how it was judged",
    "action": "what was to be done",
    "state": "whether that was done",
}


def bundle(workspace: Workspace, who: Existing) -> Bundle:
    """All that is held about one person. What others are told in the same rows is left out."""
    sections = [_section(workspace.id, who.id, source) for source in SOURCES]
    sections += [*_permission(workspace.id, who.id), _reports(workspace.id, who.id)]
    sections += [_changes(workspace.id, who.id), _rows(workspace.id, who)]
    return Bundle(who.lookup_id, workspace.name, now().isoformat(), sections)


def _section(workspace_id: int, person: int, source: Source) -> Section:
    table = source.table
    columns = [
        (source.borrowed[key][0] if key in source.borrowed else getattr(table, key)).label(key)
        for key in source.keys
    ]
    query = select(*columns).select_from(table)
    for other, leads in {column.class_: leads for column, leads in source.borrowed.values()}.items():
        query = query.join(other, (other.workspace_id == table.workspace_id) & (other.id == leads))
    mine = (table.workspace_id == workspace_id, getattr(table, source.owner) == person)
    ordered = query.where(*mine).order_by(*table.__table__.primary_key.columns)
    return Section(source.name, source.about, source.keys, _read(ordered))


def _read(query: Select[Any]) -> list[Mapping[str, Any]]:
    rows = db.session.execute(query)
    return [_told(row._asdict()) for row in rows]


def _told(row: dict[str, Any]) -> Mapping[str, Any]:
    """The values as text and numbers; an amount as people write it, "12.50" and not 1250."""
    told = {key: _plain(value) for key, value in row.items()}
    for key in ("amount", "fee"):
        if key in told and told.get("currency"):
            told[key] = str(Decimal(told[key]).scaleb(-get_currency_precision(told["currency"])))
    return told


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else plain(value)


def _permission(workspace_id: int, person: int) -> Iterable[Section]:
    """The ledger about the person and about her addresses, and what of it holds."""
    hashes = _hashes(workspace_id, person)
    sources: tuple[tuple[str, str, Any, Mapping[str, str]], ...] = (
        ("consent_ledger", "every consent and restriction that was recorded", ConsentEvent, LEDGER),
        ("restrictions", "restrictions that hold", RestrictionInForce, RESTRICTIONS),
        ("consents", "consents that were given and not withdrawn", ConsentInForce, CONSENTS),
    )
    for name, about, table, keys in sources:
        mine = table.subject_id == person
        if table is not ConsentInForce:
            mine = or_(mine, table.subject_id.is_(None) & table.address_key.in_(hashes))
        columns = [(InterestGroup.name if key == "topic" else getattr(table, key)).label(key) for key in keys]
        of_topic = (InterestGroup.workspace_id == table.workspace_id) & (InterestGroup.id == table.topic_id)
        query = select(*columns).select_from(table).outerjoin(InterestGroup, of_topic)
        ordered = query.where(table.workspace_id == workspace_id, mine).order_by(
            *table.__table__.primary_key.columns
        )
        yield Section(name, about, keys, _read(ordered))


def _hashes(workspace_id: int, person: int) -> Select[Any]:
    """The keyed hashes of her addresses."""
    of_email = (EmailAddress.workspace_id == AddressHash.workspace_id) & (
        EmailAddress.id == AddressHash.email_id
    )
    hashes = select(AddressHash.address_key).join(EmailAddress, of_email)
    return hashes.where(AddressHash.workspace_id == workspace_id, EmailAddress.constituent_id == person)


def _reports(workspace_id: int, person: int) -> Section:
    """What sending services reported about her addresses; their calls as they came say the same."""
    query = select(*(getattr(EmailReport, key) for key in REPORTS)).where(
        EmailReport.workspace_id == workspace_id, EmailReport.address_key.in_(_hashes(workspace_id, person))
    )
    about = "reports of the sending services about the addresses, for as long as they are kept"
    return Section("service_reports", about, REPORTS, _read(query.order_by(EmailReport.at, EmailReport.id)))


def _changes(workspace_id: int, person: int) -> Section:
    query = (
        select(*(getattr(JournalEntry, key) for key in CHANGES))
        .where(
            JournalEntry.workspace_id == workspace_id,
            JournalEntry.subject.in_((Subject.CONSTITUENT, Subject.EXPORT)),
            JournalEntry.subject_id == person,
        )
        .order_by(JournalEntry.id)
    )
    return Section("changes", "every change of the record", CHANGES, _read(query))


def _rows(workspace_id: int, who: Existing) -> Section:
    columns = (
        *(Batch.number.label("import"), Batch.name.label("file"), BatchRow.number.label("row")),
        *(BatchRow.cells, BatchRow.edited, BatchRow.outcome, BatchRow.action, BatchRow.state),
    )
    keys = {email_key(address) for address in addresses(workspace_id, who)}
    query = (
        select(*columns)
        .join(Batch, (Batch.workspace_id == BatchRow.workspace_id) & (Batch.id == BatchRow.batch_id))
        .where(BatchRow.workspace_id == workspace_id, rows_about(workspace_id, who.id, keys))
        .order_by(Batch.number, BatchRow.number)
    )
    return Section("import_rows", "rows of imports and batches about the person", ROWS, _read(query))
