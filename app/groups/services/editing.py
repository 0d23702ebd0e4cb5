"""Making, changing and deleting groups."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete as remove
from sqlalchemy import func, select
from sqlalchemy import update as change

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, differences, record
from app.db import db, now
from app.groups.domain.causes import Cause
from app.groups.domain.gone import CANNOT_BE_READ
from app.groups.domain.kinds import GroupKind
from app.groups.domain.rule_json import rule_to_json
from app.groups.domain.rules import Rule, pruned
from app.groups.models import Group, GroupMember
from app.groups.queries import lists
from app.groups.queries.scope import missing, path_to, scope_of
from app.groups.services.remembering import keep_version, let_users_follow, one_list_writer
from app.words import _

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a group shall be; a static one has no rule. `note` says why the rule is as it is."""

    name: str
    purpose: str = ""
    rule: Rule | None = None
    note: str = ""

    @property
    def kind(self) -> GroupKind:
        return GroupKind.STATIC if self.rule is None else GroupKind.DYNAMIC


@dataclass(frozen=True, slots=True)
class Saved:
    """The group as it is now; `rule_changed` says that its members have to be calculated anew."""

    group: Group
    rule_changed: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was changed: the field that stands in the way, if it is one, and why."""

    field: str | None
    why: str


def create(workspace: Workspace, draft: Draft, *, actor: Actor) -> Saved | Refused:
    """Make a group; a dynamic one is empty until it is calculated."""
    if refused := _refusal(workspace, draft, None):
        return refused
    group = Group(workspace_id=workspace.id, kind=draft.kind, created_by=actor.id, **_values(draft))
    group.member_count = 0 if draft.rule is None else None
    db.session.add(group)
    db.session.flush()
    if group.rule:
        keep_version(group, draft.note, actor)
    told = {"kind": draft.kind, **_values(draft)}
    record(workspace.id, actor, differences(Subject.GROUP, group.id, {}, told))
    return Saved(group, rule_changed=True)


def update(
    workspace: Workspace, group: Group, draft: Draft, *, version: int, actor: Actor
) -> Saved | Refused:
    """Change name, purpose and rule of a group that is still at `version`."""
    if draft.kind is not group.kind:
        return Refused(None, _("A static group stays static, and a dynamic one dynamic."))
    if refused := _refusal(workspace, draft, group):
        return refused
    before = {"name": group.name, "purpose": group.purpose, "rule": group.rule}
    after = _values(draft)
    rule_changed = before["rule"] != after["rule"]
    values = {**after, "version": version + 1, "rule_version": group.rule_version + rule_changed}
    if rule_changed:
        values |= {"broken_reason": "", "due_cause": Cause.RULE, "edition": group.edition + 1}
    one_list_writer(group.id)
    if not _change(group, version, values):
        return Refused(None, _("Somebody else changed this group in the meantime. Look at it again first."))
    if rule_changed:
        keep_version(group, draft.note, actor)
        let_users_follow(group)
    record(workspace.id, actor, differences(Subject.GROUP, group.id, before, after))
    return Saved(group, rule_changed)


def _change(group: Group, version: int, values: Mapping[str, object]) -> bool:
    """Write, when nobody wrote since; two people who save at once cannot both be right."""
    statement = (
        change(Group)
        .where(Group.workspace_id == group.workspace_id, Group.id == group.id, Group.version == version)
        .values(**values)
        .returning(Group.id)
        .execution_options(synchronize_session=False)
    )
    written = db.session.execute(statement).one_or_none() is not None
    db.session.expire(group)
    return written


def delete(workspace: Workspace, group: Group, *, actor: Actor) -> Refused | None:
    """Delete a group that no other refers to; the people in it stay as they are."""
    if users := lists.used_in(group.id, lists.groups(workspace)):
        names = ", ".join(f"“{other.name}”" for other in users)
        return Refused(None, _("It is used in {names}. Take it out there first.", names=names))
    said = {"name": group.name, "kind": group.kind.value, "members": group.member_count, "rule": group.rule}
    record(workspace.id, actor, [Change(Subject.GROUP, group.id, "deleted", before=said)])
    key = (GroupMember.workspace_id == workspace.id, GroupMember.group_id == group.id)
    db.session.execute(remove(GroupMember).where(*key))
    db.session.delete(group)
    db.session.flush()
    return None


def _values(draft: Draft) -> dict[str, object]:
    rule = rule_to_json(draft.rule) if draft.rule else None
    return {"name": draft.name, "purpose": draft.purpose, "rule": rule}


def _refusal(workspace: Workspace, draft: Draft, group: Group | None) -> Refused | None:
    if not draft.name.strip() or len(draft.name) > LONGEST_NAME:
        return Refused(
            "name",
            _("Give the group a name of at most {most} characters.", most=LONGEST_NAME),
        )
    if _is_taken(workspace, draft.name, group):
        return Refused("name", _("There is a group named “{name}” already.", name=draft.name))
    return _rule_refusal(workspace, draft.rule, group) if draft.rule else None


def _is_taken(workspace: Workspace, name: str, group: Group | None) -> bool:
    same = func.lower(Group.name) == name.lower()
    query = select(Group.id).where(Group.workspace_id == workspace.id, same)
    return db.session.scalar(query.where(Group.id != group.id) if group else query) is not None


def _rule_refusal(workspace: Workspace, rule: Rule, group: Group | None) -> Refused | None:
    if not rule.readable:
        return Refused("rule", CANNOT_BE_READ)
    if pruned(rule.root) is None:
        return Refused("rule", _("Add a condition: a rule without conditions means nobody."))
    one_list_writer(-workspace.id)  # of two who let groups refer to each other at once, the second sees it
    scope = scope_of(workspace, rule, at=now())
    if gone := missing(rule, scope):
        return Refused("rule", " ".join(gone))
    if group and (path := path_to(group.id, rule, scope.groups)):
        names = (f"“{scope.groups[key].name}”" for key in (group.id, *path))
        return Refused("rule", _("It would refer to itself: {names}.", names=_(", which uses ").join(names)))
    return None
