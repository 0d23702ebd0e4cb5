"""Where a module is off, its pages say so and who can turn it on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Blueprint, Flask

from app.accounts.access import requires, requires_module
from app.accounts.domain.roles import Module, Permission
from app.accounts.models import Workspace
from app.config import Settings
from app.db import db
from app.factory import create_app
from tests import factories
from tests.accounts.pages import FRAGMENT, words
from tests.factories import World


@pytest.fixture
def gated(data_folder: Path, world: World) -> Iterator[Flask]:
    """An application on the same database, with a page that needs the email module, which is off."""
    app = create_app(Settings(data=data_folder))
    app.testing = True
    bp = Blueprint("gated", __name__)
    bp.before_request(requires_module(Module.EMAIL))
    bp.add_url_rule("/letters", "letters", requires(Permission.VIEW)(lambda: "the letters"))
    app.register_blueprint(bp)
    with app.app_context():
        db.session.get_one(Workspace, world.ours).modules = ["donations"]
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()  # the file is put back before the next test


def test_the_page_says_that_the_module_is_off_and_who_can_turn_it_on(gated: Flask, world: World) -> None:
    answer = factories.signed_in(gated, world.vera).get("/letters", headers=FRAGMENT)

    assert answer.status_code == 403
    assert "The email module is off" in words(answer.text)
    assert "Adam or Alice can turn it on" in words(answer.text)
    assert "the letters" not in answer.text


def test_whoever_can_turn_it_on_is_led_there(gated: Flask, world: World) -> None:
    answer = factories.signed_in(gated, world.alice).get("/letters", headers=FRAGMENT)

    assert "/settings/organization" in answer.text


def test_another_workspace_is_not_concerned(gated: Flask, world: World) -> None:
    assert factories.signed_in(gated, world.mallory).get("/letters").text == "the letters"


def test_a_stranger_learns_nothing_about_modules(gated: Flask, world: World) -> None:
    assert gated.test_client().get("/letters").status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        *("/constituents", "/donations", "/events", "/campaigns", "/reports/giving", "/groups", "/audiences"),
        *("/imports", "/imports/restrictions/new", "/activity/imports/new", "/activity/unmatched"),
        *("/eligibility", "/interests"),
    ],
)
def test_no_page_about_people_opens_while_the_email_module_is_off(
    app: Flask, world: World, path: str
) -> None:
    with app.app_context():
        db.session.get_one(Workspace, world.ours).modules = ["donations", "events", "prospects"]
        db.session.commit()

    answer = factories.signed_in(app, world.alice).get(path)

    assert answer.status_code == 403
    assert "The email module is off" in words(answer.text)
