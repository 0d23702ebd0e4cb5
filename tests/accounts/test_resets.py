"""A new password by a link: for an hour, once, and it ends every session."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import services
from app.accounts.domain.roles import Role
from app.accounts.models import Membership, Staff
from app.db import db
from app.operations.workspaces import OPERATOR
from tests import factories
from tests.accounts.pages import journal, link_on, sessions_of, sign_in, words
from tests.factories import PASSWORD, World

NEW = "tuba ocean lantern"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
pytestmark = pytest.mark.both


def reset_link(browser: FlaskClient, staff_id: int) -> str:
    """Make a reset link in the browser; answers its path."""
    return link_on(browser.post(f"/settings/people/{staff_id}/reset-links").text)


def test_a_reset_sets_the_password_and_ends_every_session(
    app: Flask, world: World, as_alice: FlaskClient, as_bob: FlaskClient, client: FlaskClient
) -> None:
    link = reset_link(as_alice, world.bob)
    assert as_bob.get("/settings").status_code == 200

    answer = client.post(link, data={"password": NEW})

    assert answer.location == "/sign-in"
    assert "Your password is set. Sign in with it." in client.get(answer.location).text
    assert as_bob.get("/settings").status_code == 401
    assert sessions_of(app, world.bob) == 0
    assert client.get("/settings").status_code == 401
    assert sign_in(client, "bob@example.org", PASSWORD) == 422
    assert sign_in(client, "bob@example.org", NEW) == 303


def test_a_reset_link_works_once(world: World, as_alice: FlaskClient, client: FlaskClient) -> None:
    link = reset_link(as_alice, world.bob)
    client.post(link, data={"password": NEW})

    assert client.get(link).status_code == 404
    assert client.post(link, data={"password": "another fine phrase"}).status_code == 404
    assert sign_in(client, "bob@example.org", NEW) == 303


def test_a_reset_link_lasts_an_hour(app: Flask, world: World, client: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        link = reset_link(factories.signed_in(app, world.alice), world.bob)
        clock.shift(timedelta(minutes=60))

        assert client.post(link, data={"password": NEW}).status_code == 404


def test_a_newer_link_makes_the_older_useless(
    world: World, as_alice: FlaskClient, client: FlaskClient
) -> None:
    older, newer = reset_link(as_alice, world.bob), reset_link(as_alice, world.bob)

    assert client.get(older).status_code == 404
    assert client.get(newer).status_code == 200


@pytest.mark.parametrize("password", ["short", "password1234", "bob@example.org", ""])
def test_a_weak_password_is_refused_and_the_link_lives_on(
    world: World, as_alice: FlaskClient, client: FlaskClient, password: str
) -> None:
    link = reset_link(as_alice, world.bob)

    assert client.post(link, data={"password": password}).status_code == 422
    assert client.post(link, data={"password": NEW}).status_code == 303


def test_an_admin_makes_no_link_for_an_owner(app: Flask, world: World) -> None:
    adam = factories.signed_in(app, world.adam)

    page = adam.post(f"/settings/people/{world.alice}/reset-links")

    assert page.status_code == 422
    assert "above your own" in words(page.text)


def test_no_link_for_somebody_who_works_elsewhere_too(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    with app.app_context():
        db.session.add(Membership(workspace_id=world.ours, staff_id=world.mallory, role=Role.VIEWER))
        db.session.commit()

    page = as_alice.post(f"/settings/people/{world.mallory}/reset-links")

    assert page.status_code == 422
    assert "belongs to other workspaces" in words(page.text)


def test_a_link_ends_when_its_account_joins_another_workspace(
    app: Flask, world: World, as_alice: FlaskClient, client: FlaskClient
) -> None:
    link = reset_link(as_alice, world.bob)
    with factories.inside(app, world.theirs):
        bob = db.session.get_one(Staff, world.bob)
        services.join(world.theirs, bob, role=Role.ADMIN, actor=OPERATOR)
        db.session.commit()

    answer = client.post(link, data={"password": NEW})

    assert answer.status_code == 404
    assert sign_in(client, "bob@example.org", PASSWORD) == 303


def test_whoever_runs_the_server_can_always_make_a_link(
    app: Flask, world: World, client: FlaskClient
) -> None:
    with app.app_context():
        link = services.reset_link("Alice@Example.org")
        db.session.commit()

    assert link
    assert client.post(link, data={"password": NEW}).status_code == 303
    assert sign_in(client, "alice@example.org", NEW) == 303


def test_there_is_no_link_for_an_unknown_address(app: Flask, world: World) -> None:
    with app.app_context():
        assert services.reset_link("nobody@example.org") is None


def test_a_reset_ends_the_wait_after_failed_tries(
    world: World, as_alice: FlaskClient, client: FlaskClient
) -> None:
    for _ in range(6):
        sign_in(client, "bob@example.org", "wrong")

    client.post(reset_link(as_alice, world.bob), data={"password": NEW})

    assert sign_in(client, "bob@example.org", NEW) == 303


def test_the_journal_says_who_made_the_link_and_that_it_was_used(
    app: Flask, world: World, as_alice: FlaskClient, client: FlaskClient
) -> None:
    client.post(reset_link(as_alice, world.bob), data={"password": NEW})

    assert journal(app, world.ours) == [
        ("reset_link", None, "made"),
        ("password", None, "set by a reset link"),
    ]
