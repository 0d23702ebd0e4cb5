"""Taking people who are gone out of every group."""

from collections import Counter
from collections.abc import Callable, Collection

from sqlalchemy import delete, select

from app.accounts.models import Workspace
from app.constituents.queries import in_parts
from app.db import db, now
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group, GroupMember, GroupPin, GroupStay
from app.groups.queries.scope import scope_of
from app.groups.services.counting import count_members
from app.groups.services.remembering import note_change


def forget_member(workspace: Workspace, person: int, *, eligible: bool) -> None:
    """Take her off every list. Static groups are counted anew; others keep the counts of their last
    calculation, less her, as far as it can be said: whether she could be emailed then, nobody wrote down.
    """
    mine = (GroupMember.workspace_id == workspace.id, GroupMember.constituent_id == person)
    hers = select(GroupMember.group_id).where(*mine)
    groups = db.session.scalars(select(Group).where(Group.workspace_id == workspace.id, Group.id.in_(hers)))
    found = groups.all()
    db.session.execute(delete(GroupMember).where(*mine), execution_options={"synchronize_session": False})
    _forget_history(workspace, [person])
    scope = scope_of(workspace, None, at=now())
    for group in found:
        if group.kind is GroupKind.STATIC:
            count_members(scope, group)
        else:
            _less(group, 1, 1 if eligible else 0)
        note_change(group, at=scope.at, joined=0, left=1, cause=Cause.GONE)
    db.session.flush()


def forget_members(
    workspace: Workspace, people: Collection[int], eligible: Callable[[Collection[int]], set[int]]
) -> None:
    """Take people off every list, whose counts become less by as many as leave; no list is counted anew.

    `eligible` tells who of them can be emailed: it is asked once, and only where somebody is in a group.
    """
    places = [
        (group, who)
        for part in in_parts(people)
        for group, who in db.session.execute(
            select(GroupMember.group_id, GroupMember.constituent_id).where(
                GroupMember.workspace_id == workspace.id, GroupMember.constituent_id.in_(part)
            )
        )
    ]
    _forget_history(workspace, people)
    if not places:
        return
    mailable = eligible({who for _, who in places})
    leaving = Counter(group for group, _ in places)
    mailed = Counter(group for group, who in places if who in mailable)
    for part in in_parts({who for _, who in places}):
        mine = (GroupMember.workspace_id == workspace.id, GroupMember.constituent_id.in_(part))
        db.session.execute(delete(GroupMember).where(*mine), execution_options={"synchronize_session": False})
    query = select(Group).where(Group.workspace_id == workspace.id, Group.id.in_(sorted(leaving)))
    for group in db.session.scalars(query.order_by(Group.id).with_for_update(key_share=True)):
        _less(group, leaving[group.id], mailed[group.id])
        note_change(group, at=now(), joined=0, left=leaving[group.id], cause=Cause.GONE)
    db.session.flush()


def _forget_history(workspace: Workspace, people: Collection[int]) -> None:
    """In which groups they were, and were pinned."""
    for table in (GroupStay, GroupPin):
        for part in in_parts(people):
            theirs = (table.workspace_id == workspace.id, table.constituent_id.in_(part))
            db.session.execute(delete(table).where(*theirs), execution_options={"synchronize_session": False})


def _less(group: Group, members: int, eligible: int) -> None:
    group.member_count = max((group.member_count or 0) - members, 0)
    group.count_due_at = now()
    group.eligible_count = min(max((group.eligible_count or 0) - eligible, 0), group.member_count)
