"""A rule as SQL finds exactly the people whom the plain answer in Python finds, on both databases."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.domain.kinds import EventKind, RegistrationStatus
from app.consent.domain.facts import MarketingStatus, SuppressionReason
from app.constituents.models import Constituent
from app.db import db
from app.groups.domain.conditions.ops import Choice, Count, Status
from app.groups.domain.evaluate import matches
from app.groups.domain.facts import Facts
from app.groups.domain.needs import Need, needs
from app.groups.domain.periods import Last, Next, Over, Unit
from app.groups.domain.rules import (
    Age,
    Became,
    BirthMonth,
    Bounced,
    Bracket,
    CanBeEmailed,
    DoNotContact,
    Emails,
    FromImport,
    GiftCount,
    HasAddress,
    HasEmail,
    HasPhone,
    InGroup,
    InSegment,
    InterestIn,
    MarketingStatusIs,
    Match,
    MovingMonth,
    PlaceIs,
    Registrations,
    RoleIs,
    Rule,
    SourceIs,
    StageIs,
    StatusIs,
    SuppressedFor,
)
from app.groups.domain.segments import Segment
from app.groups.queries.people import facts_of
from app.groups.queries.scope import Scope, scope_of
from app.groups.queries.translation import meets
from tests.factories import World
from tests.groups.domain import people as strategies
from tests.groups.worlds import AT, Stage, fill

pytestmark = pytest.mark.both
WORLDS = [
    (1, "opt_out", "America/Los_Angeles", 7),
    (2, "opt_in", "Pacific/Auckland", 1),
    (11, "opt_in", "UTC", 10),
]
YEAR, LONG_AGO = Last(12, Unit.MONTHS), Over(11, Unit.MONTHS)
FEW = (Became.SENT, Became.OPENED, Became.CLICKED)
SOME = [
    *map(InSegment, Segment),
    *(CanBeEmailed(topic) for topic in (None, 1, 2)),
    *map(MarketingStatusIs, MarketingStatus),
    *map(SuppressedFor, (None, SuppressionReason.HARD_BOUNCE, SuppressionReason.COMPLAINT)),
    DoNotContact(),
    *(InterestIn(interest, choice) for interest in (1, 2) for choice in Choice),
    *(Registrations(op, 1) for op in Count),
    Registrations(Count.AT_LEAST, 1, category="gala", event_kind=EventKind.PROGRAM),
    Registrations(Count.AT_LEAST, 1, event=3, statuses=(RegistrationStatus.ATTENDED,)),
    Registrations(Count.AT_LEAST, 1, period=YEAR, event_period=Next(30, Unit.DAYS)),
    Registrations(Count.EXACTLY, 0, period=YEAR),
    *(Emails(what, Count.AT_LEAST, 1) for what in Became),
    *(Emails(Became.BOUNCED, Count.AT_LEAST, 1, bounce=each) for each in Bounced),
    Emails(Became.OPENED, Count.AT_LEAST, 1, campaign=2, period=YEAR),
    Emails(Became.CLICKED, Count.EXACTLY, 0, last_campaigns=3),
    Emails(Became.SENT, Count.AT_LEAST, 2, period=Over(30, Unit.DAYS)),
    *(Emails(what, Count.AT_LEAST, n, period=LONG_AGO) for what in FEW for n in (1, 2)),
    *(Emails(what, Count.EXACTLY, n, period=YEAR) for what in FEW for n in (0, 1)),
    *(Registrations(Count.AT_LEAST, n, period=LONG_AGO) for n in (1, 2)),
    Registrations(Count.EXACTLY, 1, period=YEAR),
    *map(BirthMonth, (2, MovingMonth.THIS, MovingMonth.NEXT)),
    *(Age(op, 18) for op in Count),
    *map(SourceIs, ("WEBSITE", "buro")),
    *map(FromImport, (1, 2)),
    *(HasEmail(), HasPhone(), HasAddress(), PlaceIs(postal_code="sw1A"), PlaceIs(city="KOLN", country="DE")),
    *map(InGroup, (1, 2, 3)),
    *(
        StatusIs(Status.DECEASED),
        RoleIs("volunteer"),
        StageIs(Stage.CULTIVATION),
        GiftCount(Count.AT_LEAST, 2),
    ),
]
"""Conditions of every family that are true of some people in each of these worlds, and not of all."""

EVERYTHING = Rule(Bracket(Match.ANY, (*SOME, CanBeEmailed(3), InterestIn(3), FromImport(3))))
"""What asks for all facts about everything that the other rules here refer to."""

Scene = tuple[Scope, Mapping[int, Facts]]


@pytest.fixture(params=WORLDS, ids=lambda world: world[2])
def scene(request: pytest.FixtureRequest, inside: World) -> Scene:
    """A world under one policy, in one time zone and fiscal year, and its facts; one has stale rollups."""
    seed, policy, zone, month = request.param
    workspace = db.session.get_one(Workspace, inside.ours)
    workspace.consent_policy, workspace.timezone, workspace.fiscal_year_start = policy, zone, month
    workspace.rollups_stale = zone == "UTC"
    db.session.flush()
    ids = fill(workspace, seed, people=90)
    scope = scope_of(workspace, EVERYTHING, at=AT)
    return scope, facts_of(scope, EVERYTHING, ids)


def found_by_sql(scope: Scope, rules: Sequence[Rule]) -> list[set[int]]:
    """Whom each rule includes, in one statement; none of the answers is ever NULL."""
    asked = [meets(rule, scope).label(f"rule_{place}") for place, rule in enumerate(rules)]
    query = select(Constituent.id, *asked).where(Constituent.workspace_id == scope.workspace.id)
    found = [set[int]() for _ in rules]
    for who, *answers in db.session.execute(query):
        assert None not in answers
        for people, answer in zip(found, answers, strict=True):
            people.update({who} if answer else ())
    return found


def found_by_python(scene: Scene, rules: Sequence[Rule]) -> list[set[int]]:
    scope, people = scene
    return [{who for who, facts in people.items() if matches(rule, facts, scope.as_of)} for rule in rules]


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.large_base_example,
        HealthCheck.data_too_large,
        HealthCheck.too_slow,
    ],
    database=None,
)
@given(rules=st.lists(strategies.rules, min_size=12, max_size=12))
def test_sql_and_python_agree_on_any_rule(scene: Scene, rules: list[Rule]) -> None:
    """Seventy rules about ninety people in each of six worlds."""
    assert found_by_sql(scene[0], rules) == found_by_python(scene, rules)


def test_sql_and_python_agree_on_conditions_of_every_family_and_on_their_opposites(scene: Scene) -> None:
    scope, people = scene
    rules = [Rule(Bracket(match, (condition,))) for condition in SOME for match in (Match.ALL, Match.NONE)]

    found = found_by_sql(scope, rules)

    assert found == found_by_python(scene, rules)
    assert needs(SOME) == set(Need)
    for rule, met, unmet in zip(rules[::2], found[::2], found[1::2], strict=True):
        assert met | unmet == people.keys()
        assert not met & unmet
        (condition,) = rule.root.parts
        assert (met and unmet) or _nobody_lapses(condition, scope.workspace), condition


def _nobody_lapses(condition: object, workspace: Workspace) -> bool:
    """Where no consent is asked for, time makes nobody ineligible."""
    return workspace.consent_policy == "opt_out" and condition == InSegment(Segment.BECOMING_INELIGIBLE)


def test_a_rule_without_conditions_finds_nobody(scene: Scene) -> None:
    nothing = Bracket(Match.NONE, (Bracket(Match.ALL), Bracket(Match.NONE)))

    rules = [Rule(root) for root in (Bracket(Match.ALL), Bracket(Match.NONE), nothing)]

    assert found_by_sql(scene[0], rules) == [set(), set(), set()]
