"""Putting people who were selected in a list into a static group, a new one or one that is there."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.groups.models import Group
from app.groups.queries import lists
from app.groups.services.editing import Draft, Refused, Saved, create
from app.groups.services.members import Moved, add_members
from app.words import _


@dataclass(frozen=True, slots=True)
class Added:
    """How many joined which group; `change_set` takes it back and is 0 when nobody joined."""

    group: Group
    count: int
    change_set: int


def add_to_group(
    workspace: Workspace, ids: Sequence[int], *, group_id: int | None, name: str, actor: Actor
) -> Added | Refused:
    """Put people into a static group: one that is there, or a new one of this name."""
    group = _group(workspace, group_id, name, actor)
    if isinstance(group, Refused):
        return group
    match add_members(workspace, group, ids, actor=actor):
        case Moved(count, change_set):
            return Added(group, count, change_set)
        case Refused() as refused:
            return refused


def _group(workspace: Workspace, group_id: int | None, name: str, actor: Actor) -> Group | Refused:
    if group_id is not None:
        return lists.get(workspace, group_id) or Refused("group", _("This group is not there any more."))
    match create(workspace, Draft(name=name), actor=actor):
        case Saved(group):
            return group
        case Refused() as refused:
            return refused
