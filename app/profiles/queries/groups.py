"""Groups, as the screens about people name them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from app.accounts.models import Workspace
from app.constituents.domain.text import visible
from app.db import db
from app.gathered import HERE, about
from app.groups.models import Group, GroupMember


def groups_of_her() -> Select[*tuple[Any, ...]]:
    """The groups a person is in, as last calculated, for a statement about one person."""
    of_group = (GroupMember.workspace_id == Group.workspace_id) & (GroupMember.group_id == Group.id)
    query = select(Group.id, Group.name, Group.kind, Group.calculated_at, GroupMember.by)
    return query.join(GroupMember, of_group).where(
        Group.workspace_id == HERE, *about(GroupMember), Group.archived_at.is_(None)
    )


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
