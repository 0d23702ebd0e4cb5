"""What another rule would make of a group: who would join, and who would leave."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, not_, select

from app.accounts.models import Workspace
from app.constituents.models import Constituent
from app.db import db
from app.groups.domain.rules import Rule
from app.groups.models import Group
from app.groups.queries.judging import together
from app.groups.queries.members import Member, examples, rule_of, who_is_in, who_would_be_in
from app.groups.queries.scope import scope_of


@dataclass(frozen=True, slots=True)
class Effect:
    """How many are in a group and would be, how many would join and leave, and the first of each by name."""

    before: int
    after: int
    joining: int
    leaving: int
    joiners: list[Member]
    leavers: list[Member]


def effect(workspace: Workspace, group: Group, rule: Rule, *, at: datetime) -> Effect:
    """What the group would become by another rule, with the same pins. Reads only.

    A rule that refers to something gone means nobody.
    """
    scope = scope_of(workspace, together([rule_of(group), rule]), at=at)
    old, new = who_is_in(group, scope), who_would_be_in(group, rule, scope)
    joining, leaving = and_(new, not_(old)), and_(old, not_(new))
    counts = [func.count().filter(each) for each in (old, new, joining, leaving)]
    query: Select[*tuple[Any, ...]] = select(*counts).where(Constituent.workspace_id == workspace.id)
    before, after, joined, left = db.session.execute(query.select_from(Constituent)).one()
    return Effect(
        before,
        after,
        joined,
        left,
        examples(scope, joining) if joined else [],
        examples(scope, leaving) if left else [],
    )
