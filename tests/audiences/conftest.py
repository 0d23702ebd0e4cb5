"""A check that is done and one that waits; work that waits is done by hand."""

from dataclasses import replace

import pytest
from flask import Flask

from app.consent.domain.facts import EventKind
from app.db import db
from tests import factories
from tests.audiences.makers import BASE, about, checked, listed, start
from tests.consent.makers import person, restricted, workspace
from tests.factories import World


@pytest.fixture(autouse=True)
def _nobody_listens(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "app" in request.fixturenames:
        monkeypatch.setitem(request.getfixturevalue("app").config, "RING", False)


@pytest.fixture(autouse=True)
def _reached_by_https(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "app" in request.fixturenames:
        config = request.getfixturevalue("app").config
        monkeypatch.setitem(config, "SETTINGS", replace(config["SETTINGS"], public_url=BASE))


@pytest.fixture
def ids(app: Flask, world: World) -> dict[str, int]:
    """Ids of a check that is done, of one that waits, and of the groups; `dan` unsubscribed."""
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        ann, dan = person(here, "ann@example.org").id, person(here, "dan@example.org", first="Dan").id
        cat = person(here, "ann@example.org", first="Cat").id
        restricted(here, EventKind.UNSUBSCRIBED, dan)
        friends, board = listed(here, "Friends", ann, cat, dan), listed(here, "Board")
        done = checked(app, here, about(friends)).id
        waiting = start(here, about(friends))
        found = {"c": done, "w": waiting, "friends": friends.id, "board": board.id, "ann": ann, "dan": dan}
        db.session.commit()
    return found
