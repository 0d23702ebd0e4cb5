"""The list of groups: which are asked for, in order, with what is known about each."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from app.accounts.models import Workspace
from app.constituents.domain.text import fold
from app.db import db
from app.groups.domain.catalog import Asked, Column, Show
from app.groups.domain.kinds import GroupKind
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Rule, references
from app.groups.models import Group
from app.groups.queries.scope import broken

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The groups that were asked for; `there_are` counts all in use, `archived` those that are not."""

    groups: Sequence[Group]
    broken: Mapping[int, str]
    used: Mapping[int, Sequence[Group]]
    there_are: int
    archived: int


def catalog(workspace: Workspace, asked: Asked, *, at: datetime) -> Catalog:
    """The groups that were asked for, in at most four statements whatever their number."""
    every = db.session.scalars(select(Group).where(Group.workspace_id == workspace.id)).all()
    in_use = [group for group in every if group.archived_at is None]
    why = broken(workspace, in_use, at=at)
    found = [group for group in every if _is_asked(group, asked, why)]
    ordered = sorted(sorted(found, key=_name), key=_ORDERS[asked.sort], reverse=asked.falling)
    return Catalog(ordered, why, uses(in_use), len(in_use), len(every) - len(in_use))


def uses(groups: Sequence[Group]) -> dict[int, list[Group]]:
    """The groups whose rules refer to a group, by its id; each rule is read once."""
    found: dict[int, list[Group]] = defaultdict(list)
    for group in sorted(groups, key=_name):
        rule = parse_rule(group.rule) if group.rule else None
        for key in references(rule).groups if isinstance(rule, Rule) else ():
            found[key].append(group)
    return dict(found)


def _is_asked(group: Group, asked: Asked, why: Mapping[int, str]) -> bool:
    if (group.archived_at is not None) is not (asked.show is Show.ARCHIVED):
        return False
    if asked.q and fold(asked.q) not in fold(f"{group.name} {group.purpose}"):
        return False
    match asked.show:
        case Show.DYNAMIC:
            return group.kind is GroupKind.DYNAMIC
        case Show.STATIC:
            return group.kind is GroupKind.STATIC
        case Show.BROKEN:
            return group.id in why
        case _:
            return True


def _name(group: Group) -> tuple[str, int]:
    return fold(group.name), group.id


_ORDERS: Mapping[Column, Callable[[Group], Any]] = {
    Column.NAME: _name,
    Column.PEOPLE: lambda group: -1 if group.member_count is None else group.member_count,
    Column.EMAILED: lambda group: -1 if group.eligible_count is None else group.eligible_count,
    Column.AS_OF: lambda group: group.calculated_at or _LONG_AGO,
}
