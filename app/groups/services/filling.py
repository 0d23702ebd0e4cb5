"""Putting any number of people into a group's list at once, and saving people as a new static group."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, literal, select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.constituents.models import Constituent, Departure
from app.db import db, new_id, now
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import JoinedBy
from app.groups.models import GroupMember
from app.groups.queries.scope import scope_of
from app.groups.queries.translation import member_of
from app.groups.services.counting import count_members
from app.groups.services.editing import Draft, Refused, Saved, create
from app.groups.services.remembering import inserting, many, note_change


def save_people(
    workspace: Workspace,
    name: str,
    who: ColumnElement[bool],
    *,
    told: str,
    actor: Actor,
    origin: Mapping[str, Any] | None = None,
    by: JoinedBy = JoinedBy.COPY,
) -> Saved | Refused:
    """Save whom a condition about `Constituent` means now as a static group, in few statements.

    `told` says in a sentence who they are and becomes the group's purpose; `origin` is what the group was
    made of. Flushes; the caller commits.
    """
    actor = replace(actor, change_set=actor.change_set or new_id())
    outcome = create(workspace, Draft(name=name.strip(), purpose=told), actor=actor)
    if isinstance(outcome, Refused):
        return outcome
    group, at = outcome.group, now()
    group.origin = {**origin, "at": at.isoformat()} if origin else None
    joined = put_in(workspace.id, group.id, who, at=at, by=by, added_by=actor.id, change_set=actor.change_set)
    count_members(scope_of(workspace, None, at=at), group)
    note_change(group, at=at, joined=joined, left=0, cause=Cause.LIST, by=actor.id)
    change = Change(Subject.GROUP, group.id, "members", before=0, after=group.member_count)
    record(workspace.id, actor, [change])
    return outcome


def put_in(
    workspace_id: int,
    group_id: int,
    who: ColumnElement[bool],
    *,
    at: datetime,
    by: JoinedBy,
    added_by: int | None = None,
    cause: Cause | None = Cause.LIST,
    note: str = "",
    change_set: int | None = None,
) -> int:
    """Add those who meet a condition and are not in the list yet; answers how many."""
    given = {
        "since": at,
        "by": by,
        "added_by": added_by,
        "cause": cause,
        "note": note,
        "change_set": change_set,
    }
    values: dict[str, Any] = {
        "workspace_id": Constituent.workspace_id,
        "group_id": literal(group_id),
        "constituent_id": Constituent.id,
        **{name: literal(value, type_=getattr(GroupMember, name).type) for name, value in given.items()},
    }
    joining = select(*values.values()).where(
        Constituent.workspace_id == workspace_id, who, ~member_of(group_id)
    )
    joined = many(db.session.execute(inserting(GroupMember, list(values), joining)))
    return joined - _leave_out_the_gone(workspace_id, group_id)


def _leave_out_the_gone(workspace_id: int, group_id: int) -> int:
    """Who was erased while the others were found: she was still here when that statement began."""
    leaving = (
        delete(GroupMember)
        .where(
            GroupMember.workspace_id == workspace_id,
            GroupMember.group_id == group_id,
            GroupMember.constituent_id.in_(
                select(Departure.constituent_id).where(Departure.workspace_id == workspace_id)
            ),
        )
        .execution_options(synchronize_session=False)
    )
    return many(db.session.execute(leaving))
