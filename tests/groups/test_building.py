"""More of the builder: people left out, what saving would change, and what is offered to choose from."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.activity.domain.arrivals import NewEvent
from app.activity.services import record_events
from app.db import db
from app.groups.models import Group, GroupVersion
from tests import factories
from tests.factories import World
from tests.groups.makers import AT
from tests.groups.pages import FRAGMENT, builder, some_groups, text_of, words
from tests.statements import count_statements

TOTAL = {"type": "total_given", "op": "at_least", "amount": "100", "period": "any_time"}
MAILABLE = {"type": "can_be_emailed", "topic": ""}


@pytest.fixture
def ids(app: Flask, world: World) -> tuple[int, int, list[int]]:
    return some_groups(app, world.ours)


def post(client: FlaskClient, do: str, form: dict[str, str]) -> str:
    answer = client.post("/groups/new", data=form | {"do": do})
    assert answer.status_code == 200
    return answer.text


@pytest.mark.usefixtures("ids")
def test_people_are_left_out_and_conditions_turned_round(as_bob: FlaskClient, app: Flask) -> None:
    form = builder(
        MAILABLE,
        TOTAL | {"not": "1"},
        **{"match": "any", "c0.1-type": "text_search", "c0.1-text": "Other", "who": "other1@example.org"},
    )

    seen = words(post(as_bob, "refresh", form))
    saved = as_bob.post("/groups/new", data=form | {"do": "save"})
    again = as_bob.get(f"{saved.headers['Location']}/edit").text

    assert "leaving out people who match the search “Other”." in seen
    assert "left out: 2 people who match the search “Other” 3" in seen
    assert "No, not in it" in seen
    assert "2. leaves out people who gave at least $100 in total" in seen
    assert "left out 1. leaves out people who match the search “Other”" in seen
    assert 'name="c0.1-text"' in again
    assert '<option value="1" selected>without</option>' in again


@pytest.mark.usefixtures("ids")
def test_a_button_gets_the_conditions_back_at_once_and_asks_for_the_numbers_after(
    as_bob: FlaskClient,
) -> None:
    part = as_bob.post("/groups/new", data=builder(TOTAL) | {"do": "copy:1"}, headers=FRAGMENT).text

    assert part.partition("</title>")[2].lstrip().startswith('<div class="card rules" id="rules">')
    assert 'id="preview"' not in part
    assert 'hx-trigger="load once"' in part
    assert "data-focus" in part.split('id="c2-type"')[1].split(">")[0]


@pytest.mark.usefixtures("ids")
def test_the_preview_tells_each_condition_whether_it_is_finished(as_bob: FlaskClient) -> None:
    form = builder(TOTAL, {"type": "gift_count", "op": "none"}, {"type": "text_search", "text": ""})

    part = as_bob.post("/groups/preview", data=form, headers=FRAGMENT).text

    states = [each.partition("</hx-partial>")[0] for each in part.split("<hx-partial")[1:]]
    assert ['hx-target="#c1-state"' in states[0], "Not finished" in states[0]] == [True, False]
    assert "People without a gift count as “not gave”: they are in it." in states[1]
    assert "Not finished: type what to look for" in states[2]


def test_what_saving_would_change_is_said_before_and_kept_with_a_note(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    url = f"/groups/{ids[0]}/edit"
    form = builder(
        {"type": "text_search", "text": "Nr000"},
        name="Donors",
        version="1",
        note="Only the first",
        group=str(ids[0]),
    )

    other = {"c1-type": "has_email", "c2-type": "in_segment", "c2-segment": "donors"}

    unchanged = text_of(as_bob, url)
    as_now = words(as_bob.post("/groups/preview", data=form | other, headers=FRAGMENT).text)
    seen = words(as_bob.post("/groups/preview", data=form, headers=FRAGMENT).text)
    saved = as_bob.post(url, data=form | {"do": "save"})

    assert "nobody joins" not in unchanged
    assert "nobody joins and nobody leaves today: 3 people stay in it" in as_now
    assert "Saving changes the group from 3 to 2 people. Nothing has been changed yet." in seen
    assert "1 person joins: Nr000 Other" in seen
    assert "2 people leave: Nr001 Giver · Nr002 Giver" in seen
    assert saved.status_code == 303
    with factories.inside(app, world.ours):
        notes = db.session.scalars(select(GroupVersion.note).where(GroupVersion.group_id == ids[0])).all()
    assert "Only the first" in notes


@pytest.mark.usefixtures("ids")
def test_blocks_that_stand_too_deep_are_not_kept(as_bob: FlaskClient) -> None:
    deep = {"c1-match": "any", "c1.1-match": "all", "c1.1.1-match": "any", "c1.1.1.1-type": "has_email"}

    refused = as_bob.post("/groups/new", data=builder(**deep, **{"c1.1.1.1-not": "1"}) | {"do": "save"})
    kept = as_bob.post("/groups/new", data=builder(**deep) | {"do": "save"})

    assert refused.status_code == 422
    assert "The blocks stand too deep inside each other." in words(refused.text)
    assert kept.status_code == 303


@pytest.mark.usefixtures("ids")
def test_starting_points_are_offered_until_there_is_a_condition(as_bob: FlaskClient) -> None:
    empty = as_bob.get("/groups/new?type=dynamic").text
    begun = as_bob.get("/groups/new?type=dynamic&start=recent_registrants").text

    assert 'href="/groups/new?type=dynamic&amp;start=lybunt"' in empty
    assert 'href="/groups/new?type=dynamic&amp;segment=engaged"' in empty
    assert 'id="starters"' not in begun
    assert 'value="Everybody but recent registrants"' in begun
    assert "leaving out people who have at least 1 registration" in words(begun)
    assert "Nobody: the rule" in text_of(as_bob, "/groups/new?type=dynamic&start=nonsense")


@pytest.mark.usefixtures("ids")
def test_words_in_use_are_offered_while_one_types(app: Flask, as_bob: FlaskClient, world: World) -> None:
    with factories.inside(app, world.ours):
        record_events(world.ours, [NewEvent(name="Our Gala", starts_at=AT, category="Dinner")])
        db.session.commit()
    with factories.inside(app, world.theirs):
        record_events(world.theirs, [NewEvent(name="Their Gala", starts_at=AT, category="Supper")])
        db.session.commit()

    seen = post(as_bob, "refresh", builder({"type": "registrations"}, {"type": "role_is"}))

    assert '<datalist id="known-categories"><option value="Dinner"></option></datalist>' in seen
    assert '<option value="Volunteer"></option>' in seen
    assert ">Our Gala</option>" in seen
    assert "Their Gala" not in seen
    assert "known-fund" not in seen


@pytest.mark.parametrize("conditions", [1, 12])
@pytest.mark.usefixtures("ids")
def test_what_it_costs_does_not_grow_with_the_conditions(as_bob: FlaskClient, conditions: int) -> None:
    form = builder(*[TOTAL | {"amount": str(n)} for n in range(1, conditions + 1)])
    as_bob.post("/groups/preview", data=form, headers=FRAGMENT)

    with count_statements() as counting:
        as_bob.post("/groups/preview", data=form, headers=FRAGMENT)
    with count_statements() as adding:
        as_bob.post("/groups/new", data=form | {"do": "add"}, headers=FRAGMENT)

    assert len(counting) <= 20, counting
    assert len(adding) < len(counting)
    assert not any("count(" in each.lower() for each in adding)


@pytest.mark.usefixtures("ids")
def test_of_several_who_are_found_each_can_be_asked_about(as_bob: FlaskClient) -> None:
    form = builder(TOTAL, who="Giver")

    first = post(as_bob, "refresh", form)
    other = first.split("Found as well:")[1].split('value="who:')[1].split('"')[0]
    asked = post(as_bob, f"who:{other}", form)

    assert re.search(r"Nr000 Giver C-\d+ : Yes, in it", words(first))
    assert f'value="{other}"' in asked
    assert f"Nr001 Giver {other} : Yes, in it" in words(asked)


@pytest.mark.usefixtures("ids")
def test_only_moves_that_lead_somewhere_are_offered(as_bob: FlaskClient) -> None:
    page = post(
        as_bob, "refresh", builder(MAILABLE, MAILABLE, **{"c3-match": "any", "c3.1-type": "has_email"})
    )

    offered = set(re.findall(r'name="do" value="((?:up|down|into|out):[\d.]+)"', page))

    assert offered == {"down:1", "up:2", "down:2", "up:3", "into:1", "into:2", "out:3.1"}


@pytest.mark.sqlite
def test_a_broken_group_is_offered_as_such(app: Flask, world: World, as_bob: FlaskClient) -> None:
    donors, _, _ = some_groups(app, world.ours)
    with factories.inside(app, world.ours):
        db.session.get_one(Group, (world.ours, donors)).broken_reason = "It names an event that is gone."
        db.session.commit()

    page = as_bob.post("/groups/new", data=builder({"type": "in_group"}, do="refresh")).text

    assert f'<option value="{donors}">Donors (broken)</option>' in page
