"""A number of people is what counting the people one by one comes to, out of whatever rows it was read."""

from datetime import timedelta
from enum import StrEnum, auto
from itertools import combinations, cycle

import pytest
from sqlalchemy import case, delete, func, insert, select, update

from app.accounts.models import Workspace
from app.activity.rollup_models import Rollup
from app.consent import queries as consent
from app.consent.services import catching_up
from app.consent.standing_models import KeptStanding
from app.constituents.models import Constituent
from app.constituents.touched_models import Touch
from app.db import db, now
from app.groups.domain.periods import Last, Unit
from app.groups.domain.rules import (
    Bracket,
    CanBeEmailed,
    Condition,
    Count,
    GiftCount,
    HasEmail,
    InSegment,
    InterestIn,
    Limit,
    Match,
    Rule,
    TotalGiven,
)
from app.groups.domain.segments import Segment
from app.groups.queries import members, shapes, terms
from app.groups.queries.scope import Scope, scope_of
from tests.factories import World
from tests.groups.worlds import fill
from tests.statements import count_statements

pytestmark = pytest.mark.both
ASKED: list[Condition | Bracket] = [
    *map(InSegment, (Segment.NEVER_EMAILED, Segment.DONORS, Segment.BOUNCED, Segment.MARKETING_ELIGIBLE)),
    *map(InSegment, (Segment.SUPPRESSED, Segment.UNSUBSCRIBED, Segment.ENGAGED)),
    GiftCount(Count.EXACTLY, 0, period=Last(12, Unit.MONTHS)),
    GiftCount(Count.AT_LEAST, 2, period=Last(5, Unit.YEARS)),
    TotalGiven(Limit.AT_MOST, 5_000),
    CanBeEmailed(),
    CanBeEmailed(1),
    InterestIn(1),
    HasEmail(),
    Bracket(Match.NONE, (InSegment(Segment.REGISTRANTS), InSegment(Segment.OPENED_NEVER_CLICKED))),
]


class Are(StrEnum):
    """Of whom it is sure that what is kept of their standing holds."""

    ALL_SURE = auto()
    FEW_UNSURE = auto()
    ALL_UNSURE = auto()


@pytest.fixture(params=Are)
def scope(request: pytest.FixtureRequest, inside: World) -> Scope:
    """A small world with people who have no rollup."""
    workspace = db.session.get_one(Workspace, inside.ours)
    workspace.rollups_stale = False
    fill(workspace, 3, people=80)
    without = select(func.count()).where(
        Constituent.workspace_id == workspace.id, Constituent.id.not_in(select(Rollup.constituent_id))
    )
    assert db.session.scalar(without)
    if request.param is Are.ALL_UNSURE:
        workspace.standings_stale = True
    else:
        catching_up.rebuild(workspace.id)
    if request.param is Are.FEW_UNSURE:
        _mislead(workspace)
    scope = scope_of(workspace, Rule(Bracket(Match.ALL, tuple(ASKED))), at=now())
    assert (consent.plain(workspace, at=scope.at) is None) == (request.param is Are.ALL_UNSURE)
    return scope


def _mislead(workspace: Workspace) -> None:
    """What is kept is wrong of a few: of some who were touched, of one by other rules, of one nothing is."""
    kept = KeptStanding.workspace_id == workspace.id
    ids = db.session.scalars(select(KeptStanding.constituent_id).where(kept).order_by("headline")).all()
    few = [*ids[:6], *ids[-6:]]
    row = {"workspace_id": workspace.id, "is_fresh": True, "kind": "permission", "address_key": ""}
    db.session.execute(insert(Touch), [row | {"constituent_id": who} for who in few[1:]])
    turned = {"headline": case((KeptStanding.headline == 0, 2), else_=0), "marks": 2}
    db.session.execute(update(KeptStanding).where(kept, KeptStanding.constituent_id.in_(few)).values(turned))
    for told in ({"edition": 7}, {"holds_from": now() + timedelta(1)}):
        who = few.pop(0)
        db.session.execute(update(KeptStanding).where(KeptStanding.constituent_id == who).values(told))
    db.session.execute(delete(KeptStanding).where(KeptStanding.constituent_id == few[0]))


@pytest.mark.parametrize("scope", [Are.ALL_SURE, Are.FEW_UNSURE], indirect=True)
def test_numbers_are_those_of_the_people_whatever_is_combined(scope: Scope) -> None:
    matches = cycle(Match)
    rules = [Rule(Bracket(next(matches), some)) for some in combinations(ASKED[::2], 2)]

    expected = _one_by_one(scope, rules)
    asked = [members.who_meets(rule, scope) for rule in rules]
    found = [members.count(scope, who) for who in asked]
    people = [db.session.scalars(terms.people(scope.workspace.id, who)).all() for who in asked]

    assert found == expected == [len(set(some)) for some in people] == [len(some) for some in people]
    assert len(set(found)) > 12


