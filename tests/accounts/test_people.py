"""Roles are given from above, and there is always an owner."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.domain.roles import Role
from app.accounts.models import Membership
from app.db import db
from tests import factories
from tests.accounts.pages import journal, role_of, sessions_of, words
from tests.factories import World

pytestmark = pytest.mark.both


def give(browser: FlaskClient, staff_id: int, role: str) -> int:
    return browser.post(f"/settings/people/{staff_id}", data={"role": role}).status_code


def test_an_owner_gives_any_role(app: Flask, world: World, as_alice: FlaskClient) -> None:
    assert give(as_alice, world.bob, "owner") == 303

    assert role_of(app, world.ours, world.bob) == "owner"
    assert journal(app, world.ours) == [("role", "editor", "owner")]


@pytest.mark.parametrize(("whom", "role"), [("bob", "owner"), ("alice", "viewer"), ("adam", "owner")])
def test_an_admin_neither_gives_nor_takes_ownership(app: Flask, world: World, whom: str, role: str) -> None:
    adam = factories.signed_in(app, world.adam)
    before = role_of(app, world.ours, getattr(world, whom))

    assert give(adam, getattr(world, whom), role) == 422

    assert role_of(app, world.ours, getattr(world, whom)) == before
    assert journal(app, world.ours) == []


def test_a_new_role_ends_the_old_sessions(
    app: Flask, world: World, as_alice: FlaskClient, as_bob: FlaskClient
) -> None:
    give(as_alice, world.bob, "viewer")

    assert as_bob.get("/settings").status_code == 401


def test_ones_own_new_role_goes_on_under_a_new_token(app: Flask, world: World, as_alice: FlaskClient) -> None:
    give(as_alice, world.bob, "owner")
    with as_alice.session_transaction() as session:
        before = session["_user_id"]

    give(as_alice, world.alice, "editor")

    with as_alice.session_transaction() as session:
        assert session["_user_id"] != before
    assert as_alice.get("/settings").status_code == 200
    assert as_alice.get("/settings/people").status_code == 403


def test_the_last_owner_keeps_the_role_and_the_membership(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    demoted = as_alice.post(f"/settings/people/{world.alice}", data={"role": "admin"})
    removed = as_alice.post(f"/settings/people/{world.alice}/removal")

    assert demoted.status_code == removed.status_code == 422
    assert "needs an owner" in words(demoted.text)
    assert "needs an owner" in words(removed.text)
    assert role_of(app, world.ours, world.alice) == "owner"


def test_somebody_removed_is_out_at_once(
    app: Flask, world: World, as_alice: FlaskClient, as_bob: FlaskClient
) -> None:
    as_alice.post(f"/settings/people/{world.bob}/removal")

    assert as_bob.get("/settings").status_code == 401
    assert role_of(app, world.ours, world.bob) is None
    assert "Bob" not in words(as_alice.get("/settings/people").text.partition("</table>")[0])
    assert journal(app, world.ours) == [("role", "editor", None)]


def test_an_admin_does_not_remove_an_owner(app: Flask, world: World) -> None:
    page = factories.signed_in(app, world.adam).post(f"/settings/people/{world.alice}/removal")

    assert page.status_code == 422
    assert role_of(app, world.ours, world.alice) == "owner"


def test_removal_here_leaves_another_workspace_alone(app: Flask, world: World, as_alice: FlaskClient) -> None:
    with app.app_context():
        db.session.add(Membership(workspace_id=world.ours, staff_id=world.mallory, role=Role.VIEWER))
        db.session.commit()
    mallory = factories.signed_in(app, world.mallory)
    mallory.post("/workspaces/visit", data={"workspace": world.theirs})

    as_alice.post(f"/settings/people/{world.mallory}/removal")

    assert mallory.get("/settings/organization").status_code == 200
    assert role_of(app, world.theirs, world.mallory) == "owner"


def test_the_list_shows_everybody_here_and_nobody_else(world: World, as_alice: FlaskClient) -> None:
    text = words(as_alice.get("/settings/people").text)

    assert [name in text for name in ("Alice", "Adam", "Bob", "Vera")] == [True] * 4
    assert "Mallory" not in text


def test_visiting_another_of_ones_workspaces_changes_the_token(app: Flask, world: World) -> None:
    with app.app_context():
        db.session.add(Membership(workspace_id=world.theirs, staff_id=world.bob, role=Role.ADMIN))
        db.session.commit()
    browser = factories.signed_in(app, world.bob)
    assert browser.get("/settings/people").status_code == 403

    browser.post("/workspaces/visit", data={"workspace": world.theirs})

    assert "Mallory" in browser.get("/settings/people").text
    assert sessions_of(app, world.bob) == 1
