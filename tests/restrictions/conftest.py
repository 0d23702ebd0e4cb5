"""Background work is done by the tests themselves; nobody is rung for."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.batches.makers import add, person
from tests.factories import World, inside
from tests.restrictions.makers import workspace
from tests.restrictions.pages import review


@pytest.fixture(autouse=True)
def _no_ringing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "app" in request.fixturenames:
        app: Flask = request.getfixturevalue("app")
        monkeypatch.setitem(app.config, "RING", False)


@pytest.fixture
def people(app: Flask, world: World) -> None:
    """Ann and Bob, who can be emailed."""
    with inside(app, world.ours):
        workspace(world.ours)
        add(world.ours, person("Ann", "Lee", "ann@example.org"), person("Bob", "Fox", "bob@example.org"))


@pytest.fixture
def reviewed(app: Flask, as_bob: FlaskClient, people: None) -> str:
    """A checked file; the URL of its review."""
    return review(app, as_bob)
