"""Stored lists follow the people who were touched, on both databases; each who moves knows why."""

import pytest

from app.accounts.models import Workspace
from app.consent.services.catching_up import rebuild
from app.constituents import touched
from app.db import db, now
from app.groups import services
from app.groups.domain.causes import Cause
from app.groups.domain.periods import Last, Unit
from app.groups.domain.rules import AddedWithin, HasEmail, InGroup, Match
from app.groups.queries import history, members
from app.groups.queries.scope import scope_of
from app.groups.services import touching
from app.groups.services.recalculating import calculate
from app.work import queries as works
from tests.factories import World
from tests.groups.following import give, last, let_follow, member, stays
from tests.groups.makers import GAVE_100, STAFF, group, members_of, people, refers_to, rule
from tests.statements import count_statements


@pytest.fixture
def here(inside: World) -> Workspace:
    return db.session.get_one(Workspace, inside.ours)


@pytest.mark.both
def test_who_gave_joins_and_who_got_the_money_back_leaves_each_with_the_cause(here: Workspace) -> None:
    giver, other = *people(here, 1, gave=10_000), *people(here, 1)
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)
    let_follow(here)

    give(here, other)
    give(here, giver, -5_000)
    let_follow(here)

    joined, (left,) = member(donors, other), stays(donors)
    assert set(members_of(donors)) == {other}
    assert joined is not None
    assert (joined.cause, left.constituent_id, left.left_cause) == (Cause.GIFT, giver, Cause.GIFT)
    assert (donors.member_count, last(donors).joined, last(donors).left) == (1, 1, 1)
    assert last(donors).of_all is False


def test_nobody_is_looked_at_again_when_nothing_waits(here: Workspace) -> None:
    ids = people(here, 1)
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)
    give(here, ids[0])

    let_follow(here)

    assert not touched.waiting(here.id)
    assert let_follow(here) == 1
    assert set(members_of(donors)) == set(ids)


def test_a_gift_moves_nobody_in_a_group_that_asks_for_no_gifts(here: Workspace) -> None:
    who = people(here, 1)[0]
    reached = group(here, "Reached", rule(HasEmail()))
    calculate(here, reached)
    let_follow(here)
    seen = reached.edition

    give(here, who)
    let_follow(here)

    assert (reached.edition, last(reached).cause) == (seen, Cause.FIRST)


def test_a_group_follows_what_moves_people_in_the_group_that_it_refers_to(here: Workspace) -> None:
    who = people(here, 1)[0]
    donors = group(here, "Donors", rule(GAVE_100))
    thanked = group(here, "Thanked", refers_to(donors))
    rest = group(here, "Rest", rule(InGroup(donors.id), match=Match.NONE))
    for each in (donors, thanked, rest):
        calculate(here, each)
    let_follow(here)

    give(here, who)
    let_follow(here)

    assert (set(members_of(donors)), set(members_of(thanked)), set(members_of(rest))) == ({who}, {who}, set())


@pytest.mark.both
def test_lists_that_followed_are_what_a_whole_calculation_finds(here: Workspace) -> None:
    ids = people(here, 4) + people(here, 2, gave=10_000)
    made = [
        group(here, "Donors", rule(GAVE_100)),
        group(here, "Not donors", rule(GAVE_100, match=Match.NONE)),
        group(here, "New", rule(AddedWithin(Last(2, Unit.DAYS)))),
    ]
    for each in made:
        calculate(here, each)
    for who, amount in zip(ids[1:], (10_000, 9_999, 20_000, -10_000, -1), strict=True):
        give(here, who, amount)

    let_follow(here)

    for each in made:
        followed = members_of(each)
        scope = scope_of(here, members.rule_of(each), at=now())
        found = members.examples(scope, members.who_is_in(each, scope))
        assert set(followed) == {one.id for one in found}
        calculate(here, each)
        assert members_of(each) == followed, "and nobody joined anew"


def test_what_concerns_everybody_asks_for_a_whole_calculation_that_says_so(here: Workspace) -> None:
    people(here, 1)
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)
    let_follow(here)

    here.fiscal_year_start = 7
    db.session.flush()
    let_follow(here)

    assert donors.due_cause is Cause.SETTINGS
    assert works.alive(here.id, "recalculate", donors.id)


def test_too_many_touches_ask_for_a_whole_calculation_instead(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    donors, reached = group(here, "Donors", rule(GAVE_100)), group(here, "Reached", rule(HasEmail()))
    calculate(here, donors)
    calculate(here, reached)
    let_follow(here)
    monkeypatch.setattr(touching, "MANY", 2)

    for who in people(here, 2):
        give(here, who)
    let_follow(here)

    assert (donors.due_cause, reached.due_cause) == (Cause.GIFT, Cause.PROFILE)
    assert members_of(donors) == {}
    assert not touched.waiting(here.id)


def test_the_statements_of_following_do_not_grow_with_the_people(here: Workspace) -> None:
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)
    let_follow(here)
    counts = []
    for many in (2, 40):
        for who in people(here, many):
            give(here, who)
        rebuild(here.id)
        with count_statements() as seen:
            let_follow(here)
        counts.append(len(seen))

    assert counts[0] == counts[1]


@pytest.mark.both
def test_someone_erased_leaves_no_trace_in_what_groups_remember(here: Workspace) -> None:
    from app.lifecycle.services.erasing import erase

    who, other = people(here, 2, gave=10_000)
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)
    let_follow(here)
    give(here, who, -10_000)
    let_follow(here)
    assert len(stays(donors)) == 1

    erase(here, who, actor=STAFF)
    let_follow(here)

    assert stays(donors) == []
    assert history.history_of(here, who) == []
    assert set(members_of(donors)) == {other}


def test_that_somebody_is_gone_is_told_by_the_growth_of_her_groups(here: Workspace) -> None:
    from app.groups.services.forgetting import forget_members
    from app.lifecycle.services.erasing import erase

    ids = people(here, 3)
    board = group(here, "Board")
    services.add_members(here, board, ids, actor=STAFF)

    erase(here, ids[0], actor=STAFF)
    assert (last(board).cause, last(board).left, last(board).members) == (Cause.GONE, 1, 2)

    forget_members(here, ids[1:2], lambda some: set(some))
    assert (last(board).cause, last(board).left, last(board).members) == (Cause.GONE, 1, 1)


def test_a_group_that_waits_for_a_whole_calculation_is_left_to_that(here: Workspace) -> None:
    who = people(here, 1)[0]
    donors = group(here, "Donors", rule(GAVE_100))
    calculate(here, donors)
    services.recalculate(here, donors, by=101)

    give(here, who)
    let_follow(here)
    assert members_of(donors) == {}

    calculate(here, donors)
    assert set(members_of(donors)) == {who}
