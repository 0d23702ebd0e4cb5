"""The people and organizations of the sample."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import update

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.constituents import services as constituents
from app.constituents.domain.departure import Departed
from app.constituents.domain.journal import lines
from app.constituents.domain.record import Existing
from app.constituents.models import Constituent, Departure
from app.constituents.services import Rewrite
from app.db import db, new_id
from app.sample.domain import facts
from app.sample.domain.origin import SOURCE
from app.sample.domain.person import Person, Story
from app.sample.services.chunks import chunks
from app.updates.domain.plan import create_plan
from app.updates.services import Applied, Task, apply_all


def add_people(workspace: Workspace, everybody: Sequence[Person], actor: Actor) -> list[int]:
    """Add everybody; answers their ids in the same order."""
    known: list[Existing] = []
    for chunk in chunks(everybody):
        tasks = [
            Task(plan=create_plan(person.record), kind=person.record.kind, source=SOURCE) for person in chunk
        ]
        results = apply_all(workspace.id, tasks, actor=actor)
        known += [result.record for result in results if isinstance(result, Applied)]
    _tell_more(workspace.id, everybody, known, actor)
    _age(workspace.id, everybody, known)
    _join(workspace.id, everybody, known, actor)
    return [each.id for each in known]


def _tell_more(
    workspace_id: int, everybody: Sequence[Person], known: Sequence[Existing], actor: Actor
) -> None:
    """What no new record has: former names, addresses that have ended, a death."""
    rewrites = [
        Rewrite(before, _told(before, person), SOURCE)
        for before, person in zip(known, everybody, strict=True)
        if person.former_names or person.homes or person.died
    ]
    written = constituents.write(workspace_id, rewrites)
    record(
        workspace_id,
        actor,
        [
            Change(
                subject=Subject.CONSTITUENT,
                subject_id=after.id,
                field=line.field,
                before=line.before,
                after=line.after,
                item_id=line.item_id,
            )
            for rewrite, after in zip(rewrites, written, strict=True)
            for line in lines(rewrite.before, after)
        ],
    )


def _told(before: Existing, person: Person) -> Existing:
    return replace(
        before,
        former_names=person.former_names,
        addresses=(*person.homes, *before.addresses),
        deceased=person.died is not None,
        died=person.died,
    )


def _age(workspace_id: int, everybody: Sequence[Person], known: Sequence[Existing]) -> None:
    """Supporters came over the years; the sample remembers when."""
    rows = [
        {"workspace_id": workspace_id, "id": who.id, "created_at": facts.at_noon(person.since)}
        for who, person in zip(known, everybody, strict=True)
    ]
    db.session.execute(update(Constituent), rows)


def _join(workspace_id: int, everybody: Sequence[Person], known: Sequence[Existing], actor: Actor) -> None:
    """The number that somebody had in the database she was in as well leads to her."""
    joined = [who.id for who, person in zip(known, everybody, strict=True) if person.story is Story.JOINED]
    numbers = constituents.next_numbers(workspace_id, "lookup", len(joined))
    db.session.add_all(
        Departure(
            workspace_id=workspace_id,
            constituent_id=new_id(),
            lookup_number=number,
            kind=Departed.MERGED,
            into_id=into,
            actor_id=actor.id,
            actor=actor.label,
        )
        for number, into in zip(numbers, joined, strict=True)
    )
    db.session.flush()
