"""Taking a person who is erased out of every group."""

from sqlalchemy import delete, select

from app.accounts.models import Workspace
from app.db import db, now
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group, GroupMember
from app.groups.queries.scope import scope_of
from app.groups.services.counting import count_members


def forget_member(workspace: Workspace, person: int, *, eligible: bool) -> None:
    """Take her off every list. Static groups are counted anew; others keep the counts of their last
    calculation, less her, as far as it can be said: whether she could be emailed then, nobody wrote down.
    """
    mine = (GroupMember.workspace_id == workspace.id, GroupMember.constituent_id == person)
    hers = select(GroupMember.group_id).where(*mine)
    groups = db.session.scalars(select(Group).where(Group.workspace_id == workspace.id, Group.id.in_(hers)))
    found = groups.all()
    db.session.execute(delete(GroupMember).where(*mine), execution_options={"synchronize_session": False})
    scope = scope_of(workspace, None, at=now())
    for group in found:
        if group.kind is GroupKind.STATIC:
            count_members(scope, group)
        else:
            _less_one(group, eligible=eligible)
    db.session.flush()


def _less_one(group: Group, *, eligible: bool) -> None:
    group.member_count = max((group.member_count or 0) - 1, 0)
    mailable = (group.eligible_count or 0) - (1 if eligible else 0)
    group.eligible_count = min(max(mailable, 0), group.member_count)
