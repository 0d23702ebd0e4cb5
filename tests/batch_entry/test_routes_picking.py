"""Linking a row to a constituent by search."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.constituents.domain.record import Existing
from tests import factories
from tests.batch_entry.grids import HTMX, LOOKUP, cells, open_number, typed
from tests.batches.makers import add, person
from tests.factories import World

pytestmark = pytest.mark.both


def test_the_lookup_id_of_whoever_is_chosen_is_typed_into_the_row(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number, ann = _scene(app, world)

    answer = as_alice.post(f"/batches/{number}/rows/1/link", data={"constituent_id": ann.id}, headers=HTMX)

    assert cells(app, world, number)[1][LOOKUP] == ann.lookup_id
    assert answer.headers["HX-Trigger"] == "dialog:close"
    assert "Ann Lee" in answer.text
    assert "Linked by lookup ID: written as typed, no update rules." in answer.text


def test_the_search_begins_with_what_the_row_says(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number, ann = _scene(app, world)

    dialog = as_alice.get(f"/batches/{number}/rows/1/link", headers=HTMX).text
    page = as_alice.get(f"/batches/{number}/rows/1/link").text

    assert f'value="{ann.id}"' in dialog
    assert f'value="{ann.id}"' in page
    assert "<h1>" in page


def test_somebody_has_to_be_chosen(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number, _ = _scene(app, world)

    answer = as_alice.post(f"/batches/{number}/rows/1/link", data={"who": "Ann"}, headers=HTMX)

    assert answer.status_code == 422
    assert "Search for somebody and choose one." in answer.text


def test_people_of_another_workspace_are_nobody(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number, _ = _scene(app, world)
    with factories.inside(app, world.theirs):
        [theirs] = add(world.theirs, person("Ann", "Other", "ann@example.net"))

    answer = as_alice.post(f"/batches/{number}/rows/1/link", data={"constituent_id": theirs.id}, headers=HTMX)

    assert answer.status_code == 422
    assert cells(app, world, number)[1][LOOKUP] == ""


def test_one_searches_without_a_script(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number, ann = _scene(app, world)

    found = as_alice.post(f"/batches/{number}/rows/1/link", data={"who": ann.lookup_id, "do": "find"})

    assert found.status_code == 200
    assert f'value="{ann.id}"' in found.text


def _scene(app: Flask, world: World) -> tuple[int, Existing]:
    number = open_number(app, world)
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee", "ann@example.org"))
    typed(app, world, number, first="Anne", last="Lee")
    return number, ann


def test_the_caret_is_in_the_search_from_the_start(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number, _ = _scene(app, world)

    dialog = as_alice.get(f"/batches/{number}/rows/1/link", headers=HTMX).text

    assert re.search(r'<input [^>]*name="who"[^>]* autofocus', dialog)
