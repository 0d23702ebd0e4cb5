"""Settings of the organization and of oneself: saved, journaled, refused with instructions."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Staff, StaffSession, Workspace
from app.db import db
from tests import factories
from tests.accounts.pages import journal, sessions_of, sign_in, words
from tests.factories import PASSWORD, World

ORGANIZATION = {
    "name": "Green Valley Trust",
    "country": "US",
    "language": "en",
    "timezone": "UTC",
    "currency": "USD",
    "fiscal_year_start": "1",
    "modules": ["email", "donations", "events", "prospects"],
}
YOU = {"name": "Alice", "density": "regular", "shortcut_keys": "y"}
NEW = "tuba ocean lantern"


def workspace(app: Flask, world: World) -> Workspace:
    with app.app_context():
        return db.session.get_one(Workspace, world.ours)


def test_every_field_of_the_organization_is_saved_and_journaled(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    changed = {
        "name": "Green Valley",
        "country": "GB",
        "language": "en",
        "timezone": "Europe/London",
        "currency": "GBP",
        "fiscal_year_start": "4",
        "modules": ["email", "events"],
    }

    answer = as_alice.post("/settings/organization", data=changed)

    saved = workspace(app, world)
    assert answer.status_code == 303
    assert (saved.name, saved.country, saved.timezone, saved.currency) == (
        "Green Valley",
        "GB",
        "Europe/London",
        "GBP",
    )
    assert (saved.fiscal_year_start, saved.modules) == (4, ["email", "events"])
    assert saved.locale == "en_GB"
    assert {field for field, _, _ in journal(app, world.ours)} == (set(changed) - {"language"}) | {"locale"}


def test_saving_nothing_new_journals_nothing(app: Flask, world: World, as_alice: FlaskClient) -> None:
    as_alice.post("/settings/organization", data=ORGANIZATION)

    assert journal(app, world.ours) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("country", "XX"),
        ("language", "tlh"),
        ("timezone", "Mars/Olympus"),
        ("currency", "ZZZ"),
        ("fiscal_year_start", "13"),
        ("fiscal_year_start", "x"),
        ("modules", "everything"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_saved(
    app: Flask, world: World, as_alice: FlaskClient, field: str, value: str
) -> None:
    page = as_alice.post("/settings/organization", data=ORGANIZATION | {"name": "Other"} | {field: value})

    assert page.status_code == 422
    assert "Error: " in page.text.partition("</title>")[0]
    assert workspace(app, world).name == "Green Valley Trust"


def test_the_page_shows_what_is_saved(as_alice: FlaskClient) -> None:
    page = as_alice.get("/settings/organization").text

    assert '<option selected value="US">United States</option>' in page


def test_your_settings_are_saved_and_journaled(app: Flask, world: World, as_alice: FlaskClient) -> None:
    as_alice.post("/settings/you", data={"name": "Alice L.", "density": "compact"})

    with app.app_context():
        alice = db.session.get_one(Staff, world.alice)
        assert (alice.name, alice.density, alice.shortcut_keys) == ("Alice L.", "compact", False)
    assert journal(app, world.ours) == [
        ("name", "Alice", "Alice L."),
        ("density", "regular", "compact"),
        ("shortcut_keys", True, False),
    ]


def test_control_characters_do_not_get_into_a_name(app: Flask, world: World, as_alice: FlaskClient) -> None:
    as_alice.post("/settings/you", data=YOU | {"name": " Alice\x00\r\nL. "})

    with app.app_context():
        assert db.session.get_one(Staff, world.alice).name == "Alice L."


def test_a_new_password_needs_the_present_one(app: Flask, world: World, as_alice: FlaskClient) -> None:
    page = as_alice.post("/settings/you/password", data={"current": "wrong", "password": NEW})

    assert page.status_code == 422
    assert "not your current password" in words(page.text)
    assert sign_in(app.test_client()) == 303


def test_a_new_password_signs_other_devices_out_and_not_this_one(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    elsewhere = factories.signed_in(app, world.alice)

    answer = as_alice.post("/settings/you/password", data={"current": PASSWORD, "password": NEW})

    assert answer.status_code == 303
    assert as_alice.get("/settings").status_code == 200
    assert elsewhere.get("/settings").status_code == 401
    assert sign_in(app.test_client(), password=NEW) == 303
    assert journal(app, world.ours) == [("password", None, "changed")]


def test_a_stolen_session_cannot_guess_the_password(as_alice: FlaskClient) -> None:
    tries = [
        as_alice.post("/settings/you/password", data={"current": f"guess {n}", "password": NEW}).status_code
        for n in range(6)
    ]

    assert tries == [422] * 5 + [429]


def test_a_weak_new_password_is_refused(app: Flask, as_alice: FlaskClient) -> None:
    page = as_alice.post(
        "/settings/you/password", data={"current": PASSWORD, "password": "alice@example.org"}
    )

    assert page.status_code == 422
    assert "mostly your own name" in words(page.text)
    assert sign_in(app.test_client()) == 303


def test_devices_are_listed_and_one_can_be_signed_out(app: Flask, world: World, client: FlaskClient) -> None:
    firefox = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    other = app.test_client()
    form = {"email": "alice@example.org", "password": PASSWORD}
    other.post("/sign-in", data=form, headers=firefox)
    sign_in(client)
    page = client.get("/settings/you/sessions").text
    assert "Firefox on Linux" in words(page)

    rows = page.partition("<tbody>")[2].split("<tr>")
    action = next(row for row in rows if "Firefox" in row).partition('action="')[2].partition('"')[0]
    client.post(action)

    assert other.get("/settings").status_code == 401
    assert client.get("/settings").status_code == 200
    assert sessions_of(app, world.alice) == 1


def test_nobody_ends_the_session_of_somebody_else(
    app: Flask, world: World, as_alice: FlaskClient, as_bob: FlaskClient
) -> None:
    with app.app_context():
        bobs = db.session.scalars(select(StaffSession.id).where(StaffSession.staff_id == world.bob)).one()

    assert as_alice.post(f"/settings/you/sessions/{bobs}/end").status_code == 404
    assert as_bob.get("/settings").status_code == 200


def test_the_settings_page_offers_what_the_role_may_open(as_alice: FlaskClient, as_vera: FlaskClient) -> None:
    assert 'href="/settings/organization"' in as_alice.get("/settings").text
    assert 'href="/settings/organization"' not in as_vera.get("/settings").text
