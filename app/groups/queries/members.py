"""Who is in it, and a page of people. Every function is one statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from app.consent import queries as consent
from app.consent.domain.barrier import Barrier
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.names import Name, display_name, sort_name
from app.constituents.domain.record import Kind
from app.constituents.models import Constituent, EmailAddress
from app.constituents.queries import NAME_PARTS
from app.db import db
from app.groups.domain.kinds import GroupKind
from app.groups.domain.rule_json import kept_rule
from app.groups.domain.rules import Rule
from app.groups.models import Group
from app.groups.queries.counts import Funnel as Funnel
from app.groups.queries.counts import Step as Step
from app.groups.queries.counts import Summary as Summary
from app.groups.queries.counts import count as count
from app.groups.queries.counts import funnel as funnel
from app.groups.queries.counts import summary as summary
from app.groups.queries.pinned import with_pins
from app.groups.queries.scope import Scope, missing
from app.groups.queries.terms import MANY, probed
from app.groups.queries.translation import meets, member_of
from app.web.keyset import read_from
from app.web.pagination import Cursor, Page, page

PAGE = 50
Who = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a group as a list shows her; `barrier` is why she cannot be emailed, if so."""

    id: int
    kind: Kind
    name: str
    filed: str
    email: str
    lookup_id: str
    barrier: Barrier | None
    sort_key: str


def rule_of(group: Group) -> Rule:
    """A dynamic group's rule; one that cannot be read breaks the group, and means nobody."""
    return kept_rule(group.rule)


def who_is_in(group: Group, scope: Scope) -> Who:
    """A static group's list, or whom a dynamic one's rule and pins mean now; an archived one's last list."""
    return who_would_be_in(group, rule_of(group), scope) if follows_rule(group) else member_of(group.id)


def follows_rule(group: Group) -> bool:
    """Whether its rule and pins say who is in it; else its stored list does."""
    return group.kind is GroupKind.DYNAMIC and not group.archived_at


def who_would_be_in(group: Group, rule: Rule, scope: Scope) -> Who:
    """Whom this rule would mean now with the pins of the group; nobody when something in it is gone."""
    known = scope.groups.get(group.id)
    who = who_meets(rule, scope)
    return with_pins(group.id, known.pinned, who) if known and not missing(rule, scope) else who


def who_meets(rule: Rule, scope: Scope) -> Who:
    """Whom a rule means now; nobody when something that it refers to is gone."""
    return meets(Rule() if missing(rule, scope) else rule, scope)


def examples(scope: Scope, who: Who, *, size: int = 10, among: int = 0) -> list[Member]:
    """The first people by name. `among` tells how many they are, where that is known: many are walked."""
    query = probed(_listed(scope), who) if among >= MANY else _listed(scope).where(who)
    ordered = query.order_by(Constituent.sort_name, Constituent.id).limit(size)
    return [_member(row) for row in db.session.execute(ordered)]


def members(
    scope: Scope, who: Who, *, cursor: Cursor | None = None, reason: Barrier | None = None, size: int = PAGE
) -> Page[Member]:
    """One page of people by name; with a reason, those who cannot be emailed because of it."""
    query = _listed(scope).where(who)
    if reason is not None:
        query = query.where(consent.headline(scope.workspace, at=scope.at) == reason.value)
    order = (Constituent.sort_name, Constituent.id)
    rows = db.session.execute(read_from(query, order, cursor, size=size))
    return page(
        [_member(row) for row in rows], size=size, cursor=cursor, key=lambda row: (row.sort_key, row.id)
    )


def every_member(scope: Scope, who: Who, *, eligible_only: bool) -> Iterator[Member]:
    """Everybody by name, read as a stream; or only those who can be emailed. Every gate is asked exactly."""
    query = _listed(scope, exactly=True).where(who)
    if eligible_only:
        query = query.where(consent.can_be_emailed(scope.workspace, at=scope.at, exactly=True))
    ordered = query.order_by(Constituent.sort_name, Constituent.id).execution_options(yield_per=1_000)
    return (_member(row) for row in db.session.execute(ordered))


def _listed(scope: Scope, *, exactly: bool = False) -> Select[Any]:
    primary = and_(
        EmailAddress.workspace_id == Constituent.workspace_id,
        EmailAddress.constituent_id == Constituent.id,
        EmailAddress.is_primary,
    )
    columns = (
        *(Constituent.id, Constituent.kind, Constituent.lookup_number, Constituent.display_override),
        *(Constituent.sort_name, EmailAddress.address),
        *(getattr(Constituent, part) for part in NAME_PARTS),
        consent.headline(scope.workspace, at=scope.at, exactly=exactly).label("why"),
    )
    query = select(*columns).select_from(Constituent).outerjoin(EmailAddress, primary)
    return query.where(Constituent.workspace_id == scope.workspace.id)


def _member(row: Any) -> Member:
    name = Name(**{part: getattr(row, part) for part in NAME_PARTS})
    return Member(
        id=row.id,
        kind=row.kind,
        name=row.display_override or display_name(name),
        filed=sort_name(name),
        email=row.address or "",
        lookup_id=format_lookup(row.lookup_number),
        barrier=Barrier(row.why) if row.why else None,
        sort_key=row.sort_name,
    )
