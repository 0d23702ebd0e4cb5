"""Conditions about giving find the same people by the rollups, by the gifts alone, and in plain Python."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.domain.kinds import GiftKind
from app.activity.models import Donation
from app.activity.services.rebuilding import rebuild
from app.constituents.models import Constituent
from app.db import db, insert_all
from app.groups.domain.evaluate import satisfies
from app.groups.domain.facts import Facts
from app.groups.domain.periods import Ago, Before, Last, Over, Quarter, Since, Span, Unit, Which, YearKind
from app.groups.domain.rules import (
    AverageGift,
    Bracket,
    Condition,
    Count,
    FirstGift,
    GiftCount,
    GivingPattern,
    Lapsed,
    LargestGift,
    LastGift,
    Limit,
    Match,
    Pattern,
    Rule,
    TotalGiven,
)
from app.groups.queries.counts import count
from app.groups.queries.people import facts_of
from app.groups.queries.scope import Scope, scope_of
from app.groups.queries.translation import meets_part
from tests.factories import World
from tests.groups.domain.givers import TODAY, ago, giving
from tests.groups.worlds import AT, fill
from tests.statements import count_statements

pytestmark = pytest.mark.both
YEAR, LONG_AGO = Last(12, Unit.MONTHS), Over(12, Unit.MONTHS)
SOME, NO = (Count.AT_LEAST, 1), (Count.EXACTLY, 0)
CONDITIONS: list[Condition] = [
    *(GiftCount(op, n) for op in Count for n in (1, 2)),
    *(GiftCount(*NO, period=period) for period in (YEAR, LONG_AGO, Since(ago(30)), Before(ago(30)))),
    GiftCount(*SOME, period=Quarter(Which.LAST, YearKind.FISCAL)),
    GiftCount(*SOME, period=Ago(Span(2, Unit.YEARS), Span(11, Unit.MONTHS))),
    *(GiftCount(*SOME, amount_at_most=most) for most in (0, 4_999)),
    GiftCount(Count.AT_LEAST, 2, 1, YEAR),
    GiftCount(*SOME, 5_000, YEAR, 5_000),
    GiftCount(*SOME, fund="tre'es"),
    GiftCount(*SOME, fund="CAFÉ", campaign="TREES"),
    GiftCount(*NO, 5_000, YEAR, appeal="Café Fund"),
    GiftCount(*SOME, None, YEAR, gift_kind=GiftKind.RECURRING),
    *(TotalGiven(op, 5_000, period) for op in Limit for period in (YEAR, LONG_AGO)),
    TotalGiven(Limit.AT_LEAST, 1, fund="Trees"),
    TotalGiven(Limit.AT_MOST, 0),
    *(AverageGift(op, 2_500) for op in Limit),
    *(AverageGift(op, 4_999, YEAR) for op in Limit),
    *(LargestGift(op, 5_000) for op in Limit),
    *(LargestGift(op, 5_000, LONG_AGO) for op in Limit),
    *(FirstGift(period, floor) for period in (YEAR, LONG_AGO) for floor in (None, 4_999)),
    *(LastGift(period) for period in (YEAR, LONG_AGO)),
    *(GivingPattern(pattern, year) for pattern in Pattern for year in YearKind),
    *(Lapsed(months) for months in (1, 12)),
]
"""Every kind, in forms that are true of some of these people and not of all."""

PLAIN = {"kind": "one_off", "status": "settled", "fund": "", "campaign": "", "appeal": "", "method": ""} | {
    "source": "",
    "created_at": AT,
}
Scene = tuple[Scope, Mapping[int, Facts]]


@pytest.fixture
def scene(inside: World) -> Scene:
    """People with many gifts, on days of which some are still to come; July begins the fiscal year."""
    workspace = db.session.get_one(Workspace, inside.ours)
    workspace.timezone, workspace.fiscal_year_start = "Pacific/Auckland", 7
    ids = fill(workspace, 4, people=70)
    insert_all(Donation, [*_on_one_day(workspace.id, ids), *_in_both_years(workspace.id, ids)])
    rebuild(workspace.id)
    db.session.flush()
    rule = Rule(Bracket(Match.ANY, tuple(CONDITIONS)))
    scope = scope_of(workspace, rule, at=AT)
    return scope, facts_of(scope, rule, ids)


def _on_one_day(workspace_id: int, ids: Sequence[int]) -> list[dict[str, object]]:
    """The first gifts of some: two of one day, of which the lower id is the very first."""
    here = PLAIN | {"workspace_id": workspace_id, "received_on": ago(900)}
    gifts = [("USD", 9_000), ("EUR", 9_000), ("USD", 100)]
    return [
        here | {"id": 10 * place + turn, "constituent_id": who, "currency": currency, "amount": amount}
        for place, who in enumerate(ids[:6], start=1)
        for turn, (currency, amount) in enumerate(gifts[place % 3 :] + gifts[: place % 3])
    ]


def _in_both_years(workspace_id: int, ids: Sequence[int]) -> list[dict[str, object]]:
    """Gifts of this year and of the last, by whichever calendar, of which one is far greater."""
    here = PLAIN | {"workspace_id": workspace_id, "currency": "USD", "fund": "Cafe", "campaign": "Trees"}
    return [
        here | {"id": 1_000 + 10 * place + turn, "constituent_id": who, "received_on": on, "amount": amount}
        for place, who in enumerate(ids[6:12])
        for turn, (on, amount) in enumerate([(ago(400), 10**6), (ago(0), 10 ** (5 + place % 3))])
    ]


def found_by_sql(scope: Scope, conditions: Sequence[Condition]) -> list[set[int]]:
    """Whom each condition includes, in one statement."""
    asked = [meets_part(each, scope).label(f"c{place}") for place, each in enumerate(conditions)]
    found = [set[int]() for _ in conditions]
    query = select(Constituent.id, *asked).where(Constituent.workspace_id == scope.workspace.id)
    for who, *answers in db.session.execute(query):
        for people, met in zip(found, answers, strict=True):
            assert met is not None
            people |= {who} if met else set()
    return found


def check(scene: Scene, conditions: Sequence[Condition]) -> list[set[int]]:
    """Whom each condition means; the rollups and the gifts agree on it."""
    scope, people = scene
    meant = [
        {who for who, facts in people.items() if satisfies(each, facts, scope.as_of)} for each in conditions
    ]
    for stale in (False, True):
        scope.workspace.rollups_stale = stale
        with db.session.no_autoflush:
            found = found_by_sql(scope, conditions)
        scope.workspace.rollups_stale = False
        wrong = [each for each, got, wanted in zip(conditions, found, meant, strict=True) if got != wanted]
        assert wrong == [], f"stale: {stale}"
    return meant


def test_every_kind_of_condition_finds_some_and_not_all(scene: Scene) -> None:
    scope, people = scene
    assert any(gift.on > TODAY for facts in people.values() for gift in facts.gifts)

    meant = check(scene, CONDITIONS)

    everybody = set(people)
    assert [each for each, who in zip(CONDITIONS, meant, strict=True) if who in (set(), everybody)] == []
    assert [count(scope, meets_part(each, scope)) for each in CONDITIONS] == list(map(len, meant))


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(conditions=st.lists(giving, min_size=20, max_size=20))
def test_any_condition_about_giving_finds_the_same_people(scene: Scene, conditions: list[Condition]) -> None:
    check(scene, conditions)


def test_a_fund_is_looked_up_once_whatever_its_spellings(scene: Scene) -> None:
    scope, _ = scene

    with count_statements() as seen:
        meets_part(GiftCount(*SOME, fund="TREES"), scope)
        meets_part(GiftCount(*SOME, 100, YEAR), scope)

    assert len(seen) == 1
