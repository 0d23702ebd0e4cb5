"""Background work is done by the tests themselves; nobody is rung for."""

import pytest
from flask import Flask

from tests.batches.makers import add, person
from tests.factories import World, inside


@pytest.fixture(autouse=True)
def _no_ringing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "app" in request.fixturenames:
        app: Flask = request.getfixturevalue("app")
        monkeypatch.setitem(app.config, "RING", False)


@pytest.fixture
def people(app: Flask, world: World) -> dict[str, int]:
    """Ann and Bob, by their first names."""
    with inside(app, world.ours):
        found = add(
            world.ours, person("Ann", "Lee", "ann@example.org"), person("Bob", "Fox", "bob@example.org")
        )
        return {each.name.first: each.id for each in found}
