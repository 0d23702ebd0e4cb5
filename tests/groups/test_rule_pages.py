"""The tabs Rule, Growth and Pins of a group."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.constituents.models import Constituent
from app.db import db
from app.groups import services
from app.groups.domain.kinds import Side
from app.groups.models import Group
from app.groups.queries import pins
from app.groups.services import Draft
from app.groups.services.recalculating import calculate
from tests import factories
from tests.factories import World
from tests.groups.makers import STAFF, people, rule
from tests.groups.pages import FRAGMENT, some_groups, text_of, words
from tests.groups.test_remembering import GAVE_500
from tests.statements import count_statements


@pytest.fixture
def donors(app: Flask, world: World) -> int:
    """A group whose rule was changed and calculated twice; one of three givers is pinned out."""
    group_id, _, givers = some_groups(app, world.ours)
    with factories.inside(app, world.ours):
        here, group = db.session.get_one(Workspace, world.ours), the(world, group_id)
        calculate(here, group)
        draft = Draft(name=group.name, rule=rule(GAVE_500), note="Only large gifts")
        services.update(here, group, draft, version=group.version, actor=STAFF)
        calculate(here, group)
        services.pin(here, group, givers[:1], Side.IN, note="Board", actor=STAFF)
        db.session.commit()
    return group_id


def the(world: World, group_id: int) -> Group:
    return db.session.get_one(Group, (world.ours, group_id), populate_existing=True)


def test_the_rule_is_told_in_words_with_its_versions_and_what_each_came_to(
    donors: int, as_vera: FlaskClient
) -> None:
    page = text_of(as_vera, f"/groups/{donors}/rule")

    assert "People who gave at least $500" in page
    assert "Only large gifts" in page
    assert "0 members (0 joined, 3 left)" in page
    assert "3 members (3 joined, 0 left)" in page
    assert "Look at it" not in page, "whoever may not change a group is not offered it"


def test_going_back_shows_what_it_would_change_and_then_does_it(
    app: Flask, world: World, donors: int, as_bob: FlaskClient
) -> None:
    url = f"/groups/{donors}/rule/1"

    asked = text_of(as_bob, url)
    assert "1 member now, 3 then: 2 would join, 0 would leave. Nothing has been changed yet." in asked
    stale = as_bob.post(url, data={"version": "1"})
    assert stale.status_code == 422
    assert "changed this group in the meantime" in words(stale.text)

    done = as_bob.post(url, data={"version": "2"})

    assert done.location.endswith(f"/groups/{donors}/rule")
    with factories.inside(app, world.ours):
        assert the(world, donors).rule_version == 3
    assert "This is the rule now." in text_of(as_bob, f"/groups/{donors}/rule/3")
    assert as_bob.post(f"/groups/{donors}/rule/3", data={"version": "3"}).status_code == 404
    assert as_bob.get(f"/groups/{donors}/rule/77").status_code == 404


def test_growth_tells_who_came_and_went_and_why(donors: int, as_vera: FlaskClient) -> None:
    page = text_of(as_vera, f"/groups/{donors}/growth")

    assert "+1 −3" in page, "who was in it from the beginning did not come"
    assert "because it was calculated for the first time" not in page
    assert "because somebody was pinned" in page
    assert "because the rule changed" in page
    assert "1 member today, the first day that the group remembers." in page
    part = as_vera.get(f"/groups/{donors}/growth", headers=FRAGMENT)
    assert "<nav" not in part.text
    assert "Since " in page


def test_pins_are_listed_and_added_by_selection_and_taken_away(
    app: Flask, world: World, donors: int, as_bob: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        (first,) = pins.pins(the(world, donors))
    url = f"/groups/{donors}/pins"
    assert "1 person is kept in this group and 0 out of it" in text_of(as_bob, url)
    assert "Board" in text_of(as_bob, url)
    assert "Pin 1 person" in text_of(as_bob, f"{url}?selected={first.constituent_id}")

    turned = as_bob.post(url, data={"selected": first.constituent_id, "side": "out", "note": "Asked"})
    assert turned.location.endswith(url)
    assert "0 people are kept in this group and 1 out of it" in text_of(as_bob, url)

    as_bob.post(f"{url}/removals", data={"selected": first.constituent_id})
    assert "Nobody is pinned" in text_of(as_bob, url)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"side": "in"}, "Find somebody and mark them"),
        ({"side": "in", "selected": "5", "note": "x" * 501}, "at most 500 characters"),
        ({"side": "sideways", "selected": "5"}, "Not a valid choice"),
    ],
)
def test_a_pin_of_nobody_or_with_a_novel_is_refused_in_words(
    donors: int, as_bob: FlaskClient, data: dict[str, str], said: str
) -> None:
    answer = as_bob.post(f"/groups/{donors}/pins", data=data)

    assert answer.status_code == 422
    assert said in words(answer.text)


def test_a_static_group_has_growth_and_neither_a_rule_nor_pins(
    app: Flask, world: World, as_vera: FlaskClient
) -> None:
    _, board, _ = some_groups(app, world.ours)

    asked = [as_vera.get(f"/groups/{board}/{tab}").status_code for tab in ("growth", "rule", "pins")]
    assert asked == [200, 303, 303]
    assert "Nothing to tell yet" in text_of(as_vera, f"/groups/{board}/growth")


def test_the_statements_of_the_tabs_are_few(donors: int, as_vera: FlaskClient) -> None:
    for tab, most in (("rule", 16), ("growth", 18), ("pins", 16)):
        with count_statements() as seen:
            as_vera.get(f"/groups/{donors}/{tab}")
        assert len(seen) <= most, tab


def test_home_tells_which_groups_moved_and_leads_to_their_growth(donors: int, as_vera: FlaskClient) -> None:
    home = as_vera.get("/")

    assert "Groups that moved" in words(home.text)
    assert "+1 −3" in words(home.text)
    assert f"/groups/{donors}/growth" in home.text


def test_one_person_is_pinned_by_id_or_lookup_id_and_by_a_mark_only_where_it_was_set(
    app: Flask, world: World, donors: int, as_bob: FlaskClient
) -> None:
    url = f"/groups/{donors}/pins"
    with factories.inside(app, world.ours):
        before = {each.constituent_id for each in pins.pins(the(world, donors))}
        [other] = people(db.session.get_one(Workspace, world.ours), 1)
        lookup_id = db.session.get_one(Constituent, (world.ours, other)).lookup_number
        db.session.commit()

    by_name = as_bob.post(url, data={"who": "Other", "asked": "Giver", "constituent_id": other})
    by_id = as_bob.post(url, data={"who": f"C-{lookup_id}"})

    assert by_name.status_code == 422
    assert "Find somebody and mark them" in words(by_name.text)
    assert by_id.status_code == 303
    with factories.inside(app, world.ours):
        assert {each.constituent_id for each in pins.pins(the(world, donors))} == before | {other}
