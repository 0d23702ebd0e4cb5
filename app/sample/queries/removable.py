"""Who is of the sample, whom of them something else was brought to, and what would go with the others."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select, union

from app.accounts.models import Workspace
from app.activity.models import Donation, EmailEvent, Registration, SoftCredit
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.constituents.models import Constituent, Departure
from app.constituents.queries import in_parts
from app.db import db
from app.groups.models import Group
from app.sample.domain.origin import SOURCE


@dataclass(frozen=True, slots=True)
class Removable:
    """What a removal of the sample takes, by ids and in numbers; `staying` are people who stay, and
    `imports` what brought something of your own to them."""

    people: frozenset[int]
    staying: frozenset[int]
    imports: tuple[Batch, ...]
    gifts: int
    registrations: int
    messages: int


def removable(workspace: Workspace) -> Removable:
    """Everybody of the sample, apart by whether something of another origin was brought to them."""
    here = frozenset(db.session.scalars(_people(workspace.id)))
    staying = frozenset(db.session.scalars(_brought_to(workspace.id)))
    people = here - staying
    numbers = [_count(workspace.id, table, people) for table in (Donation, Registration, EmailEvent)]
    return Removable(people, staying & here, _imports(workspace), *numbers)


def ids_of(workspace_id: int, table: Any, people: Collection[int]) -> list[int]:
    """The ids of the facts of these people."""
    return [
        key
        for part in in_parts(people)
        for key in db.session.scalars(
            select(table.id).where(table.workspace_id == workspace_id, table.constituent_id.in_(part))
        )
    ]


def batches(workspace: Workspace) -> list[int]:
    """The batches that came with the sample."""
    return list(db.session.scalars(_batches(workspace.id)))


def groups(workspace: Workspace) -> list[Group]:
    """The groups that came with the sample and that nobody changed since."""
    query = select(Group).where(
        Group.workspace_id == workspace.id,
        _told(workspace.id, Subject.GROUP, Group.id, JournalEntry.via == Via.SEED),
        ~_told(workspace.id, Subject.GROUP, Group.id, JournalEntry.via == Via.FORM),
    )
    return list(db.session.scalars(query.order_by(Group.id)))


def _count(workspace_id: int, table: Any, people: Collection[int]) -> int:
    return sum(
        db.session.scalar(
            select(func.count()).where(table.workspace_id == workspace_id, table.constituent_id.in_(part))
        )
        or 0
        for part in in_parts(people)
    )


def _people(workspace_id: int) -> Select[Any]:
    """Whoever says so, and of whom the journal tells that the sample added her."""
    return select(Constituent.id).where(
        Constituent.workspace_id == workspace_id,
        Constituent.source == SOURCE,
        _told(workspace_id, Subject.CONSTITUENT, Constituent.id, JournalEntry.via == Via.SEED),
    )


def _told(workspace_id: int, subject: Subject, key: Any, *which: Any) -> Any:
    """Whether the journal has such a line about something."""
    return exists().where(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject == subject,
        JournalEntry.subject_id == key,
        *which,
    )


def _batches(workspace_id: int) -> Select[Any]:
    query = select(Batch.id).where(Batch.workspace_id == workspace_id)
    return query.where(_told(workspace_id, Subject.BATCH, Batch.id, JournalEntry.via == Via.SEED))


def _passed_over(workspace_id: int) -> Select[Any]:
    """Batches that brought nothing of your own: those of the sample, and those that were undone."""
    undone = and_(Batch.workspace_id == workspace_id, Batch.status == BatchStatus.UNDONE)
    return select(Batch.id).where(or_(Batch.id.in_(_batches(workspace_id)), undone))


def _brought_to(workspace_id: int) -> Any:
    """Whom a row of an import changed, another record was merged into, or another's facts are of."""
    own, sample = _passed_over(workspace_id), _people(workspace_id)
    changed = select(JournalEntry.subject_id).where(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id.in_(sample),
        JournalEntry.via == Via.BATCH,
        JournalEntry.batch_id.not_in(own),
    )
    merged = select(Departure.into_id).where(
        Departure.workspace_id == workspace_id,
        Departure.into_id.in_(sample),
        _told(workspace_id, Subject.CONSTITUENT, Departure.constituent_id),
        ~_told(workspace_id, Subject.CONSTITUENT, Departure.constituent_id, JournalEntry.via == Via.SEED),
    )
    facts = [
        select(table.constituent_id).where(
            table.workspace_id == workspace_id,
            table.constituent_id.in_(sample),
            table.source != SOURCE,
            or_(table.batch_id.is_(None), table.batch_id.not_in(own)),
        )
        for table in (Donation, Registration)
    ]
    thanked = (
        select(SoftCredit.constituent_id)
        .join(Donation, (Donation.workspace_id == workspace_id) & (Donation.id == SoftCredit.donation_id))
        .where(SoftCredit.workspace_id == workspace_id, SoftCredit.constituent_id.in_(sample))
        .where(Donation.constituent_id.not_in(sample))
    )
    return union(changed, merged, *facts, thanked)


def _imports(workspace: Workspace) -> tuple[Batch, ...]:
    """The imports that changed people of the sample, the latest first."""
    sample = _people(workspace.id)
    touched = exists().where(
        JournalEntry.workspace_id == workspace.id,
        JournalEntry.batch_id == Batch.id,
        JournalEntry.via == Via.BATCH,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id.in_(sample),
    )
    query = select(Batch).where(
        Batch.workspace_id == workspace.id, touched, Batch.id.not_in(_passed_over(workspace.id))
    )
    return tuple(db.session.scalars(query.order_by(Batch.number.desc())))


def things(workspace_id: int, table: Any) -> list[int]:
    """The ids of the events or mailings that came with the sample."""
    query = select(table.id).where(table.workspace_id == workspace_id, table.source == SOURCE)
    return list(db.session.scalars(query))
