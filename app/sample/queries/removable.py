"""Who is of the sample, whom of them something else was brought to, and what would go with the others."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, func, or_, select

from app.accounts.models import Workspace
from app.activity.models import Donation, EmailEvent, Registration
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.batches.models import Batch
from app.constituents.queries import existing, in_parts
from app.db import db
from app.groups.models import Group
from app.sample.domain.origin import SOURCE
from app.sample.domain.why import Why
from app.sample.queries.held import BY_HAND, batches_of, held, passed_over, people_of, told

MOST_NAMED = 50
"""How many of those who stay are named."""


@dataclass(frozen=True, slots=True)
class Stays:
    """Somebody of the sample who stays, and why."""

    id: int
    name: str
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Removable:
    """What a removal of the sample takes, by ids and in numbers; `staying` are people who stay, and why.
    `imports` are what brought something of your own to them, `batches` those of the sample that stay."""

    people: frozenset[int]
    staying: Mapping[int, tuple[Why, ...]]
    imports: tuple[Batch, ...]
    batches: tuple[Batch, ...]
    gifts: int
    registrations: int
    messages: int


def removable(workspace: Workspace) -> Removable:
    """Everybody of the sample, apart by whether something of another origin was brought to them."""
    here = frozenset(db.session.scalars(people_of(workspace.id)))
    staying = {who: why for who, why in held(workspace.id).items() if who in here}
    people = here - staying.keys()
    numbers = [_count(workspace.id, table, people) for table in (Donation, Registration, EmailEvent)]
    return Removable(people, staying, _imports(workspace), _written_in(workspace), *numbers)


def named(workspace: Workspace, found: Removable) -> list[Stays]:
    """The first of those who stay, by name."""
    first = existing(workspace.id, sorted(found.staying)[:MOST_NAMED])
    everybody = [Stays(who, record.display, found.staying[who]) for who, record in first.items()]
    return sorted(everybody, key=lambda each: (each.name.casefold(), each.id))


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
    """The batches that came with the sample and that staff wrote nothing in."""
    return list(db.session.scalars(batches_of(workspace.id, written=False)))


def groups(workspace: Workspace) -> list[Group]:
    """The groups that came with the sample and that nobody changed since."""
    query = select(Group).where(
        Group.workspace_id == workspace.id,
        told(workspace.id, Subject.GROUP, Group.id, JournalEntry.via == Via.SEED),
        ~told(workspace.id, Subject.GROUP, Group.id, JournalEntry.via.in_(BY_HAND)),
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


def _imports(workspace: Workspace) -> tuple[Batch, ...]:
    """The imports that changed people of the sample, the latest first."""
    sample = people_of(workspace.id)
    touched = exists().where(
        JournalEntry.workspace_id == workspace.id,
        JournalEntry.batch_id == Batch.id,
        JournalEntry.via == Via.BATCH,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id.in_(sample),
    )
    reported = exists().where(
        EmailEvent.workspace_id == workspace.id,
        EmailEvent.batch_id == Batch.id,
        EmailEvent.constituent_id.in_(sample),
    )
    query = select(Batch).where(
        Batch.workspace_id == workspace.id,
        or_(touched, reported),
        Batch.id.not_in(passed_over(workspace.id)),
    )
    return tuple(db.session.scalars(query.order_by(Batch.number.desc())))


def _written_in(workspace: Workspace) -> tuple[Batch, ...]:
    """The batches of the sample that stay, as staff wrote in them."""
    query = select(Batch).where(
        Batch.workspace_id == workspace.id, Batch.id.in_(batches_of(workspace.id, written=True))
    )
    return tuple(db.session.scalars(query.order_by(Batch.number)))


def things(workspace_id: int, table: Any) -> list[int]:
    """The ids of the events or mailings that came with the sample."""
    query = select(table.id).where(table.workspace_id == workspace_id, table.source == SOURCE)
    return list(db.session.scalars(query))
