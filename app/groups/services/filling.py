"""Putting any number of people into a group's list at once, and saving people as a new static group."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, literal, select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.constituents.models import Constituent, Departure
from app.db import db, new_id, now
from app.groups.domain.kinds import JoinedBy
from app.groups.models import GroupMember
from app.groups.queries.scope import scope_of
from app.groups.queries.translation import member_of
from app.groups.services.counting import count_members
from app.groups.services.editing import Draft, Refused, Saved, create


def save_people(
    workspace: Workspace, name: str, who: ColumnElement[bool], *, told: str, actor: Actor
) -> Saved | Refused:
    """Save whom a condition about `Constituent` means now as a static group, in few statements.

    `told` says in a sentence who they are and becomes the group's purpose. Flushes; the caller commits.
    """
    actor = replace(actor, change_set=actor.change_set or new_id())
    outcome = create(workspace, Draft(name=name.strip(), purpose=told), actor=actor)
    if isinstance(outcome, Refused):
        return outcome
    group, at = outcome.group, now()
    put_in(workspace.id, group.id, who, at=at, by=JoinedBy.COPY, added_by=actor.id)
    count_members(scope_of(workspace, None, at=at), group)
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
) -> None:
    """Add those who meet a condition and are not in the list yet."""
    values: dict[str, Any] = {
        "workspace_id": Constituent.workspace_id,
        "group_id": literal(group_id),
        "constituent_id": Constituent.id,
        "since": literal(at, type_=GroupMember.since.type),
        "by": literal(by, type_=GroupMember.by.type),
        "added_by": literal(added_by, type_=GroupMember.added_by.type),
    }
    joining = select(*values.values()).where(
        Constituent.workspace_id == workspace_id, who, ~member_of(group_id)
    )
    db.session.execute(insert(GroupMember).from_select(list(values), joining, include_defaults=False))
    _leave_out_the_gone(workspace_id, group_id)


def _leave_out_the_gone(workspace_id: int, group_id: int) -> None:
    """Who was erased while the others were found: she was still here when that statement began."""
    db.session.execute(
        delete(GroupMember)
        .where(
            GroupMember.workspace_id == workspace_id,
            GroupMember.group_id == group_id,
            GroupMember.constituent_id.in_(select(Departure.constituent_id)),
        )
        .execution_options(synchronize_session=False)
    )
