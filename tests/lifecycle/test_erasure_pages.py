"""The pages around an erasure: what has to be typed, and what is shown afterwards."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories
from tests.factories import World
from tests.lifecycle.canary import WORD, plant
from tests.lifecycle.people import erased, made, record_of
from tests.profiles.pages import check, words

pytestmark = pytest.mark.both


def test_the_name_has_to_be_typed(app: Flask, world: World, as_alice: FlaskClient) -> None:
    person = made(app, world.ours)
    url = f"/constituents/{person}/erasure"

    page = as_alice.get(url)
    refused = as_alice.post(url, data={"name": "ada"})

    check(page)
    assert "This cannot be undone" in words(page)
    assert refused.status_code == 422
    check(refused)
    assert "That is not the name" in words(refused)
    with factories.inside(app, world.ours):
        assert record_of(world.ours, person)


def test_erased_through_the_page_says_so_and_the_address_answers_410(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    person = made(app, world.ours)

    answer = as_alice.post(f"/constituents/{person}/erasure", data={"name": " Ada  Lovelace "})

    assert answer.status_code == 303
    assert answer.location == "/constituents"
    for tab in ("", "/donations", "/history", "/erasure"):
        gone = as_alice.get(f"/constituents/{person}{tab}")
        assert gone.status_code == 410
        check(gone)
        assert "was erased on" in words(gone)
        assert "by Alice" in words(gone)
        assert "Lovelace" not in gone.text
    assert "Lovelace" not in as_alice.get("/constituents").text
    home = words(as_alice.get("/"))
    assert "Lovelace" not in home
    assert "Alice erased a person for good" in home
    assert "changed somebody" in home


def test_the_pages_of_imports_still_stand_and_name_nobody(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    person = plant(app, world.ours)

    erased(app, world.ours, person)

    for number in (1, 2):
        for path in ("?show=all", "/rows/2", "/rows/3", "/rows/2/edit", "/map", "/problems.csv"):
            answer = as_alice.get(f"/imports/{number}{path}")
            assert answer.status_code in (200, 302, 303, 404, 409), path
            assert path == "/map" or WORD.lower() not in answer.text.lower(), path
    assert "was erased" in words(as_alice.get("/imports/1/rows/2"))
