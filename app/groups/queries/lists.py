"""Groups themselves: one, all, and where they are used."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Event
from app.constituents.queries import in_parts
from app.db import db
from app.groups.domain.kinds import GroupKind
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Rule, references
from app.groups.models import Group, GroupMember
from app.words import _

MOST_EVENTS = 200


def get(workspace: Workspace, group_id: int) -> Group | None:
    """The group with this id, or None."""
    found = select(Group).where(Group.workspace_id == workspace.id, Group.id == group_id)
    return db.session.scalar(found)


def named(workspace: Workspace, name: str) -> Group | None:
    """The group with exactly this name, or None."""
    return db.session.scalar(select(Group).where(Group.workspace_id == workspace.id, Group.name == name))


def groups(workspace: Workspace) -> Sequence[Group]:
    """All groups in use, by name."""
    return db.session.scalars(
        select(Group)
        .where(Group.workspace_id == workspace.id, Group.archived_at.is_(None))
        .order_by(Group.name)
    ).all()


def choices(workspace: Workspace) -> list[tuple[int, str]]:
    """Ids and names of all groups in use, for a choice; it says which of them are broken."""
    return [
        (group.id, _("{name} (broken)", name=group.name) if group.broken_reason else group.name)
        for group in groups(workspace)
    ]


def static_ones(workspace: Workspace) -> list[tuple[int, str]]:
    """Ids and names of the static groups in use, for a choice of where to put people."""
    query = select(Group.id, Group.name).where(
        Group.workspace_id == workspace.id, Group.archived_at.is_(None), Group.kind == GroupKind.STATIC
    )
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Group.name))]


def used_in(group_id: int, among: Sequence[Group]) -> list[Group]:
    """The groups whose rules refer to this one."""
    return [other for other in among if group_id in _referred(other)]


def _referred(group: Group) -> frozenset[int]:
    rule = parse_rule(group.rule) if group.rule else None
    return references(rule).groups if isinstance(rule, Rule) else frozenset()


def events(workspace: Workspace) -> list[tuple[int, str]]:
    """The latest events, for a choice."""
    query = select(Event.id, Event.name).where(Event.workspace_id == workspace.id)
    rows = db.session.execute(query.order_by(Event.starts_at.desc(), Event.id.desc()).limit(MOST_EVENTS))
    return [(row.id, row.name) for row in rows]


def already_in(workspace: Workspace, group_id: int, ids: Iterable[int]) -> set[int]:
    """Which of these people stand in the group's list."""
    found: set[int] = set()
    for part in in_parts(ids):
        query = select(GroupMember.constituent_id).where(
            GroupMember.workspace_id == workspace.id,
            GroupMember.group_id == group_id,
            GroupMember.constituent_id.in_(part),
        )
        found |= set(db.session.scalars(query))
    return found
