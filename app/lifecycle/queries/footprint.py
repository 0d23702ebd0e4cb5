"""What Kith holds about one person, in numbers: what an erasure would take, and what it would leave."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from app.accounts.models import Workspace
from app.activity.models import Delivery, Donation, EmailEvent, Registration
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batches.models import BatchRow
from app.consent.models import AddressHash, ConsentEvent
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


def footprint(workspace: Workspace, person: int) -> Footprint:
    """The numbers of one person, in one statement."""

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
        *(_rows(workspace.id, person), _changes(workspace.id, person)),
        *(of(Donation), of(Registration), _ledger(workspace.id, person)),
        *(_addresses(workspace.id, person), _others(workspace.id, person)),
    )
    numbers: tuple[int, ...] = tuple(db.session.execute(select(*columns)).one())
    return Footprint(*numbers)


def _rows(workspace_id: int, person: int) -> ColumnElement[int]:
    about = or_(BatchRow.constituent_id == person, BatchRow.target_id == person)
    return select(func.count()).where(BatchRow.workspace_id == workspace_id, about).scalar_subquery()


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


def _hashes(workspace_id: int, person: int) -> Any:
    return (
        select(AddressHash.address_key)
        .join(
            EmailAddress,
            (EmailAddress.workspace_id == AddressHash.workspace_id)
            & (EmailAddress.id == AddressHash.email_id),
        )
        .where(AddressHash.workspace_id == workspace_id, EmailAddress.constituent_id == person)
    )


def _addresses(workspace_id: int, person: int) -> ColumnElement[int]:
    hashes = _hashes(workspace_id, person).distinct().subquery()
    return select(func.count()).select_from(hashes).scalar_subquery()


def _others(workspace_id: int, person: int) -> ColumnElement[int]:
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
            AddressHash.address_key.in_(_hashes(workspace_id, person)),
        )
        .scalar_subquery()
    )


def groups_of(workspace: Workspace, person: int) -> int:
    """In how many groups somebody is."""
    query = select(func.count()).where(
        GroupMember.workspace_id == workspace.id, GroupMember.constituent_id == person
    )
    return db.session.scalar(query) or 0
