"""Routes are closed by default; sessions end when they should; cookies say how they may travel."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import StaffSession, Workspace
from app.config import Settings
from app.db import db
from app.factory import create_app
from tests import factories
from tests.accounts.pages import FRAGMENT, sessions_of, words
from tests.factories import World

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_a_route_that_says_nothing_is_closed(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path))
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")

    answer = app.test_client().get("/forgotten")

    assert answer.status_code == 403
    assert "secret" not in answer.text


def test_an_unknown_address_is_not_found_also_for_strangers(world: World, client: FlaskClient) -> None:
    assert client.get("/no-such-page").status_code == 404


def test_a_stranger_gets_the_sign_in_page_that_leads_back(world: World, client: FlaskClient) -> None:
    page = client.get("/settings/people?sort=name")

    assert page.status_code == 401
    assert 'value="/settings/people?sort=name"' in page.text
    assert "page you asked for" in words(page.text)


def test_a_fragment_is_sent_to_the_sign_in_page(world: World, client: FlaskClient) -> None:
    asked_from = {"HX-Current-URL": "http://localhost/settings/people?sort=name"}

    answer = client.post("/settings/you", headers=FRAGMENT | asked_from)

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/settings/people?sort%3Dname"
    assert answer.text == ""


def test_a_session_ends_after_an_hour_without_use(app: Flask, world: World) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        browser = factories.signed_in(app, world.bob)
        clock.shift(minutes(50))
        assert browser.get("/settings").status_code == 200
        clock.shift(minutes(50))
        assert browser.get("/settings").status_code == 200
        clock.shift(minutes(60))

        assert browser.get("/settings").status_code == 401


def test_a_session_ends_after_twelve_hours_of_use(app: Flask, world: World) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        browser = factories.signed_in(app, world.bob)
        for _ in range(15):
            clock.shift(minutes(47))
            assert browser.get("/settings").status_code == 200
        clock.shift(minutes(20))

        assert browser.get("/settings").status_code == 401


def test_use_is_remembered_at_most_once_a_minute(app: Flask, world: World) -> None:
    def last_seen() -> datetime:
        with app.app_context():
            return db.session.scalars(select(StaffSession.last_seen_at)).one()

    with time_machine.travel(NOON, tick=False) as clock:
        browser = factories.signed_in(app, world.bob)
        clock.shift(minutes(0.9))
        browser.get("/settings")
        assert last_seen() == NOON
        clock.shift(minutes(0.2))
        browser.get("/settings")

        assert last_seen() == NOON + minutes(1.1)


def test_an_ended_session_is_refused_at_once(app: Flask, world: World) -> None:
    here, elsewhere = factories.signed_in(app, world.bob), factories.signed_in(app, world.bob)
    assert elsewhere.get("/settings").status_code == 200

    here.post("/settings/you/sessions/end")

    assert elsewhere.get("/settings").status_code == 401
    assert sessions_of(app, world.bob) == 0


def test_a_made_up_token_is_nobody(world: World, client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["_user_id"] = "x" * 43

    assert client.get("/settings").status_code == 401


@pytest.mark.parametrize(
    ("public_url", "cookie", "secure"),
    [("", "kith=", False), ("https://kith.example.org", "__Host-kith=", True)],
)
def test_the_cookie_is_for_this_host_only_and_out_of_reach_of_scripts(
    data_folder: Path, world: World, public_url: str, cookie: str, secure: bool
) -> None:
    app = create_app(Settings(data=data_folder, public_url=public_url))

    header = app.test_client().get("/sign-in").headers["Set-Cookie"]
    with app.app_context():
        db.engine.dispose()  # the file is put back before the next test

    assert header.startswith(cookie)
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(header.split("; "))
    assert ("Secure" in header) is secure
    assert "Domain" not in header


def test_a_form_without_its_token_is_refused_in_words(app: Flask, world: World, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = client.post("/sign-in", data={"email": "alice@example.org", "password": factories.PASSWORD})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 400
    assert "reload" in words(answer.text).lower()
    assert sessions_of(app, world.alice) == 0


def test_another_site_cannot_post_here(world: World, as_alice: FlaskClient) -> None:
    answer = as_alice.post("/sign-out", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert as_alice.get("/settings").status_code == 200


def test_a_workspace_never_changes_under_a_session(app: Flask, world: World) -> None:
    browser = factories.signed_in(app, world.mallory)

    assert browser.post("/workspaces/visit", data={"workspace": world.ours}).status_code == 404
    assert "Blue Hills Aid" in browser.get("/settings/organization").text


def test_figures_are_written_as_the_workspace_writes_them(app: Flask, world: World) -> None:
    with app.app_context():
        db.session.get_one(Workspace, world.ours).timezone = "Asia/Tokyo"
        db.session.commit()
    with time_machine.travel(datetime(2026, 5, 4, 16, 30, tzinfo=UTC), tick=False):
        page = factories.signed_in(app, world.alice).get("/settings/you/sessions")

    assert "May 5, 2026" in page.text


def test_who_may_not_is_told_whose_it_is_and_whom_to_ask(as_vera: FlaskClient) -> None:
    told = words(as_vera.get("/settings/consent").text)

    assert "it is for owners and admins, and your role here is viewer. Ask Adam, Alice." in told
    assert "it is for owners, admins and editors" in words(as_vera.get("/interests/new").text)
