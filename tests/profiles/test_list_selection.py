"""Selected rows go into a static group, with a way back."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Workspace
from app.db import db
from app.groups.models import Group
from app.groups.queries import lists
from tests import factories
from tests.factories import World
from tests.groups.makers import GAVE_100, group, members_of, people, rule
from tests.profiles.makers import create, somebody
from tests.profiles.pages import PART, check, root_id, words

NEW = {"add-group": "new"}


def crowd(app: Flask, world: World, count: int = 3) -> list[int]:
    with factories.inside(app, world.ours):
        ids = people(db.session.get_one(Workspace, world.ours), count)
        db.session.commit()
    return ids


def made(app: Flask, world: World, name: str, *, dynamic: bool = False) -> int:
    with factories.inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        key = group(workspace, name, rule(GAVE_100) if dynamic else None).id
        db.session.commit()
    return key


def in_group(app: Flask, world: World, name: str) -> set[int]:
    with factories.inside(app, world.ours):
        found = lists.named(db.session.get_one(Workspace, world.ours), name)
        assert found is not None
        return set(members_of(found))


def send(client: FlaskClient, ids: list[int], **more: object) -> TestResponse:
    return client.post("/constituents/members", data={"selected": ids, "in": "sort=-updated&q=nr", **more})


def test_one_chooses_among_static_groups_or_makes_one(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    ids, _, _ = crowd(app, world), made(app, world, "Gala list"), made(app, world, "Donors", dynamic=True)
    query = {"selected": ids[:2], "in": "q=nr"}

    page = as_alice.get("/constituents/members", query_string=query)
    part = as_alice.get("/constituents/members", query_string=query, headers=PART)

    for response in (page, part):
        check(response)
        assert "Add 2 people to a group" in words(response)
        assert re.findall(r">([^<]+)</option>", response.text) == ["A new group", "Gala list"]
        assert response.text.count('name="selected"') == 2
        assert 'href="/constituents?q=nr"' in response.text
    assert root_id(part) == "add-members-dialog"


def test_selected_people_become_a_new_group_and_can_be_taken_back(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    ids = crowd(app, world)

    sent = send(as_alice, ids[:2], **NEW, **{"add-name": "Gala list"})
    response = as_alice.get(sent.location)

    assert sent.location == "/constituents?q=nr&sort=-updated"
    assert in_group(app, world, "Gala list") == set(ids[:2])
    assert "Added 2 people to “Gala list”." in response.text
    undo = re.search(r'action="(/groups/\d+/changes/\d+/undo)"', response.text)
    assert undo is not None
    as_alice.post(undo[1])
    assert in_group(app, world, "Gala list") == set()


def test_who_is_in_the_group_already_is_passed_over_and_said(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    ids, key = crowd(app, world), made(app, world, "Board")

    send(as_alice, ids[:1], **{"add-group": key})
    again = as_alice.get(send(as_alice, ids, **{"add-group": key}).location)
    never = as_alice.get(send(as_alice, ids, **{"add-group": key}).location)

    assert "Added 2 people to “Board”. 1 other was in it already." in again.text
    assert "Nobody was added: all of them are in “Board” already." in never.text
    assert in_group(app, world, "Board") == set(ids)


@pytest.mark.parametrize(
    ("data", "words_of_refusal"),
    [
        ({**NEW, "add-name": ""}, "Give the group a name"),
        ({**NEW, "add-name": "board"}, "There is a group named “board” already."),
        ({**NEW, "add-name": "x" * 81}, "Use at most 80 characters."),
        ({"add-group": "4711"}, "This group is not there any more."),
        ({"add-group": "DYNAMIC"}, "The rule decides who is in a dynamic group."),
        ({**NEW, "add-name": "Fresh", "selected": []}, "Select people in the list first."),
        ({**NEW, "add-name": "Fresh", "selected": ["x", "-1", "9" * 30]}, "Select people in the list first."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    app: Flask, as_alice: FlaskClient, world: World, data: dict[str, object], words_of_refusal: str
) -> None:
    ids, _, dynamic = crowd(app, world), made(app, world, "Board"), made(app, world, "Donors", dynamic=True)
    sent = {name: dynamic if value == "DYNAMIC" else value for name, value in data.items()}

    response = as_alice.post("/constituents/members", data={"selected": ids, **sent})

    assert response.status_code == 422
    check(response)
    assert words_of_refusal in words(response)
    assert in_group(app, world, "Board") == set()
    with factories.inside(app, world.ours):
        assert db.session.query(Group).count() == 2


def test_people_of_another_workspace_cannot_be_added(app: Flask, as_alice: FlaskClient, world: World) -> None:
    (own,) = crowd(app, world, 1)
    with factories.inside(app, world.theirs):
        (foreign,) = create(world.theirs, somebody("Theo", "Theirs"))
        db.session.commit()

    send(as_alice, [own, foreign], **NEW, **{"add-name": "Mixed"})

    assert in_group(app, world, "Mixed") == {own}


def test_a_group_of_another_workspace_is_not_there(app: Flask, as_mallory: FlaskClient, world: World) -> None:
    key = made(app, world, "Board")
    with factories.inside(app, world.theirs):
        (theirs,) = create(world.theirs, somebody("Theo", "Theirs"))
        db.session.commit()

    response = as_mallory.post("/constituents/members", data={"selected": theirs, "add-group": key})

    assert response.status_code == 422
    assert in_group(app, world, "Board") == set()


def test_the_list_carries_its_boxes_without_a_script(app: Flask, as_bob: FlaskClient, world: World) -> None:
    ids = crowd(app, world)

    page = as_bob.get("/constituents?q=nr")

    assert sorted(re.findall(r'name="selected" value="(\d+)"', page.text)) == sorted(map(str, ids))
    assert 'formaction="/constituents/members"' in page.text
    assert '<input type="hidden" name="in" value="q=nr&amp;sort=name">' in page.text
