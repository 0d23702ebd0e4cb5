"""A group whose own rule cannot be read is broken wherever it is used: nothing empties and nothing widens."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.audiences.queries.asking import Broken, understand
from app.db import db, now
from app.groups import services
from app.groups.domain.combination import Act
from app.groups.domain.gone import CANNOT_BE_READ
from app.groups.domain.kinds import Side
from app.groups.domain.rules import Bracket, HasEmail, InGroup, Match, Rule
from app.groups.models import Group
from app.groups.queries import members
from app.groups.queries import people as tester
from app.groups.queries.scope import scope_of
from app.groups.services import Refused, keep_lists
from app.groups.services.recalculating import calculate
from tests import factories
from tests.audiences.makers import about
from tests.factories import World
from tests.groups.makers import GAVE_100, STAFF, group, members_of, people, rule
from tests.groups.pages import builder, some_groups, text_of

NEWER = {"version": 99, "match": "all", "conditions": []}


@pytest.fixture
def here(inside: World) -> Workspace:
    return db.session.get_one(Workspace, inside.ours)


@pytest.fixture
def donors(here: Workspace) -> Group:
    """Two donors are in it, one of them pinned; then its rule became one that only a newer Kith reads."""
    ids = people(here, 2, gave=10_000)
    made = group(here, "Donors", rule(GAVE_100))
    services.pin(here, made, ids[:1], Side.IN, actor=STAFF)
    calculate(here, made)
    made.rule = NEWER
    db.session.flush()
    return made


def test_it_keeps_its_members_says_so_and_means_nobody(here: Workspace, donors: Group) -> None:
    keep_lists(here.id)
    assert donors.broken_reason == CANNOT_BE_READ

    calculate(here, donors)

    assert (len(members_of(donors)), donors.broken_reason) == (2, CANNOT_BE_READ)
    scope = scope_of(here, members.rule_of(donors), at=now())
    assert members.count(scope, members.who_is_in(donors, scope)) == 0, "not even who is pinned"


def test_what_leaves_it_out_is_refused(here: Workspace, donors: Group) -> None:
    everybody = group(here, "All", rule(HasEmail()))

    made = services.combine(here, "The rest", Act.DIFFERENCE, [everybody, donors], actor=STAFF)
    asked = understand(here, about(everybody, but=(donors,)), at=now())

    assert isinstance(made, Refused)
    assert isinstance(asked, Broken)
    assert CANNOT_BE_READ in made.why
    assert CANNOT_BE_READ in asked.why


def test_it_is_not_copied(here: Workspace, donors: Group) -> None:
    assert services.duplicate(here, donors, actor=STAFF) == Refused("rule", CANNOT_BE_READ)


def test_somebody_is_not_in_a_broken_group_although_every_other_condition_is_met(here: Workspace) -> None:
    who = people(here, 1)[0]
    other = group(here, "Other", rule(HasEmail()))
    asked = Rule(Bracket(Match.ALL, (HasEmail(), Bracket(Match.NONE, (InGroup(other.id),)))))
    other.archived_at = now()
    db.session.flush()

    told = tester.explained(scope_of(here, asked, at=now()), asked, who)

    assert told is not None
    assert told[0] is False


def test_the_builder_does_not_open_it_empty_to_be_saved_over(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    group_id, _, _ = some_groups(app, world.ours)
    with factories.inside(app, world.ours):
        db.session.get_one(Group, (world.ours, group_id)).rule = NEWER
        db.session.commit()

    assert as_bob.get(f"/groups/{group_id}/edit").status_code == 409
    assert as_bob.post(f"/groups/{group_id}/edit", data=builder(version="1")).status_code == 409

    assert CANNOT_BE_READ in text_of(as_bob, f"/groups/{group_id}/rule")
    with factories.inside(app, world.ours):
        assert db.session.get_one(Group, (world.ours, group_id)).rule == NEWER


def test_a_broken_group_shows_no_numbers_of_before_as_those_of_now_and_says_so_where_it_is_chosen(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    group_id, _, _ = some_groups(app, world.ours)
    with factories.inside(app, world.ours):
        here, broken = (
            db.session.get_one(Workspace, world.ours),
            db.session.get_one(Group, (world.ours, group_id)),
        )
        calculate(here, broken)
        broken.rule = NEWER
        keep_lists(world.ours)
        name = broken.name
        db.session.commit()

    page = text_of(as_bob, f"/groups/{group_id}")
    assert "Broken: it means nobody now. 3 people were in it on" in page
    assert "an export takes these" not in page
    assert "nobody now, 3 before" in text_of(as_bob, "/groups")
    for choice in ("/groups/combine", "/audiences/new"):
        assert f"{name} (broken)" in text_of(as_bob, choice)
