"""Groups themselves: one, all, where they are used, and whom pasted text names."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Event
from app.constituents import queries as constituents
from app.constituents.domain.emails import email_key, parse_email
from app.constituents.domain.lookup import parse_lookup
from app.constituents.domain.problems import Problem
from app.db import db
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Rule, references
from app.groups.models import Group, GroupMember

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


def already_in(workspace: Workspace, group_id: int, ids: Sequence[int]) -> set[int]:
    """Which of these people stand in the group's list."""
    query = select(GroupMember.constituent_id).where(
        GroupMember.workspace_id == workspace.id,
        GroupMember.group_id == group_id,
        GroupMember.constituent_id.in_(ids),
    )
    return set(db.session.scalars(query))


@dataclass(frozen=True, slots=True)
class Named:
    """Whom pasted text names; `unknown` names nobody, `shared` more than one person, who are all left out."""

    ids: tuple[int, ...]
    unknown: tuple[str, ...]
    shared: tuple[str, ...]


def named_by(workspace: Workspace, words: Sequence[str]) -> Named:
    """The constituents behind email addresses and lookup IDs, in two statements."""
    keys = {word: email_key(word) for word in words if not isinstance(parse_email(word), Problem)}
    lookups = {word: parse_lookup(word) for word in words if word not in keys}
    numbers = {
        word: int(found.removeprefix("C-")) for word, found in lookups.items() if isinstance(found, str)
    }
    owners = constituents.owners_of_emails(workspace.id, keys.values())
    by_number = constituents.ids_by_lookup(workspace.id, numbers.values())
    found = {word: set(owners.get(key, ())) for word, key in keys.items()}
    found |= {word: {by_number[n]} for word, n in numbers.items() if n in by_number}
    return Named(
        tuple(dict.fromkeys(who for word in words for who in found.get(word, ()) if len(found[word]) == 1)),
        tuple(word for word in words if not found.get(word)),
        tuple(word for word in words if len(found.get(word, ())) > 1),
    )
