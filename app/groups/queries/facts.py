"""All that a rule asks about people, as plain values: for the tester, and to judge the translation by."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import select

from app.constituents.models import Address, Constituent, EmailAddress, Phone
from app.constituents.queries import partial
from app.db import db
from app.groups.domain import facts
from app.groups.domain.facts import UNASKED, Facts
from app.groups.domain.needs import Need, needs
from app.groups.domain.rules import Rule, Status, conditions
from app.groups.queries.cultivated import roles_of, stages_of
from app.groups.queries.deeds import deliveries_of, gifts_of, registrations_of
from app.groups.queries.imports import imports_of
from app.groups.queries.inside import with_groups
from app.groups.queries.permitting import permissions_of
from app.groups.queries.rows import by_person, rows_of
from app.groups.queries.scope import Scope, closure, rules_within

Values = Mapping[int, Mapping[str, Any]]
"""Some fields of the facts of each person about whom there are any."""


def facts_of(scope: Scope, rule: Rule, ids: Collection[int]) -> dict[int, Facts]:
    """The facts about each of these people that this rule asks for; as many statements for any number."""
    asked = frozenset(each for rule in rules_within(rule, scope.groups) for each in conditions(rule.root))
    needed = needs(asked)
    loaded = [_LOADERS[need](scope, rule, ids) for need in Need if need in needed and need in _LOADERS]
    found = {}
    for row in _people(scope, ids):
        more: dict[str, Any] = {"verdict": UNASKED}
        for values in loaded:
            more |= values.get(row.id, {})
        found[row.id] = Facts(**_recorded(scope, row), **more)
    return with_groups(scope, rule, found) if Need.GROUPS in needed else found


def _people(scope: Scope, ids: Collection[int]) -> Iterable[Any]:
    query = select(
        *(Constituent.id, Constituent.kind, Constituent.is_active, Constituent.is_deceased),
        *(Constituent.created_at, Constituent.updated_at, Constituent.found_by, Constituent.lookup_number),
        *(Constituent.birth_year, Constituent.birth_month, Constituent.birth_day, Constituent.source),
    ).where(Constituent.workspace_id == scope.workspace.id, Constituent.id.in_(ids))
    return db.session.execute(query).all()


def _recorded(scope: Scope, row: Any) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "status": _status(row),
        "added_on": scope.local_day(row.created_at),
        "updated_on": scope.local_day(row.updated_at),
        "found_by": row.found_by,
        "lookup_number": row.lookup_number,
        "birth": partial(row.birth_year, row.birth_month, row.birth_day),
        "source": row.source,
        "latest_campaigns": scope.latest,
    }


def _status(row: Any) -> Status:
    if row.is_deceased:
        return Status.DECEASED
    return Status.ACTIVE if row.is_active else Status.INACTIVE


# --- what is looked up only where it is asked for


def _emails(scope: Scope, _rule: Rule, ids: Collection[int]) -> Values:
    active = rows_of(scope, ids, EmailAddress, EmailAddress.is_active)
    return {row.constituent_id: {"has_email": True} for row in active if row.is_active}


def _phones(scope: Scope, _rule: Rule, ids: Collection[int]) -> Values:
    active = rows_of(scope, ids, Phone, Phone.is_active)
    return {row.constituent_id: {"has_phone": True} for row in active if row.is_active}


def _places(scope: Scope, _rule: Rule, ids: Collection[int]) -> Values:
    columns = (Address.city, Address.region, Address.country, Address.postcode, Address.is_active)
    active = (row for row in rows_of(scope, ids, Address, *columns) if row.is_active)
    return by_person("places", ((row.constituent_id, _place(row)) for row in active))


def _place(row: Any) -> facts.Place:
    return facts.Place(row.city, row.region, row.country, row.postcode)


def _roles(scope: Scope, _rule: Rule, ids: Collection[int]) -> Values:
    return {who: {"roles": roles} for who, roles in roles_of(scope, ids).items()}


def _stages(scope: Scope, _rule: Rule, ids: Collection[int]) -> Values:
    return {who: {"stage": stage} for who, stage in stages_of(scope, ids).items()}


def _permission(scope: Scope, rule: Rule, ids: Collection[int]) -> Values:
    return permissions_of(scope, closure(rule, scope.groups).interests, ids)


def _imports(scope: Scope, rule: Rule, ids: Collection[int]) -> Values:
    found = imports_of(scope.workspace, closure(rule, scope.groups).imports, ids)
    return {who: {"imports": numbers} for who, numbers in found.items()}


_LOADERS: Mapping[Need, Callable[[Scope, Rule, Collection[int]], Values]] = {
    Need.EMAILS: _emails,
    Need.PHONES: _phones,
    Need.PLACES: _places,
    Need.GIFTS: lambda scope, _rule, ids: gifts_of(scope, ids),
    Need.REGISTRATIONS: lambda scope, _rule, ids: registrations_of(scope, ids),
    Need.DELIVERIES: lambda scope, _rule, ids: deliveries_of(scope, ids),
    Need.PERMISSION: _permission,
    Need.ROLES: _roles,
    Need.STAGES: _stages,
    Need.IMPORTS: _imports,
}
