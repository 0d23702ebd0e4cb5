"""The list of a static group: adding, removing, and taking either back."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from app.accounts.models import Workspace
from app.audit import queries as journal
from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, record
from app.constituents.locking import still_here
from app.db import db, insert_all, now
from app.groups.domain.kinds import GroupKind, JoinedBy
from app.groups.models import Group, GroupMember
from app.groups.queries.lists import already_in
from app.groups.queries.scope import scope_of
from app.groups.services.counting import count_members
from app.groups.services.editing import Refused

MOST_AT_ONCE = 5_000
_ADDED, _REMOVED = "members added", "members removed"


@dataclass(frozen=True, slots=True)
class Moved:
    """How many joined or left, and the change set that undoes it; 0 when nothing changed."""

    count: int
    change_set: int


def add_members(
    workspace: Workspace, group: Group, ids: Sequence[int], *, actor: Actor, by: JoinedBy = JoinedBy.HAND
) -> Moved | Refused:
    """Put people into a static group; who is in it already, or does not exist, is passed over."""
    if refused := _refusal(group, ids):
        return refused
    fresh = sorted(still_here(workspace.id, ids) - already_in(workspace, group.id, ids))
    at = now()
    row = {"workspace_id": workspace.id, "group_id": group.id, "since": at, "by": by, "added_by": actor.id}
    insert_all(GroupMember, [{**row, "constituent_id": who} for who in fresh])
    return _moved(workspace, group, fresh, _ADDED, actor)


def remove_members(
    workspace: Workspace, group: Group, ids: Sequence[int], *, actor: Actor
) -> Moved | Refused:
    """Take people out of a static group."""
    if refused := _refusal(group, ids):
        return refused
    leaving = sorted(already_in(workspace, group.id, ids))
    db.session.execute(
        delete(GroupMember).where(
            GroupMember.workspace_id == workspace.id,
            GroupMember.group_id == group.id,
            GroupMember.constituent_id.in_(leaving),
        )
    )
    return _moved(workspace, group, leaving, _REMOVED, actor)


def undo(workspace: Workspace, group: Group, change_set: int, *, actor: Actor) -> Moved | Refused:
    """Take back one adding or removing; who moved again since stays as she is."""
    back = actor.with_via(Via.UNDO)
    for entry in journal.of_change_set(workspace.id, change_set):
        if (entry.subject, entry.subject_id) != (Subject.GROUP, group.id):
            continue
        if entry.field == _ADDED:
            return remove_members(workspace, group, entry.after or [], actor=back)
        if entry.field == _REMOVED:
            return add_members(workspace, group, entry.before or [], actor=back)
    return Refused(None, "There is nothing to undo here.")


def _refusal(group: Group, ids: Sequence[int]) -> Refused | None:
    if group.kind is not GroupKind.STATIC:
        return Refused(None, "The rule decides who is in a dynamic group.")
    if len(ids) > MOST_AT_ONCE:
        return Refused(None, f"Move at most {MOST_AT_ONCE:,} people at once.")
    return None


def _moved(workspace: Workspace, group: Group, ids: Sequence[int], field: str, actor: Actor) -> Moved:
    if not ids:
        return Moved(0, 0)
    count_members(scope_of(workspace, None, at=now()), group)
    before, after = (list(ids), None) if field == _REMOVED else (None, list(ids))
    change = Change(Subject.GROUP, group.id, field, before=before, after=after)
    return Moved(len(ids), record(group.workspace_id, actor, [change]))
