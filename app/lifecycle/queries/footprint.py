"""What Kith holds about one person, in numbers: what an erasure would take, and what it would leave."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select

from app.accounts.models import Workspace
from app.activity.models import Delivery, Donation, EmailEvent, Registration
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batches.models import BatchRow
from app.batches.queries import rows_about
from app.consent.domain.address_keys import address_key
from app.consent.models import AddressHash, ConsentEvent
from app.constituents.domain.emails import email_key
from app.constituents.models import Address, EmailAddress, ExternalId, FormerName, Phone
from app.cultivation.models import Constituency, Note, Prospect
from app.db import db
from app.groups.models import GroupMember


@dataclass(frozen=True, slots=True)
class Footprint:
    """How many of each; `others` are people who share an address, and would not be emailed there either."""

    points: int
    names: int
    external_ids: int
    notes: int
    roles: int
    messages: int
    groups: int
    rows: int
    changes: int
    donations: int
    registrations: int
    ledger: int
    addresses: int
    others: int


def footprint(workspace: Workspace, person: int, addresses: Collection[str]) -> Footprint:
    """The numbers of one person, in three statements; `addresses` are all that were ever hers."""
    keys = {address_key(address, workspace.address_secret) for address in addresses}

    def of(*tables: Any) -> ColumnElement[int]:
        counts = [
            select(func.count())
            .where(table.workspace_id == workspace.id, table.constituent_id == person)
            .scalar_subquery()
            for table in tables
        ]
        return sum(counts[1:], start=counts[0])

    columns = (
        *(of(EmailAddress, Phone, Address), of(FormerName), of(ExternalId), of(Note)),
        *(of(Constituency, Prospect), of(Delivery, EmailEvent), of(GroupMember)),
        *(_rows(workspace.id, person, addresses), _changes(workspace.id, person)),
        *(of(Donation), of(Registration), _ledger(workspace.id, person)),
        *(literal(len(keys)), _others(workspace.id, person, keys)),
    )
    numbers: tuple[int, ...] = tuple(db.session.execute(select(*columns)).one())
    return Footprint(*numbers)


def _rows(workspace_id: int, person: int, addresses: Collection[str]) -> ColumnElement[int]:
    hers = rows_about(workspace_id, person, {email_key(address) for address in addresses})
    return select(func.count()).where(BatchRow.workspace_id == workspace_id, hers).scalar_subquery()


def _changes(workspace_id: int, person: int) -> ColumnElement[int]:
    return (
        select(func.count())
        .where(
            JournalEntry.workspace_id == workspace_id,
            JournalEntry.subject == Subject.CONSTITUENT,
            JournalEntry.subject_id == person,
        )
        .scalar_subquery()
    )


def _ledger(workspace_id: int, person: int) -> ColumnElement[int]:
    mine = (ConsentEvent.workspace_id == workspace_id, ConsentEvent.subject_id == person)
    return select(func.count()).where(*mine).scalar_subquery()


def _others(workspace_id: int, person: int, keys: Collection[str]) -> ColumnElement[int]:
    return (
        select(func.count(EmailAddress.constituent_id.distinct()))
        .join(
            AddressHash,
            (AddressHash.workspace_id == EmailAddress.workspace_id)
            & (AddressHash.email_id == EmailAddress.id),
        )
        .where(
            EmailAddress.workspace_id == workspace_id,
            EmailAddress.constituent_id != person,
            EmailAddress.is_active,
            AddressHash.address_key.in_(sorted(keys)),
        )
        .scalar_subquery()
    )


def groups_of(workspace: Workspace, person: int) -> int:
    """In how many groups somebody is."""
    query = select(func.count()).where(
        GroupMember.workspace_id == workspace.id, GroupMember.constituent_id == person
    )
    return db.session.scalar(query) or 0
