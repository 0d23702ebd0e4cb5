"""Pins as conditions: who is kept in a group or out of it, whatever the rule says."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select

from app.constituents.models import Constituent
from app.db import db
from app.groups.domain.kinds import Side
from app.groups.models import Group, GroupPin


def has_any(side: Side) -> ColumnElement[bool]:
    """Whether the group in the statement around it has a pin of this side."""
    found = exists().where(
        GroupPin.workspace_id == Group.workspace_id, GroupPin.group_id == Group.id, GroupPin.side == side
    )
    return found.correlate(Group)


def sides(inside: bool, outside: bool) -> frozenset[Side]:
    """The sides of which a group has pins."""
    return frozenset(side for side, there in ((Side.IN, inside), (Side.OUT, outside)) if there)


def is_pinned(group_id: int, *asked: Side) -> ColumnElement[bool]:
    """Whether the constituent is pinned in this group, on one of these sides or, of none, on any."""
    found = exists().where(
        GroupPin.workspace_id == Constituent.workspace_id,
        GroupPin.group_id == group_id,
        GroupPin.constituent_id == Constituent.id,
    )
    return (found.where(GroupPin.side.in_(asked)) if asked else found).correlate(Constituent)


def with_pins(group_id: int, pinned: frozenset[Side], who: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whom the rule means and who is pinned in, without those pinned out; as it is where nobody is pinned."""
    if Side.IN in pinned:
        who = or_(who, is_pinned(group_id, Side.IN))
    return and_(who, not_(is_pinned(group_id, Side.OUT))) if Side.OUT in pinned else who


def pinned_among(
    workspace_id: int, people: Collection[int], groups: Collection[int]
) -> dict[tuple[int, int], Side]:
    """The pins of these people in these groups, by group and person."""
    query = select(GroupPin.group_id, GroupPin.constituent_id, GroupPin.side).where(
        GroupPin.workspace_id == workspace_id,
        GroupPin.group_id.in_(groups),
        GroupPin.constituent_id.in_(people),
    )
    return {(row.group_id, row.constituent_id): row.side for row in db.session.execute(query)}
