"""Several groups as sets: how they overlap, and how a list would change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.accounts.models import Workspace
from app.activity.queries.asked import any_of
from app.constituents.models import Constituent
from app.db import db
from app.groups.domain.combination import Act, Region
from app.groups.domain.kinds import GroupKind
from app.groups.domain.rules import Bracket, Match, Rule
from app.groups.models import Group
from app.groups.queries.members import Who, rule_of, who_is_in
from app.groups.queries.scope import Scope, missing, scope_of
from app.groups.queries.translation import member_of
from app.words import _


@dataclass(frozen=True, slots=True)
class Change:
    """How many people are meant, and how many of them stand in a group's list already."""

    meant: int
    already: int


@dataclass(frozen=True, slots=True)
class Together:
    """Groups in order, with the scope that all their rules need; `broken` says why one means nobody."""

    groups: tuple[Group, ...]
    scope: Scope
    broken: str = ""

    @property
    def whos(self) -> list[Who]:
        """Who is in each of them now."""
        return [who_is_in(group, self.scope) for group in self.groups]


def together(workspace: Workspace, groups: Sequence[Group], *, at: datetime) -> Together:
    """Groups to be compared at one instant."""
    rules = {group.name: rule_of(group) for group in groups if group.kind is GroupKind.DYNAMIC}
    scope = scope_of(workspace, Rule(Bracket(Match.ANY, tuple(rule.root for rule in rules.values()))), at=at)
    gone = {name: missing(rule, scope) for name, rule in rules.items()}
    broken = [
        _("“{name}” is broken. {why}", name=name, why=" ".join(why)) for name, why in gone.items() if why
    ]
    return Together(tuple(groups), scope, " ".join(broken))


def combined(act: Act, whos: Sequence[Who]) -> ColumnElement[bool]:
    """Whom the combination means, as a condition about `Constituent`."""
    first, *others = whos
    match act:
        case Act.UNION:
            return or_(first, *others)
        case Act.INTERSECTION:
            return and_(first, *others)
        case Act.DIFFERENCE:
            return and_(first, ~or_(*others))


def regions(scope: Scope, whos: Sequence[Who]) -> list[Region]:
    """How many people are in exactly which of the groups, most first; those of nobody are left out."""
    flags = [case((who, 1), else_=0).label(f"in_{place}") for place, who in enumerate(whos)]
    each = select(*flags).where(Constituent.workspace_id == scope.workspace.id).subquery()
    query = select(*each.c, func.count()).where(or_(*(flag == 1 for flag in each.c))).group_by(*each.c)
    found = [Region(tuple(map(bool, flags)), number) for *flags, number in db.session.execute(query)]
    return sorted(found, key=lambda region: (-region.count, [not is_in for is_in in region.inside]))


def change(scope: Scope, group: Group, who: Who) -> Change:
    """How many people a condition means now, and how many of those stand in the group's list."""
    query = select(func.count(), func.count().filter(member_of(group.id))).where(
        Constituent.workspace_id == scope.workspace.id, who
    )
    meant, already = db.session.execute(query).one()
    return Change(meant, already)


def among(ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a constituent is one of these, however many they are."""
    return Constituent.id.in_(any_of(ids))
