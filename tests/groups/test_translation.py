"""A rule as SQL finds exactly the people whom the plain answer in Python finds, on both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from app.accounts.models import Workspace
from app.constituents.models import Constituent
from app.db import db
from app.groups.domain.evaluate import matches, satisfies
from app.groups.domain.rules import Bracket, CanBeEmailed, InSegment, Match, Rule
from app.groups.domain.segments import Segment
from app.groups.queries.people import facts_of
from app.groups.queries.scope import Scope, scope_of
from app.groups.queries.translation import meets
from tests.factories import World
from tests.groups.domain import people as strategies
from tests.groups.worlds import AT, fill

pytestmark = pytest.mark.both
WORLDS = [
    (1, "opt_out", "America/Los_Angeles", 7),
    (2, "opt_in", "Pacific/Auckland", 1),
    (11, "opt_in", "UTC", 10),
]


@pytest.fixture(params=WORLDS, ids=lambda world: world[2])
def scene(request: pytest.FixtureRequest, inside: World) -> tuple[Workspace, list[int]]:
    """A small world under one policy, in one time zone and fiscal year; one has stale rollups."""
    seed, policy, zone, month = request.param
    workspace = db.session.get_one(Workspace, inside.ours)
    workspace.consent_policy, workspace.timezone, workspace.fiscal_year_start = policy, zone, month
    workspace.rollups_stale = zone == "UTC"
    db.session.flush()
    return workspace, fill(workspace, seed)


def found_by_sql(scope: Scope, rule: Rule) -> set[int]:
    query = select(Constituent.id).where(Constituent.workspace_id == scope.workspace.id, meets(rule, scope))
    return set(db.session.scalars(query))


def found_by_python(scope: Scope, rule: Rule, ids: list[int]) -> set[int]:
    people = facts_of(scope, rule, ids)
    return {who for who, person in people.items() if matches(rule, person, scope.as_of)}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(rule=strategies.rules)
def test_sql_and_python_agree_on_any_rule(scene: tuple[Workspace, list[int]], rule: Rule) -> None:
    workspace, ids = scene
    scope = scope_of(workspace, rule, at=AT)

    assert found_by_sql(scope, rule) == found_by_python(scope, rule, ids)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(condition=strategies.conditions)
def test_sql_and_python_agree_on_each_condition_and_its_opposite(
    scene: tuple[Workspace, list[int]], condition: object
) -> None:
    workspace, ids = scene
    for match in (Match.ALL, Match.NONE):
        rule = Rule(Bracket(match, (condition,)))
        scope = scope_of(workspace, rule, at=AT)

        assert found_by_sql(scope, rule) == found_by_python(scope, rule, ids)


def test_every_segment_and_the_eligible_are_neither_nobody_nor_everybody(
    scene: tuple[Workspace, list[int]],
) -> None:
    workspace, ids = scene
    conditions = [*map(InSegment, Segment), CanBeEmailed(), CanBeEmailed(1), CanBeEmailed(2)]

    for condition in conditions:
        rule = Rule(Bracket(Match.ALL, (condition,)))
        scope = scope_of(workspace, rule, at=AT)
        people = facts_of(scope, rule, ids)
        expected = {who for who, person in people.items() if satisfies(condition, person, scope.as_of)}

        assert found_by_sql(scope, rule) == expected
        some = 0 < len(expected) < len(ids)
        assert some or _nobody_lapses(condition, workspace), condition


def _nobody_lapses(condition: object, workspace: Workspace) -> bool:
    """Where no consent is asked for, time makes nobody ineligible."""
    return workspace.consent_policy == "opt_out" and condition == InSegment(Segment.BECOMING_INELIGIBLE)


def test_a_rule_without_conditions_finds_nobody(scene: tuple[Workspace, list[int]]) -> None:
    workspace, _ = scene
    nothing = Bracket(Match.NONE, (Bracket(Match.ALL), Bracket(Match.NONE)))

    for root in (Bracket(Match.ALL), Bracket(Match.NONE), nothing):
        rule = Rule(root)
        assert found_by_sql(scope_of(workspace, rule, at=AT), rule) == set()
