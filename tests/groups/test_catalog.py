"""The list of groups and the page that combines some, as staff see them."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.db import db, now
from app.groups import services
from app.groups.domain.catalog import Asked, Column, Show
from app.groups.domain.combination import Act
from app.groups.domain.rule_json import rule_to_json
from app.groups.domain.rules import InterestIn
from app.groups.models import Group, GroupCalculation
from app.groups.queries.catalog import catalog
from app.groups.queries.lists import get
from app.groups.services import Refused
from tests import factories
from tests.factories import World
from tests.groups.makers import GAVE_100, STAFF, group, refers_to, rule
from tests.groups.pages import FRAGMENT, some_groups, text_of, words
from tests.statements import count_statements


def names(here: Workspace, asked: Asked) -> list[str]:
    return [found.name for found in catalog(here, asked, at=now()).groups]


@pytest.fixture
def here(inside: World) -> Workspace:
    return db.session.get_one(Workspace, inside.ours)


@pytest.fixture
def five(here: Workspace) -> list[Group]:
    """Five groups of 5, 4, 3, 2 and 1; the third is broken, the fifth archived."""
    made = [
        group(here, "Ärzte", rule(GAVE_100)),
        group(here, "board"),
        group(here, "Trips", rule(GAVE_100)),
        group(here, "Choir"),
        group(here, "Old"),
    ]
    for place, one in enumerate(made):
        one.member_count = 5 - place
    made[2].rule = rule_to_json(rule(InterestIn(77)))
    made[3].purpose = "for the Spring gala"
    made[4].archived_at = now()
    db.session.flush()
    return made


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), ["Ärzte", "board", "Choir", "Trips"]),
        (Asked(turned=True), ["Trips", "Choir", "board", "Ärzte"]),
        (Asked(sort=Column.PEOPLE), ["Ärzte", "board", "Trips", "Choir"]),
        (Asked(show=Show.DYNAMIC), ["Ärzte", "Trips"]),
        (Asked(show=Show.STATIC), ["board", "Choir"]),
        (Asked(show=Show.BROKEN), ["Trips"]),
        (Asked(show=Show.ARCHIVED), ["Old"]),
        (Asked("ARZ"), ["Ärzte"]),
        (Asked("gala"), ["Choir"]),
        (Asked("old"), []),
    ],
)
def test_the_list_is_what_was_asked_for(
    here: Workspace, five: list[Group], asked: Asked, found: list[str]
) -> None:
    assert names(here, asked) == found


@pytest.mark.both
def test_more_groups_take_no_more_statements(here: Workspace, five: list[Group]) -> None:
    def statements() -> int:
        with count_statements() as seen:
            found = catalog(here, Asked(), at=now())
        assert [user.name for user in found.used[five[0].id]][:1] == ["User 0"]
        return len(seen)

    counts = []
    for more in (1, 6):
        for number in range(more):
            group(here, f"User {len(counts)}{number}" if counts else f"User {number}", refers_to(five[0]))
        counts.append(statements())

    assert counts[0] == counts[1] <= 9


def test_a_group_tells_in_the_list_how_it_grew_and_where_it_is_used(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    donors, board, _ = some_groups(app, world.ours)
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        group(here, "Major donors", refers_to(db.session.get_one(Group, (world.ours, donors))))
        for days, members in ((40, 2), (1, 9)):
            at = now() - timedelta(days=days)
            told = {
                "eligible": 0,
                "joined": 7,
                "left": 3,
                "cause": "asked",
                "rule_version": 1,
                "of_all": True,
            }
            kept = GroupCalculation(workspace_id=here.id, group_id=donors, at=at, members=members, **told)
            db.session.add(kept)
        db.session.commit()

    page = as_bob.get("/groups").text
    [row] = re.findall(rf'<tr id="group-{donors}".*?</tr>', page, re.DOTALL)

    assert "From 2 to 9 people in 90 days" in row
    assert "+7 −3" in words(row)
    assert "Major donors" in words(row)
    part = as_bob.get("/groups?q=board", headers=FRAGMENT).text
    assert f"group-{board}" in part
    assert f"group-{donors}" not in part
    assert "No group matches" in text_of(as_bob, "/groups?q=nothing+like+it")
    assert as_bob.get("/groups?q=&show=all").status_code == 303


def test_groups_are_combined_after_a_look_at_how_they_overlap(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    donors, board, givers = some_groups(app, world.ours)
    as_bob.post(f"/groups/{board}/members", data={"selected": [str(givers[0])]})
    asked = {"first": str(donors), "act": "difference", "others": [str(board)]}

    shown = words(as_bob.get("/groups/combine", query_string=asked).text)
    unnamed = as_bob.post("/groups/combine", data=asked)
    saved = as_bob.post("/groups/combine", data=asked | {"name": "Donors to ask"}, follow_redirects=True)

    assert "Everybody who is in “Donors”, but not in “Board”. 2 people as of" in shown
    assert "In “Donors”, not in “Board” Yes 2 In “Donors” and “Board” No 1" in shown
    assert "Choose two groups or more" in text_of(as_bob, f"/groups/combine?first={donors}")
    assert unnamed.status_code == 422
    assert "“Donors to ask” is saved with 2 people." in words(saved.text)
    assert "Made of “Donors”, “Board” as of" in words(saved.text)


def test_a_combination_does_without_no_group_that_is_gone(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    donors, board, _ = some_groups(app, world.ours)
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        guests = group(here, "Guests")
        services.archive(here, guests, actor=STAFF)
        keys = [str(board), str(guests.id)]
        first = get(here, donors)
        assert first
        refused = services.combine(here, "By hand", Act.DIFFERENCE, [first, guests], actor=STAFF)
        db.session.commit()
    asked = {"first": str(donors), "act": "difference", "others": keys, "name": "Rest"}

    shown, saved = (
        as_bob.get("/groups/combine", query_string=asked),
        as_bob.post("/groups/combine", data=asked),
    )

    assert isinstance(refused, Refused)
    assert saved.status_code == 422
    for page in (shown, saved):
        assert "One of the groups you chose is not in use any more." in words(page.text)
        assert "Save as a static group" not in page.text
    assert "Rest" not in text_of(as_bob, "/groups")