def test_how_many_can_be_emailed_and_why_not_the_rest_sums_up_to_the_count(scope: Scope) -> None:
    for condition in ASKED:
        who = members.who_meets(Rule(Bracket(Match.ALL, (condition,))), scope)
        mailable = members.who_meets(Rule(Bracket(Match.ALL, (condition, CanBeEmailed()))), scope)

        summary = members.summary(scope, who)

        assert summary.count == members.count(scope, who), condition
        assert summary.eligible == members.count(scope, mailable), condition
        assert summary.eligible + sum(number for _, number in summary.reasons) == summary.count


@pytest.mark.parametrize("scope", [Are.ALL_SURE, Are.FEW_UNSURE], indirect=True)
def test_of_many_people_the_first_by_name_are_met_by_walking_and_are_the_same(scope: Scope) -> None:
    for condition in ASKED:
        who = members.who_meets(Rule(Bracket(Match.NONE, (condition,))), scope)

        walked = members.examples(scope, who, among=terms.MANY)

        assert walked == members.examples(scope, who), condition


@pytest.mark.parametrize("scope", [Are.ALL_SURE], indirect=True)
def test_a_funnel_narrows_step_by_step_in_one_statement(scope: Scope) -> None:
    rule = Rule(Bracket(Match.ALL, (ASKED[3], ASKED[7], ASKED[9])))
    steps = [Rule(Bracket(Match.ALL, rule.root.parts[: n + 1])) for n in range(3)]

    with count_statements() as seen:
        funnel = members.funnel(scope, rule)

    assert [step.count for step in funnel.steps] == _one_by_one(scope, steps)
    assert funnel.everybody == 80
    assert len([each for each in seen if "FROM constituents" in each]) == 1


@pytest.mark.parametrize("scope", [Are.ALL_SURE], indirect=True)
def test_what_rollups_tell_is_counted_without_reading_the_people(scope: Scope) -> None:
    rule = Rule(Bracket(Match.ALL, (InSegment(Segment.DONORS), InSegment(Segment.ENGAGED))))
    who = members.who_meets(rule, scope)

    with count_statements() as seen:
        members.count(scope, who)

    assert len(seen) == 1
    assert "FROM constituents" not in seen[0]
    assert "FROM rollups" in seen[0]


@pytest.mark.parametrize("scope", [Are.ALL_SURE], indirect=True)
def test_what_is_kept_of_permission_is_counted_beside_rollups_reading_only_the_people_who_were_touched(
    scope: Scope,
) -> None:
    rule = Rule(Bracket(Match.ALL, (CanBeEmailed(), ASKED[7])))
    who = members.who_meets(rule, scope)

    with count_statements() as seen:
        members.count(scope, who)
        members.summary(scope, who)

    assert len(seen) == 3
    assert all("touches.constituent_id" in each for each in "".join(seen).split("FROM constituents")[1:])
    assert "FROM standings JOIN rollups" in seen[0]


@pytest.mark.parametrize("scope", [Are.ALL_SURE], indirect=True)
def test_brackets_within_brackets_are_counted_by_rows_as_long_as_these_are_few_sets(scope: Scope) -> None:
    gave_or_mailable = Bracket(Match.ANY, (ASKED[1], CanBeEmailed()))
    neither = Bracket(Match.NONE, (ASKED[6], InSegment(Segment.UNSUBSCRIBED)))
    rules = {
        Rule(Bracket(Match.ALL, (gave_or_mailable, GiftCount(Count.AT_LEAST, 1)))): True,
        Rule(Bracket(Match.ALL, (neither, GiftCount(Count.AT_LEAST, 1)))): True,
        Rule(Bracket(Match.ALL, (gave_or_mailable,) * 4)): False,
    }

    for rule, by_rows in rules.items():
        who = members.who_meets(rule, scope)
        found = terms.known_terms(shapes.sides(who).kept)
        assert len(found) <= terms.MOST
        assert all(not term.others for term in found) == by_rows, rule
        assert [members.count(scope, who)] == _one_by_one(scope, [rule])


def _one_by_one(scope: Scope, rules: list[Rule]) -> list[int]:
    asked = [members.who_meets(rule, scope) for rule in rules]
    found: list[int] = []
    for some in (asked[place : place + 40] for place in range(0, len(asked), 40)):
        numbers = (func.count().filter(who) for who in some)
        query = select(*numbers).where(Constituent.workspace_id == scope.workspace.id)
        found += db.session.execute(query.select_from(Constituent)).one()
    return found
