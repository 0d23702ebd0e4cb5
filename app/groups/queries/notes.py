"""One member of a group's stored list."""

from sqlalchemy import select

from app.db import db
from app.groups.models import Group, GroupMember


def member(group: Group, person: int) -> GroupMember | None:
    """This person's row in the group's list, or None."""
    query = select(GroupMember).where(
        GroupMember.workspace_id == group.workspace_id,
        GroupMember.group_id == group.id,
        GroupMember.constituent_id == person,
    )
    return db.session.scalar(query)
