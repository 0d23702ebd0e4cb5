"""Putting a group away and back, and making another one like it."""

from sqlalchemy import func, literal, select
from sqlalchemy import update as change
from sqlalchemy.orm import aliased

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.db import db, now
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group, GroupMember, GroupPin
from app.groups.queries import lists
from app.groups.queries.members import rule_of
from app.groups.queries.translation import member_of
from app.groups.services.editing import LONGEST_NAME, Draft, Refused, Saved, create
from app.groups.services.filling import save_people
from app.groups.services.remembering import inserting
from app.words import _


def archive(workspace: Workspace, group: Group, *, actor: Actor) -> Refused | None:
    """Put a group away that no other refers to: it keeps its list as it is, and is offered nowhere."""
    if users := lists.used_in(group.id, lists.groups(workspace)):
        names = ", ".join(f"“{other.name}”" for other in users)
        return Refused(
            None,
            _("It is used in {names}. Take it out there first. Nothing has been changed yet.", names=names),
        )
    if group.archived_at is None:
        _put(workspace, group, away=True, actor=actor)
    return None


def unarchive(workspace: Workspace, group: Group, *, actor: Actor) -> None:
    """Bring a group back; a dynamic one has to be calculated then."""
    if group.archived_at is not None:
        _put(workspace, group, away=False, actor=actor)


def _put(workspace: Workspace, group: Group, *, away: bool, actor: Actor) -> None:
    group.archived_at = now() if away else None
    group.version += 1
    record(workspace.id, actor, [Change(Subject.GROUP, group.id, "archived", before=not away, after=away)])
    db.session.flush()


def duplicate(workspace: Workspace, group: Group, *, actor: Actor) -> Saved | Refused:
    """Another group with the same rule and pins, or the same list with its notes as it is now."""
    name = _free_name(workspace, group.name)
    if group.kind is GroupKind.STATIC:
        origin = {"act": "copy", "groups": [str(group.id)], "names": [group.name]}
        who = member_of(group.id)
        outcome = save_people(workspace, name, who, told=group.purpose, actor=actor, origin=origin)
        if isinstance(outcome, Saved):
            _carry_notes(group, outcome.group)
        return outcome
    outcome = create(workspace, Draft(name=name, purpose=group.purpose, rule=rule_of(group)), actor=actor)
    if isinstance(outcome, Saved):
        _carry_pins(group, outcome.group, actor)
    return outcome


def _free_name(workspace: Workspace, name: str) -> str:
    """A name that no group has: "Copy of Board", "Copy 2 of Board", and so on."""
    taken = set(db.session.scalars(select(func.lower(Group.name)).where(Group.workspace_id == workspace.id)))
    number = 1
    while True:
        found = (
            _("Copy {number} of {name}", number=number, name=name)
            if number > 1
            else _("Copy of {name}", name=name)
        )
        if found[:LONGEST_NAME].strip().lower() not in taken:
            return found[:LONGEST_NAME].strip()
        number += 1


def _carry_notes(source: Group, target: Group) -> None:
    other = aliased(GroupMember)
    noted = (
        select(other.note)
        .where(
            other.workspace_id == target.workspace_id,
            other.group_id == source.id,
            other.constituent_id == GroupMember.constituent_id,
        )
        .scalar_subquery()
    )
    db.session.execute(
        change(GroupMember)
        .where(GroupMember.workspace_id == target.workspace_id, GroupMember.group_id == target.id)
        .values(note=func.coalesce(noted, ""))
        .execution_options(synchronize_session=False)
    )


def _carry_pins(source: Group, target: Group, actor: Actor) -> None:
    """Whoever makes the copy is the one who pins them there."""
    values = {
        "workspace_id": GroupPin.workspace_id,
        "group_id": literal(target.id),
        "constituent_id": GroupPin.constituent_id,
        "side": GroupPin.side,
        "by": literal(actor.id, type_=GroupPin.by.type),
        "at": literal(now(), type_=GroupPin.at.type),
        "note": GroupPin.note,
    }
    pinned = select(*values.values()).where(
        GroupPin.workspace_id == source.workspace_id, GroupPin.group_id == source.id
    )
    db.session.execute(inserting(GroupPin, list(values), pinned))
