"""Groups that refer to a group that changed are found anew, whatever that group is waiting for itself."""

from threading import Event, Thread

import pytest
from flask import Flask

from app.accounts.models import Workspace
from app.constituents.domain.touching import Thing, Touched
from app.db import db, now
from app.groups import services
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import Side
from app.groups.domain.rules import Count, HasEmail, InGroup, Match, Registrations
from app.groups.models import Group
from app.groups.queries import history
from app.groups.queries.growth import digests, months
from app.groups.services import Draft, touching
from app.groups.services.asking import ask
from app.groups.services.recalculating import calculate
from tests import factories
from tests.factories import World
from tests.groups.following import let_follow
from tests.groups.makers import GAVE_100, STAFF, group, members_of, people, refers_to, rule


@pytest.fixture
def here(inside: World) -> Workspace:
    return db.session.get_one(Workspace, inside.ours)


def test_a_pin_in_a_group_that_was_never_calculated_reaches_those_that_refer_to_it(here: Workspace) -> None:
    who = people(here, 1)[0]
    first = group(here, "First", rule(GAVE_100))
    second = group(here, "Second", refers_to(first))
    let_follow(here)
    calculate(here, second)

    services.pin(here, first, [who], Side.IN, actor=STAFF)

    assert second.due_cause is Cause.GROUP
    calculate(here, second)
    assert set(members_of(second)) == {who}


def test_a_rule_that_changes_before_its_first_calculation_reaches_them_too(here: Workspace) -> None:
    first = group(here, "First", rule(GAVE_100))
    second = group(here, "Second", refers_to(first))
    calculate(here, second)

    services.update(
        here, first, Draft(name="First", rule=rule(HasEmail())), version=first.version, actor=STAFF
    )

    assert second.due_cause is Cause.GROUP


def test_a_list_that_changes_reaches_them_through_a_group_that_waits_for_something_else(
    here: Workspace,
) -> None:
    ids = people(here, 1)
    board = group(here, "Board")
    first = group(here, "First", refers_to(board))
    second = group(here, "Second", refers_to(first))
    for each in (first, second):
        calculate(here, each)
    ask(first, Cause.GIFT)

    services.add_members(here, board, ids, actor=STAFF)

    assert (first.due_cause, second.due_cause) == (Cause.GIFT, Cause.GROUP)


def test_who_is_in_a_new_group_did_not_come_lately(here: Workspace) -> None:
    people(here, 3, gave=10_000)
    donors = group(here, "Donors", rule(GAVE_100))
    day_before = now().replace(hour=0)

    calculate(here, donors)

    assert history.since(here, day_before) == {}
    assert digests(here, at=now()) == []
    assert {(joined, left) for _, joined, left in months(here, donors, at=now())} == {(0, 0)}


@pytest.mark.postgres
def test_a_pin_and_whoever_follows_people_wait_for_each_other_in_the_same_order(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        ids = people(here, 2)
        pinned = group(here, "Pinned", rule(GAVE_100))
        user = group(
            here, "User", rule(InGroup(pinned.id), Registrations(Count.AT_LEAST, 1), match=Match.ANY)
        )
        let_follow(here)
        for each in (pinned, user):
            calculate(here, each)
        let_follow(here)
        db.session.commit()
        key = pinned.id
    asked, outcome = Event(), list[str]()

    def and_wait(found: Group, cause: Cause) -> object:
        work = ask(found, cause)
        asked.set()
        asked_long_ago.wait(1)
        return work

    def follower() -> None:
        with factories.inside(app, world.ours):
            here = db.session.get_one(Workspace, world.ours)
            found = Touched({ids[1]: frozenset({Thing.GIFT})}, frozenset({Thing.REGISTRATION}))
            touching._look_at(here, found, at_once=False, held=set())
            db.session.commit()
            outcome.append("followed")

    asked_long_ago = Event()
    monkeypatch.setattr(touching, "ask", and_wait)
    thread = Thread(target=follower)
    thread.start()
    assert asked.wait(10)

    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        services.pin(here, db.session.get_one(Group, (here.id, key)), ids[:1], Side.IN, actor=STAFF)
        db.session.commit()
        outcome.append("pinned")
    thread.join(20)

    assert sorted(outcome) == ["followed", "pinned"]
