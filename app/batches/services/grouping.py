"""The people of an import in a static group: a new one, or one that is there."""

from dataclasses import dataclass

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.batches.domain.grouping import Whom
from app.batches.models import Batch
from app.batches.queries.grouping import in_import
from app.groups import services as groups
from app.groups.domain.kinds import JoinedBy
from app.groups.models import Group
from app.words import _


@dataclass(frozen=True, slots=True)
class Grouped:
    """The new group, and how many of those whom the import added are in it."""

    group: Group
    people: int


def save_created(workspace: Workspace, batch: Batch, *, name: str, actor: Actor) -> Grouped | groups.Refused:
    """Put everybody whom the import added, and who is here, into a new static group.

    To be in it is no reason to stay when the import is undone. Flushes; the caller commits.
    """
    saved = groups.save_people(
        workspace,
        name,
        in_import(batch, Whom.ADDED),
        told=_("Added by {known_as}: {name}", known_as=batch.known_as, name=batch.name)[:300],
        actor=actor,
        by=JoinedBy.BATCH,
    )
    if isinstance(saved, groups.Refused):
        return saved
    return Grouped(saved.group, saved.group.member_count or 0)


def add_to_group(
    workspace: Workspace, batch: Batch, whom: Whom, group: Group, *, note: str, actor: Actor
) -> groups.Moved | groups.Refused:
    """Put the people of an import into a static group, in the same way. Flushes; the caller commits."""
    who = in_import(batch, whom)
    return groups.add_people(workspace, group, who, actor=actor, by=JoinedBy.BATCH, note=note)
