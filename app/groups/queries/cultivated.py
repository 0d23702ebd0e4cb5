"""Roles and stages: as conditions, and of people one by one to judge the conditions by."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any, assert_never

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app.constituents.domain.text import fold
from app.constituents.models import Constituent
from app.cultivation.domain.stages import Stage
from app.cultivation.models import Constituency, ConstituencyRole, ProspectStage
from app.db import db
from app.groups.domain.conditions.cultivated import Cultivated, RoleIs, StageIs
from app.groups.queries.scope import Scope

_NAMED = and_(
    ConstituencyRole.workspace_id == Constituency.workspace_id, ConstituencyRole.id == Constituency.role_id
)


def cultivated(condition: Cultivated, scope: Scope) -> ColumnElement[bool]:
    """Who has the role on the scope's day, or is at the stage now."""
    match condition:
        case RoleIs(role):
            return _owned(
                Constituency, _NAMED, ConstituencyRole.key == fold(role), *_holds(scope.as_of.today)
            )
        case StageIs(stage):
            return _owned(ProspectStage, ProspectStage.stage == stage, ProspectStage.until.is_(None))
        case _:
            assert_never(condition)


def _owned(table: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    found = exists().where(
        table.workspace_id == Constituent.workspace_id, table.constituent_id == Constituent.id, *conditions
    )
    return found.correlate(Constituent)


def _holds(day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        or_(Constituency.since.is_(None), Constituency.since <= day),
        or_(Constituency.until.is_(None), Constituency.until >= day),
    )


def roles_of(scope: Scope, ids: Collection[int]) -> dict[int, frozenset[str]]:
    """The folded names of the roles that each of these people has on the scope's day."""
    query = select(Constituency.constituent_id, ConstituencyRole.key).join(ConstituencyRole, _NAMED)
    found = defaultdict(set)
    here = (Constituency.workspace_id == scope.workspace.id, Constituency.constituent_id.in_(ids))
    for row in db.session.execute(query.where(*here, *_holds(scope.as_of.today))):
        found[row.constituent_id].add(row.key)
    return {who: frozenset(keys) for who, keys in found.items()}


def stages_of(scope: Scope, ids: Collection[int]) -> dict[int, Stage]:
    """The stage that each of these people is at now, where there is one."""
    query = select(ProspectStage.constituent_id, ProspectStage.stage).where(
        ProspectStage.workspace_id == scope.workspace.id,
        ProspectStage.constituent_id.in_(ids),
        ProspectStage.until.is_(None),
    )
    return {row.constituent_id: row.stage for row in db.session.execute(query)}
