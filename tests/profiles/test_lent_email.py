"""Somebody else's email is not given to a new record without a word."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import World
from tests.profiles.makers import Page, maria
from tests.profiles.pages import check, words
from tests.profiles.resolution import sent
from tests.profiles.test_adding import INDIVIDUAL, ORGANIZATION, added, everybody

SHARED = {"emails-0-address": "Maria@Example.org", "emails-0-type": "home", "do": "save"}
STRANGER = SHARED | {"first": "Otto", "last": "Brandt"}


@pytest.fixture
def page(app: Flask, world: World) -> Page:
    return maria(app, world.ours)


@pytest.mark.both
@pytest.mark.usefixtures("page")
def test_whose_email_it_is_is_asked_before_a_stranger_gets_it(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    asked = as_bob.post(INDIVIDUAL, data=STRANGER)

    check(asked)
    assert "maria@example.org is the email of María López, who is on record." in words(asked)
    assert everybody(app, world) == 1

    shown = as_bob.post(f"{INDIVIDUAL}/addition", data=sent(asked))
    record = added(app, world, as_bob.post(INDIVIDUAL, data=sent(shown, do="save")))
    assert (record.name.first, everybody(app, world)) == ("Otto", 2)


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    ("where", "typed"),
    [
        (INDIVIDUAL, SHARED | {"first": "Rodrigo", "last": "Lopez"}),
        (ORGANIZATION, SHARED | {"organization": "Brandt & Sons"}),
    ],
    ids=["a relative", "an organization"],
)
def test_of_relatives_and_organizations_it_is_asked_as_well(
    app: Flask, world: World, as_bob: FlaskClient, where: str, typed: dict[str, str]
) -> None:
    assert "is the email of María López" in words(as_bob.post(where, data=typed))
    assert everybody(app, world) == 1


@pytest.mark.usefixtures("page")
def test_an_email_of_nobody_is_added_without_a_question(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    typed = STRANGER | {"emails-0-address": "otto@example.org"}

    assert added(app, world, as_bob.post(INDIVIDUAL, data=typed)).name.first == "Otto"
