"""Writing who joins and who leaves a dynamic group's list: sets of any size in a few statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, delete, func, literal, select

from app.activity.queries.asked import PEOPLE, numbers_of, packed
from app.constituents.models import Constituent, Departure
from app.db import db
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import JoinedBy, Side
from app.groups.models import Group, GroupMember
from app.groups.queries.pinned import is_pinned
from app.groups.services.remembering import inserting, many, take_out


def bring_in(group: Group, people: Collection[int], *, at: datetime, cause: Cause) -> int:
    """Put these people into the list; who is in it already, or is gone, is passed over. Answers how many."""
    if not people:
        return 0
    told: dict[str, Any] = {
        "workspace_id": Constituent.workspace_id,
        "group_id": literal(group.id),
        "constituent_id": Constituent.id,
        "since": literal(at, type_=GroupMember.since.type),
        "by": _how(group.id),
        "cause": literal(cause, type_=GroupMember.cause.type),
        "note": literal(""),
    }
    here = (Constituent.workspace_id == group.workspace_id, Constituent.id.in_(those(people)))
    rows = select(*told.values()).where(*here).order_by(Constituent.id)
    rows = rows.with_for_update(read=True, key_share=True, of=Constituent)
    return many(db.session.execute(inserting(GroupMember, list(told), rows))) - _leave_out_the_gone(group)


def send_out(group: Group, people: Collection[int], *, at: datetime, cause: Cause, by: int | None) -> int:
    """End the stays of these people. Answers how many left."""
    if not people:
        return 0
    leaving = GroupMember.constituent_id.in_(those(people))
    return take_out(group.workspace_id, group.id, leaving, at=at, cause=cause, by=by)


def move(
    group: Group,
    joining: Mapping[int, Cause],
    leaving: Mapping[int, Cause],
    *,
    at: datetime,
    by: int | None = None,
) -> tuple[int, int]:
    """Let people join and leave, each for a cause of its own. Answers how many joined and left."""
    joined = sum(bring_in(group, who, at=at, cause=cause) for cause, who in _by_cause(joining))
    left = sum(send_out(group, who, at=at, cause=cause, by=by) for cause, who in _by_cause(leaving))
    return joined, left


def those(people: Collection[int]) -> Select[Any]:
    """Any number of people, for a condition."""
    return select(numbers_of(PEOPLE).c.value).params({PEOPLE: packed(people)})


def stored(group: Group) -> int:
    """How many stand in the list."""
    here = (GroupMember.workspace_id == group.workspace_id, GroupMember.group_id == group.id)
    return db.session.scalar(select(func.count()).select_from(GroupMember).where(*here)) or 0


def _by_cause(people: Mapping[int, Cause]) -> list[tuple[Cause, list[int]]]:
    found = defaultdict[Cause, list[int]](list)
    for who, cause in people.items():
        found[cause].append(who)
    return list(found.items())


def _how(group_id: int) -> Any:
    pinned = literal(JoinedBy.PIN, type_=GroupMember.by.type)
    return case((is_pinned(group_id, Side.IN), pinned), else_=literal(JoinedBy.RULE, GroupMember.by.type))


def _leave_out_the_gone(group: Group) -> int:
    """Who was erased while the others were found: she was still here when that statement began."""
    gone = delete(GroupMember).where(
        GroupMember.workspace_id == group.workspace_id,
        GroupMember.group_id == group.id,
        GroupMember.constituent_id.in_(
            select(Departure.constituent_id).where(Departure.workspace_id == group.workspace_id)
        ),
    )
    return many(db.session.execute(gone.execution_options(synchronize_session=False)))
