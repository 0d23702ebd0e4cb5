"""What groups remember: who was in them and when, how many they were, and what their rules were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select

from app.accounts.models import Workspace
from app.db import db
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import GroupKind, JoinedBy
from app.groups.models import Group, GroupCalculation, GroupMember, GroupStay, GroupVersion
from app.groups.queries.called import called, with_names

MOST = 100


@dataclass(frozen=True, slots=True)
class Stay:
    """A time that somebody was in a group; `until` is None while she still is. Causes may be unknown."""

    group_id: int
    group: str
    kind: GroupKind
    archived: bool
    since: datetime
    until: datetime | None
    by: JoinedBy
    cause: Cause | None
    left_cause: Cause | None
    note: str


@dataclass(frozen=True, slots=True)
class Moves:
    """How many joined a group and left it."""

    joined: int
    left: int


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody who joined or left at an instant."""

    constituent_id: int
    name: str
    lookup_id: str
    at: datetime
    cause: Cause | None


def history_of(workspace: Workspace, person: int, *, limit: int = MOST) -> list[Stay]:
    """The groups that a person is in, then the times that are over, each newest first; in two statements."""
    return [
        *_stays(workspace.id, person, GroupMember, limit),
        *_stays(workspace.id, person, GroupStay, limit),
    ]


def _stays(workspace_id: int, person: int, table: Any, limit: int) -> list[Stay]:
    is_over = table is GroupStay
    over = (GroupStay.until, GroupStay.left_cause) if is_over else (literal(None), literal(None))
    query = (
        select(Group.id, Group.name, Group.kind, Group.archived_at, table.since, *over)
        .add_columns(table.by, table.cause, table.note)
        .join(table, and_(table.workspace_id == Group.workspace_id, table.group_id == Group.id))
        .where(Group.workspace_id == workspace_id, table.constituent_id == person)
        .order_by((GroupStay.until if is_over else table.since).desc(), Group.id)
        .limit(limit)
    )
    return [
        Stay(key, name, kind, archived is not None, since, until, by, cause, left, note)
        for key, name, kind, archived, since, until, left, by, cause, note in db.session.execute(query)
    ]


def is_move() -> ColumnElement[bool]:
    """Whether a calculation tells who came and went: the first one only tells who is in the group."""
    return GroupCalculation.cause != Cause.FIRST


def since(workspace: Workspace, instant: datetime) -> dict[int, Moves]:
    """How many joined and left since, by the id of the group; those where nobody moved are not in it."""
    joined, left = func.sum(GroupCalculation.joined), func.sum(GroupCalculation.left)
    query = (
        select(GroupCalculation.group_id, joined, left)
        .where(GroupCalculation.workspace_id == workspace.id, GroupCalculation.at >= instant, is_move())
        .group_by(GroupCalculation.group_id)
        .having(joined + left > 0)
    )
    return {group: Moves(int(came), int(went)) for group, came, went in db.session.execute(query)}


def calculations(group: Group, *, limit: int = MOST) -> Sequence[GroupCalculation]:
    """The latest changes of the list, newest first; calculations that changed nothing are among them."""
    query = select(GroupCalculation).where(
        GroupCalculation.workspace_id == group.workspace_id, GroupCalculation.group_id == group.id
    )
    newest = (GroupCalculation.at.desc(), GroupCalculation.id.desc())
    return db.session.scalars(query.order_by(*newest).limit(limit)).all()


def versions(group: Group) -> Sequence[GroupVersion]:
    """The rules that a dynamic group has had, newest first."""
    query = select(GroupVersion).where(
        GroupVersion.workspace_id == group.workspace_id, GroupVersion.group_id == group.id
    )
    return db.session.scalars(query.order_by(GroupVersion.version.desc()).limit(MOST)).all()


def version(group: Group, number: int) -> GroupVersion | None:
    """One version of the rule, or None."""
    return db.session.get(GroupVersion, (group.workspace_id, group.id, number))


def joiners(group: Group, instant: datetime, *, limit: int = 20) -> list[Mover]:
    """The latest of those who joined since and still are in it."""
    query = select(GroupMember.constituent_id, GroupMember.since, GroupMember.cause).where(
        GroupMember.workspace_id == group.workspace_id,
        GroupMember.group_id == group.id,
        GroupMember.since >= instant,
        GroupMember.cause.is_distinct_from(Cause.FIRST),
    )
    return _movers(query.order_by(GroupMember.since.desc(), GroupMember.constituent_id), GroupMember, limit)


def leavers(group: Group, instant: datetime, *, limit: int = 20) -> list[Mover]:
    """The latest of those who left since."""
    query = select(GroupStay.constituent_id, GroupStay.until, GroupStay.left_cause).where(
        GroupStay.workspace_id == group.workspace_id,
        GroupStay.group_id == group.id,
        GroupStay.until >= instant,
    )
    return _movers(query.order_by(GroupStay.until.desc(), GroupStay.constituent_id), GroupStay, limit)


def _movers(query: Select[*tuple[Any, ...]], table: Any, limit: int) -> list[Mover]:
    rows = db.session.execute(with_names(query, table).limit(limit)).all()
    return [Mover(row[0], *called(row), row[1], row[2]) for row in rows]
