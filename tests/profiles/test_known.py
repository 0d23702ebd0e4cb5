"""Do we know them already? Asked while somebody types, and before a second record is made."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.constituents.domain.record import Email, Incoming, Kind, Name, PointType
from app.db import db
from tests import factories
from tests.factories import World
from tests.profiles.makers import Page, create, maria
from tests.profiles.pages import PART, check, words
from tests.profiles.test_adding import INDIVIDUAL, added, everybody
from tests.statements import count_statements


@pytest.fixture
def page(app: Flask, world: World) -> Page:
    return maria(app, world.ours)


@pytest.fixture
def bob(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.bob)


def test_that_it_is_none_of_some_says_nothing_about_others(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    typed = {"first": "Maria", "last": "Lopez", "emails-0-address": "maria@example.org", "do": "save"}

    asked = bob.post(INDIVIDUAL, data=typed | {"emails-0-type": "home", "distinct": str(page.id + 1)})

    assert "Nothing has been added or changed yet." in words(asked)
    assert everybody(app, world) == 1


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "fragment"])
def test_the_half_filled_form_is_asked_about(bob: FlaskClient, page: Page, headers: dict[str, str]) -> None:
    typed = {
        "first": "",
        "last": "",
        "phones-0-number": "503 555 0142",
        "phones-0-type": "home",
        "birth": "soon",
    }

    nobody = bob.post("/constituents/known", data=typed | {"phones-0-number": ""}, headers=headers)
    somebody = bob.post(
        "/constituents/known", data=typed | {"first": "Maria", "last": "Lopez"}, headers=headers
    )

    check(nobody)
    check(somebody)
    assert "Nobody on record looks like this." in words(nobody)
    assert "turned off" not in words(nobody)
    assert "María López" in words(somebody)
    assert "The same" in words(somebody)
    assert "<details><summary>Why " in somebody.text


@pytest.mark.both
def test_an_organization_is_asked_about_with_its_reasons(app: Flask, world: World, bob: FlaskClient) -> None:
    larch = Incoming(
        Kind.ORGANIZATION,
        Name(organization="The Larch Fund"),
        (Email("office@larch.example.org", PointType.WORK, primary=True),),
    )
    with factories.inside(app, world.ours):
        create(world.ours, larch)
        db.session.commit()
    typed = {"organization": "Larch Fund", "emails-0-address": "office@larch.example.org"}

    asked = bob.post("/constituents/known", data=typed | {"emails-0-type": "work"}, headers=PART)

    check(asked)
    said = words(asked)
    assert "The Larch Fund (opens in a new tab) C-1001 Very likely the same" in said
    assert "The same email" in said
    assert "70 points or more: a person is asked." in said


def test_nobody_is_proposed_while_a_workspace_does_not_match(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    with factories.inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        hand = {"automatic": None, "possible": 70}
        workspace.matching = {"on": False, "batch": {"automatic": 95, "possible": 70}, "hand": hand}
        db.session.commit()
    typed = {
        "first": "Maria",
        "last": "Lopez",
        "emails-0-address": "maria@example.org",
        "emails-0-type": "home",
    }

    asked = words(bob.post("/constituents/known", data=typed))

    assert "Same or similar name María López" in asked
    assert "Matching is turned off" in asked
    assert "Matching is turned off" in words(bob.get(INDIVIDUAL))
    assert "the same" not in asked
    added(app, world, bob.post(INDIVIDUAL, data=typed | {"do": "save"}))


def test_nobody_of_another_workspace_is_proposed(app: Flask, world: World, page: Page) -> None:
    mallory = factories.signed_in(app, world.mallory)
    typed = {
        "first": "Maria",
        "last": "Lopez",
        "emails-0-address": "maria@example.org",
        "emails-0-type": "home",
    }

    assert "Nobody on record" in words(mallory.post("/constituents/known", data=typed))


def test_the_question_costs_a_fixed_number_of_statements(app: Flask, world: World, bob: FlaskClient) -> None:
    typed = {
        "first": "Maria",
        "last": "Lopez",
        "emails-0-address": "maria@example.org",
        "emails-0-type": "home",
    }

    def statements() -> int:
        with count_statements() as counted:
            bob.post("/constituents/known", data=typed)
        return len(counted)

    maria(app, world.ours)
    statements()
    one = statements()
    for number in range(4, 8):
        maria(app, world.ours, gifts=number)

    assert statements() == one


def test_a_relative_of_somebody_on_record_is_told_whose_household_it_is(bob: FlaskClient, page: Page) -> None:
    typed = {
        "first": "Rodrigo",
        "last": "Lopez",
        "emails-0-address": "maria@example.org",
        "emails-0-type": "home",
    }

    asked = words(bob.post("/constituents/known", data=typed))

    assert "May belong to the household of" in asked
    assert "the same" not in asked
