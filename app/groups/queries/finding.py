"""Finding all members of a dynamic group, and how the stored list differs from them."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, Select, func, select

from app.accounts.models import Workspace
from app.db import db
from app.groups.models import Group, GroupMember
from app.groups.queries.counts import summary
from app.groups.queries.members import Who, rule_of, who_is_in
from app.groups.queries.scope import Scope, missing, scope_of
from app.groups.queries.terms import people


@dataclass(frozen=True, slots=True)
class Found:
    """Who joins and who leaves as of an instant, and how many members can be emailed.

    It holds as long as the group is of this edition. `broken` says what the rule refers to that is gone.
    """

    edition: int
    at: datetime
    joining: list[int]
    leaving: list[int]
    eligible: int = 0
    broken: str = ""


def find(workspace: Workspace, group: Group, *, at: datetime) -> Found:
    """How the stored list differs from what rule and pins mean now. Reads only."""
    rule = rule_of(group)
    scope = scope_of(workspace, rule, at=at)
    if gone := missing(rule, scope):
        return Found(group.edition, at, [], [], broken=" ".join(gone))
    meant, eligible = _meant(scope, who_is_in(group, scope))
    inside = _inside(group)
    return Found(group.edition, at, sorted(meant - inside), sorted(inside - meant), eligible)


def _meant(scope: Scope, who: Who) -> tuple[set[int], int]:
    """Whom a condition means, and how many of them can be emailed."""
    found = _ids(people(scope.workspace.id, who))
    return found, summary(scope, who).eligible if found else 0


def _inside(group: Group) -> set[int]:
    """Whom the stored list holds."""
    query = select(GroupMember.constituent_id).where(
        GroupMember.workspace_id == group.workspace_id, GroupMember.group_id == group.id
    )
    return _ids(query)


def _ids(query: Select[int] | CompoundSelect[int]) -> set[int]:
    """What a query selects, as one value: a row for each of a million costs more than finding them."""
    only = query.subquery().c[0]
    if db.engine.dialect.name == "sqlite":
        return set(json.loads(db.session.scalar(select(func.json_group_array(only))) or "[]"))
    return set(db.session.scalar(select(func.array_agg(only))) or ())
