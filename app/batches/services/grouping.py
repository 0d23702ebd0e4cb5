"""A group of all whom an import added."""

from dataclasses import dataclass

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.batches.models import Batch
from app.batches.queries.reverting import created
from app.groups import services as groups
from app.groups.domain.kinds import JoinedBy
from app.groups.models import Group
from app.groups.services.members import MOST_AT_ONCE


@dataclass(frozen=True, slots=True)
class Grouped:
    """The new group, and how many of those whom the import added are in it."""

    group: Group
    people: int


def save_created(workspace: Workspace, batch: Batch, *, name: str, actor: Actor) -> Grouped | groups.Refused:
    """Put everybody whom the import added, and who is here, into a new static group.

    To be in it is no reason to stay when the import is undone. Flushes; the caller commits.
    """
    draft = groups.Draft(name=name, purpose=f"Added by import {batch.number}: {batch.name}")
    saved = groups.create(workspace, draft, actor=actor)
    if isinstance(saved, groups.Refused):
        return saved
    people = after = 0
    while rows := created(batch, after=after, limit=MOST_AT_ONCE):
        after = rows[-1].number
        ids = [row.constituent_id for row in rows if row.constituent_id]
        moved = groups.add_members(workspace, saved.group, ids, actor=actor, by=JoinedBy.BATCH)
        if isinstance(moved, groups.Refused):
            return moved
        people += moved.count
    return Grouped(saved.group, people)
