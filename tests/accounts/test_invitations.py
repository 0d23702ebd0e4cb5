"""Invitations: for one address, one role, one workspace, once, for seven days."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import OneTimeLink, Staff
from app.db import db
from tests import factories
from tests.accounts.pages import journal, link_on, role_of, sign_in, staff, words
from tests.factories import World

NEWCOMER = {"name": "Nina", "password": "tuba ocean lantern"}
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
pytestmark = pytest.mark.both


def invite(browser: FlaskClient, email: str = "Nina@example.org", role: str = "editor") -> str:
    """Make an invitation in the browser; answers the path of its link."""
    page = browser.post("/settings/people/invitations/new", data={"email": email, "role": role})
    assert page.status_code == 200, words(page.text)
    return link_on(page.text)


def test_a_newcomer_joins_with_the_role_and_is_signed_in(
    app: Flask, world: World, as_alice: FlaskClient, client: FlaskClient
) -> None:
    link = invite(as_alice)
    assert "Join Green Valley Trust" in words(client.get(link).text)

    answer = client.post(link, data=NEWCOMER)

    assert answer.location == "/"
    assert client.get("/settings/you").status_code == 200
    assert role_of(app, world.ours, staff(app, "nina@example.org") or 0) == "editor"
    assert sign_in(app.test_client(), "nina@example.org", NEWCOMER["password"]) == 303


def test_the_link_is_shown_once_and_works_once(
    app: Flask, as_alice: FlaskClient, client: FlaskClient
) -> None:
    link = invite(as_alice)
    client.post(link, data=NEWCOMER)

    token = link.rpartition("/")[2]
    assert token not in as_alice.get("/settings/people").text
    assert app.test_client().get(link).status_code == 404
    assert app.test_client().post(link, data=NEWCOMER | {"name": "Other"}).status_code == 404
    with app.app_context():
        assert token not in db.session.scalars(select(OneTimeLink.token_hash)).all()


def test_a_link_of_one_workspace_is_worth_nothing_in_another(
    app: Flask, world: World, as_alice: FlaskClient, client: FlaskClient
) -> None:
    elsewhere = invite(as_alice).replace("green-valley", "blue-hills")

    assert client.get(elsewhere).status_code == 404
    assert client.post(elsewhere, data=NEWCOMER).status_code == 404
    assert staff(app, "nina@example.org") is None


@pytest.mark.parametrize("address", ["green-valley/%00", "%00/x", "no-such/x", "green-valley/" + "x" * 5_000])
def test_odd_addresses_are_links_that_do_not_work(world: World, client: FlaskClient, address: str) -> None:
    assert client.get(f"/invitations/{address}").status_code == 404


@pytest.mark.parametrize(("public", "said"), [("", True), ("https://kith.example.org", False)])
def test_a_link_that_works_only_on_this_computer_says_so(
    app: Flask, as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, public: str, said: bool
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], public_url=public))

    page = as_alice.post(
        "/settings/people/invitations/new", data={"email": "nina@example.org", "role": "viewer"}
    ).text

    assert ("works only on this computer" in page) is said
    assert ("KITH_PUBLIC_URL" in page) is said


def test_an_invitation_ends_after_seven_days(app: Flask, world: World, client: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        link = invite(factories.signed_in(app, world.alice))
        clock.shift(timedelta(days=7))

        assert client.post(link, data=NEWCOMER).status_code == 404


def test_a_revoked_invitation_does_not_work(app: Flask, as_alice: FlaskClient, client: FlaskClient) -> None:
    link = invite(as_alice)
    with app.app_context():
        link_id = db.session.scalars(select(OneTimeLink.id)).one()

    as_alice.post(f"/settings/people/invitations/{link_id}/revocation")

    assert client.get(link).status_code == 404


def test_nobody_revokes_an_invitation_of_another_workspace(
    app: Flask, as_alice: FlaskClient, as_mallory: FlaskClient, client: FlaskClient
) -> None:
    link = invite(as_alice)
    with app.app_context():
        link_id = db.session.scalars(select(OneTimeLink.id)).one()

    assert as_mallory.post(f"/settings/people/invitations/{link_id}/revocation").status_code == 404
    assert client.get(link).status_code == 200


def test_a_second_invitation_replaces_the_first(as_alice: FlaskClient, client: FlaskClient) -> None:
    first, second = invite(as_alice), invite(as_alice, role="viewer")

    assert client.get(first).status_code == 404
    assert "viewer" in words(client.get(second).text)


def test_an_admin_cannot_invite_an_owner(app: Flask, world: World) -> None:
    browser = factories.signed_in(app, world.adam)

    form = browser.get("/settings/people/invitations/new").text
    answer = browser.post(
        "/settings/people/invitations/new", data={"email": "n@example.org", "role": "owner"}
    )

    assert 'value="admin"' in form
    assert 'value="owner"' not in form
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("bob@example.org", "belongs to the workspace already"),
        ("bob@", "email address like"),
        ("", "Type an email"),
    ],
)
def test_a_wrong_address_is_explained(as_alice: FlaskClient, email: str, expected: str) -> None:
    page = as_alice.post("/settings/people/invitations/new", data={"email": email, "role": "viewer"})

    assert page.status_code == 422
    assert expected in words(page.text)


def test_a_weak_password_keeps_the_invitation_alive(
    app: Flask, as_alice: FlaskClient, client: FlaskClient
) -> None:
    link = invite(as_alice)

    page = client.post(link, data=NEWCOMER | {"password": "GreenValley2026!"})

    assert page.status_code == 422
    assert staff(app, "nina@example.org") is None
    assert client.post(link, data=NEWCOMER).status_code == 303


def test_somebody_with_an_account_signs_in_first_and_then_joins(
    app: Flask, world: World, as_alice: FlaskClient, client: FlaskClient
) -> None:
    link = invite(as_alice, email="mallory@example.org")
    assert "Sign in with it, then accept" in words(client.get(link).text)
    assert client.post(link, data=NEWCOMER).status_code == 422

    sign_in(client, "mallory@example.org")
    answer = client.post(link)

    assert answer.location == "/"
    assert role_of(app, world.ours, world.mallory) == "editor"
    assert "Green Valley Trust" in words(client.get("/workspaces").text)
    with app.app_context():
        assert db.session.get_one(Staff, world.mallory).name == "Mallory"


def test_somebody_else_who_is_signed_in_is_asked_to_sign_out_first(
    app: Flask, world: World, as_alice: FlaskClient, as_mallory: FlaskClient
) -> None:
    link = invite(as_alice, email="nina@example.org")
    page = as_mallory.get(link)

    assert "You are signed in as Mallory" in words(page.text)
    assert f'name="next" value="{link}"' in page.text
    assert as_mallory.post("/sign-out", data={"next": link}).location == link


def test_an_invitation_ends_with_the_power_of_whoever_made_it(
    app: Flask, world: World, as_alice: FlaskClient, client: FlaskClient
) -> None:
    link = invite(factories.signed_in(app, world.adam), role="admin")

    as_alice.post(f"/settings/people/{world.adam}", data={"role": "viewer"})

    assert client.post(link, data=NEWCOMER).status_code == 404


def test_inviting_revoking_and_joining_are_journaled(
    app: Flask, world: World, as_alice: FlaskClient, client: FlaskClient
) -> None:
    client.post(invite(as_alice), data=NEWCOMER)

    assert journal(app, world.ours) == [
        ("invitation", None, "Nina@example.org: editor"),
        ("role", None, "editor"),
    ]
