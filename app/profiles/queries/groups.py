"""Groups, as the screens about people name them."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.constituents.domain.text import visible
from app.db import db
from app.groups.models import Group, GroupMember


def groups_of(workspace: Workspace, constituent_id: int) -> Sequence[Group]:
    """The groups a person is in, as last calculated, by name."""
    of_group = (GroupMember.workspace_id == Group.workspace_id) & (GroupMember.group_id == Group.id)
    query = (
        select(Group)
        .join(GroupMember, of_group)
        .where(
            Group.workspace_id == workspace.id,
            GroupMember.constituent_id == constituent_id,
            Group.archived_at.is_(None),
        )
        .order_by(Group.name)
    )
    return db.session.scalars(query).all()


def groups_named(workspace: Workspace, text: str, *, limit: int) -> Sequence[Group]:
    """Groups whose name contains the text, in any case of letters; none for a blank text."""
    wanted = visible(text)
    if not wanted:
        return []
    query = (
        select(Group)
        .where(
            Group.workspace_id == workspace.id,
            Group.archived_at.is_(None),
            func.lower(Group.name).contains(wanted.lower(), autoescape=True),
        )
        .order_by(Group.name)
        .limit(limit)
    )
    return db.session.scalars(query).all()
