"""The list of a static group: adding, taking out, and taking either back. Sets, whatever the number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, select

from app.accounts.models import Workspace
from app.activity.queries.asked import any_of
from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, record
from app.constituents.locking import still_here
from app.constituents.models import Constituent
from app.constituents.queries import in_parts
from app.db import db, new_id, now
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import GroupKind, JoinedBy
from app.groups.models import Group, GroupMember
from app.groups.queries.changes import ADDED, REMOVED, act_of
from app.groups.queries.scope import scope_of
from app.groups.queries.sets import among
from app.groups.services.counting import count_members
from app.groups.services.editing import Refused
from app.groups.services.filling import put_in
from app.groups.services.remembering import note_change, one_list_writer, put_back, take_out
from app.words import _, figure

MOST_AT_ONCE = 50_000
"""How many people can be named one by one in one act."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How many joined or left, and the change set that undoes it; 0 when nothing changed."""

    count: int
    change_set: int


@dataclass(frozen=True, slots=True)
class _Act:
    """One change of a list: when, by whom, and the change set by which it is undone."""

    workspace: Workspace
    group: Group
    actor: Actor
    at: datetime
    change_set: int
    cause: Cause = Cause.LIST


def add_members(
    workspace: Workspace,
    group: Group,
    ids: Sequence[int],
    *,
    actor: Actor,
    by: JoinedBy = JoinedBy.HAND,
    note: str = "",
) -> Moved | Refused:
    """Put people into a static group; who is in it already, or does not exist, is passed over.

    The note is kept with each of those who join.
    """
    if refused := _refusal(group, ids):
        return refused
    act = _begin(workspace, group, actor)
    here = {who for part in in_parts(ids) for who in still_here(workspace.id, part)}
    return _ended(act, ADDED, _join(act, among(here), by, note))


def add_people(
    workspace: Workspace,
    group: Group,
    who: ColumnElement[bool],
    *,
    actor: Actor,
    by: JoinedBy = JoinedBy.COPY,
    note: str = "",
) -> Moved | Refused:
    """Put everybody whom a condition about `Constituent` means now into a static group."""
    if refused := _refusal(group):
        return refused
    act = _begin(workspace, group, actor)
    return _ended(act, ADDED, _join(act, who, by, note))


def remove_members(
    workspace: Workspace, group: Group, ids: Sequence[int], *, actor: Actor
) -> Moved | Refused:
    """Take people out of a static group."""
    if refused := _refusal(group, ids):
        return refused
    act = _begin(workspace, group, actor)
    return _ended(act, REMOVED, _leave(act, GroupMember.constituent_id.in_(any_of(set(ids)))))


def remove_people(
    workspace: Workspace, group: Group, who: ColumnElement[bool], *, actor: Actor
) -> Moved | Refused:
    """Take out everybody whom a condition about `Constituent` means now."""
    if refused := _refusal(group):
        return refused
    act = _begin(workspace, group, actor)
    met = select(Constituent.id).where(Constituent.workspace_id == workspace.id, who)
    return _ended(act, REMOVED, _leave(act, GroupMember.constituent_id.in_(met)))


def undo(workspace: Workspace, group: Group, change_set: int, *, actor: Actor) -> Moved | Refused:
    """Take back one adding or taking out; who moved again since stays as she is.

    Whoever comes back is in it since when, by whom and with the note that she was.
    """
    if refused := _refusal(group):
        return refused
    act = replace(_begin(workspace, group, actor.with_via(Via.UNDO)), cause=Cause.UNDO)
    done = act_of(workspace, group, change_set)
    if done == ADDED:
        return _ended(act, REMOVED, _leave(act, GroupMember.change_set == change_set))
    if done == REMOVED:
        return _ended(act, ADDED, put_back(workspace.id, group.id, change_set))
    return Refused(None, _("There is nothing to undo here."))


def _begin(workspace: Workspace, group: Group, actor: Actor) -> _Act:
    db.session.flush()
    one_list_writer(group.id)
    return _Act(workspace, group, actor, now(), actor.change_set or new_id())


def _refusal(group: Group, ids: Sequence[int] = ()) -> Refused | None:
    if group.kind is not GroupKind.STATIC:
        return Refused(None, _("The rule decides who is in a dynamic group."))
    if group.archived_at is not None:
        return Refused(None, _("This group is archived. Bring it back first."))
    if len(ids) > MOST_AT_ONCE:
        return Refused(None, _("Name at most {most} people at once.", most=figure(MOST_AT_ONCE)))
    return None


def _join(act: _Act, who: ColumnElement[bool], by: JoinedBy, note: str) -> int:
    return put_in(
        act.workspace.id,
        act.group.id,
        who,
        at=act.at,
        by=by,
        added_by=act.actor.id,
        note=note,
        change_set=act.change_set,
    )


def _leave(act: _Act, which: ColumnElement[bool]) -> int:
    return take_out(
        act.workspace.id,
        act.group.id,
        which,
        at=act.at,
        cause=act.cause,
        by=act.actor.id,
        change_set=act.change_set,
    )


def _ended(act: _Act, field: str, count: int) -> Moved:
    """Count the list anew and write down what was done, where anything was."""
    if not count:
        return Moved(0, 0)
    count_members(scope_of(act.workspace, None, at=act.at), act.group)
    joined, left = (count, 0) if field == ADDED else (0, count)
    note_change(act.group, at=act.at, joined=joined, left=left, cause=act.cause, by=act.actor.id)
    before, after = (None, count) if field == ADDED else (count, None)
    change = Change(Subject.GROUP, act.group.id, field, before=before, after=after)
    record(act.workspace.id, act.actor, [change], change_set=act.change_set)
    return Moved(count, act.change_set)
