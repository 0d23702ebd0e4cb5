"""What a group remembers when its list changes: stays that end, and how many joined and left, and why."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, delete, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from app.audit.services import Actor
from app.db import db
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group, GroupCalculation, GroupMember, GroupStay, GroupVersion
from app.groups.queries.lists import used_in
from app.groups.queries.stays import can_go_on, goes_on
from app.groups.services.asking import ask

_KEPT = ("workspace_id", "group_id", "constituent_id", "since", "by", "added_by", "cause", "note")
"""What a stay and a member's row have in common."""

LONGEST_NOTE = 500

_MOVING_OTHERS = frozenset({Cause.LIST, Cause.UNDO, Cause.PIN, Cause.MENDED})
"""Causes that lie in the group itself: groups that refer to it cannot have heard of them otherwise. Those
hear of a rule as soon as it is changed."""


def one_list_writer(*group_ids: int) -> None:
    """Let nobody else write the lists of these groups until the transaction ends. SQLite has one writer."""
    if db.engine.dialect.name == "postgresql":
        for group_id in sorted(set(group_ids)):
            db.session.execute(select(func.pg_advisory_xact_lock(group_id)))


def take_out(
    workspace_id: int,
    group_id: int,
    which: ColumnElement[bool],
    *,
    at: datetime,
    cause: Cause = Cause.LIST,
    by: int | None = None,
    change_set: int | None = None,
) -> int:
    """End the stays of those whom a condition about `GroupMember` means, in few statements for any number.

    Answers how many left.
    """
    one_list_writer(group_id)
    mine = (GroupMember.workspace_id == workspace_id, GroupMember.group_id == group_id, which)
    told = {
        "until": literal(at, type_=GroupStay.until.type),
        "left_cause": literal(cause, type_=GroupStay.left_cause.type),
        "left_by": literal(by, type_=GroupStay.left_by.type),
        "change_set": literal(change_set, type_=GroupStay.change_set.type),
    }
    columns = [*(getattr(GroupMember, name) for name in _KEPT), GroupMember.change_set, *told.values()]
    ending = select(*columns).where(*mine).order_by(GroupMember.constituent_id)
    db.session.execute(inserting(GroupStay, [*_KEPT, "joined_in", *told], ending))
    gone = delete(GroupMember).where(*mine).execution_options(synchronize_session=False)
    return many(db.session.execute(gone))


def put_back(workspace_id: int, group_id: int, change_set: int) -> int:
    """Let those whom one act took out be members again as they were, with day, note and whoever added them.

    Who joined again since, or is gone, is passed over, and her stay remains remembered as one that is over.
    Answers how many came back.
    """
    one_list_writer(group_id)
    ended = (
        GroupStay.workspace_id == workspace_id,
        GroupStay.group_id == group_id,
        GroupStay.change_set == change_set,
    )
    kept = [*(getattr(GroupStay, name) for name in _KEPT), GroupStay.joined_in]
    back = select(*kept).where(*ended, can_go_on())
    returned = many(db.session.execute(inserting(GroupMember, [*_KEPT, "change_set"], back)))
    resumed = delete(GroupStay).where(*ended, goes_on())
    db.session.execute(resumed.execution_options(synchronize_session=False))
    return returned


def note_change(
    group: Group,
    *,
    at: datetime,
    joined: int,
    left: int,
    cause: Cause,
    by: int | None = None,
    duration_ms: int | None = None,
    of_all: bool = False,
) -> GroupCalculation:
    """Remember that so many joined and left, with the counts that the group has now. Flushes."""
    kept = GroupCalculation(workspace_id=group.workspace_id, group_id=group.id, at=at, cause=cause, by=by)
    kept.members, kept.eligible = group.member_count or 0, group.eligible_count
    kept.joined, kept.left, kept.rule_version = joined, left, group.rule_version
    kept.duration_ms, kept.of_all = duration_ms, of_all
    group.edition = Group.edition + 1
    db.session.add(kept)
    db.session.flush()
    if (joined or left) and cause in _MOVING_OTHERS:
        let_users_follow(group)
    return kept


def keep_version(group: Group, note: str, actor: Actor) -> None:
    """Keep the rule that the group has now as the version that it says it is. Flushes."""
    kept = GroupVersion(workspace_id=group.workspace_id, group_id=group.id, version=group.rule_version)
    kept.rule, kept.by, kept.note = group.rule or {}, actor.id, note.strip()[:LONGEST_NOTE]
    db.session.add(kept)
    db.session.flush()


def let_users_follow(group: Group) -> None:
    """Groups whose rules refer to this one, directly or through others, are found anew.

    Each reads the rules, pins and lists of the others as they are now: their order is all one.
    """
    query = (
        select(Group)
        .where(
            Group.workspace_id == group.workspace_id,
            Group.kind == GroupKind.DYNAMIC,
            Group.archived_at.is_(None),
        )
        .order_by(Group.id)
    )
    others = db.session.scalars(query).all()
    found, waiting = set[int](), [group.id]
    while waiting:
        fresh = {user.id for user in used_in(waiting.pop(), others)} - found
        found |= fresh
        waiting += fresh
    for other in others:
        if other.id in found:
            ask(other, Cause.GROUP)


def inserting(table: Any, names: list[str], rows: Any) -> Any:
    """Add the rows of a query; what is there already stays as it is."""
    on = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    adding = on.insert(table.__table__).from_select(names, rows, include_defaults=False)
    return adding.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def many(result: Any) -> int:
    """How many rows a statement wrote."""
    assert isinstance(result, CursorResult)
    return result.rowcount
