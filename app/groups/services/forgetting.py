"""Taking a person who is erased out of every group."""

from sqlalchemy import delete, select, update

from app.db import db
from app.groups.models import Group, GroupMember


def forget_member(workspace_id: int, person: int, *, eligible: bool) -> None:
    """Take her off every list and out of its counts, which otherwise stay as they were calculated."""
    mine = (GroupMember.workspace_id == workspace_id, GroupMember.constituent_id == person)
    db.session.execute(
        update(Group)
        .where(Group.workspace_id == workspace_id, Group.id.in_(select(GroupMember.group_id).where(*mine)))
        .values(
            member_count=Group.member_count - 1,
            eligible_count=Group.eligible_count - (1 if eligible else 0),
        ),
        execution_options={"synchronize_session": False},
    )
    db.session.execute(delete(GroupMember).where(*mine), execution_options={"synchronize_session": False})
