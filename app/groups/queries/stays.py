"""Which stays that are over can go on as if they had not ended, and what an Undo would still bring back."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from app.constituents.models import Departure
from app.db import db
from app.groups.models import Group, GroupMember, GroupStay


def can_go_on() -> ColumnElement[bool]:
    """Whether she is still here, and neither is in the group again nor was once more after this stay."""
    return and_(~_departed(), ~_is_in(), ~_moved_since())


def goes_on() -> ColumnElement[bool]:
    """Whether she is in the group again since the day on which this stay began."""
    return _is_in(GroupMember.since == GroupStay.since)


def left_to_undo(group: Group, change_sets: Collection[int]) -> dict[int, int]:
    """For how many people each act could still be taken back, in two statements; for nobody: absent."""
    if not change_sets:
        return {}
    found: dict[int, int] = {}
    for table, so in ((GroupMember, ()), (GroupStay, (can_go_on(),))):
        mine = (table.workspace_id == group.workspace_id, table.group_id == group.id)
        query = select(table.change_set, func.count()).where(*mine, table.change_set.in_(change_sets), *so)
        rows = db.session.execute(query.group_by(table.change_set))
        found |= {act: number for act, number in rows if act is not None}
    return found


def _is_in(*so: ColumnElement[bool]) -> ColumnElement[bool]:
    same = exists().where(
        GroupMember.workspace_id == GroupStay.workspace_id,
        GroupMember.group_id == GroupStay.group_id,
        GroupMember.constituent_id == GroupStay.constituent_id,
        *so,
    )
    return same.correlate(GroupStay)


def _moved_since() -> ColumnElement[bool]:
    later = aliased(GroupStay)
    again = exists().where(
        later.workspace_id == GroupStay.workspace_id,
        later.constituent_id == GroupStay.constituent_id,
        later.group_id == GroupStay.group_id,
        later.until > GroupStay.until,
    )
    return again.correlate(GroupStay)


def _departed() -> ColumnElement[bool]:
    gone = exists().where(
        Departure.workspace_id == GroupStay.workspace_id,
        Departure.constituent_id == GroupStay.constituent_id,
    )
    return gone.correlate(GroupStay)
