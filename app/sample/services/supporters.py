"""The people and organizations of the sample."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import update

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.constituents.models import Constituent
from app.db import db
from app.sample.domain import facts
from app.sample.domain.people import Person
from app.sample.services.chunks import SOURCE, chunks
from app.updates.domain.plan import create_plan
from app.updates.services import Applied, Task, apply_all


def add_people(workspace: Workspace, everybody: Sequence[Person], actor: Actor, today: date) -> list[int]:
    ids = []
    for chunk in chunks(everybody):
        tasks = [
            Task(plan=create_plan(person.record), kind=person.record.kind, source=SOURCE) for person in chunk
        ]
        results = apply_all(workspace.id, tasks, actor=actor)
        ids += [result.record.id for result in results if isinstance(result, Applied)]
    _age(workspace.id, everybody, ids)
    return ids


def _age(workspace_id: int, everybody: Sequence[Person], ids: Sequence[int]) -> None:
    """Supporters came over the years, and some have died; the sample remembers when."""
    rows = [
        {
            "workspace_id": workspace_id,
            "id": who,
            "created_at": facts.at_noon(person.since),
            "is_deceased": person.deceased is not None,
            "deceased_year": person.deceased.year if person.deceased else None,
        }
        for who, person in zip(ids, everybody, strict=True)
    ]
    db.session.execute(update(Constituent), rows)
