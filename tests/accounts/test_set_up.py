"""The first start: one link, one workspace, one owner, and never again."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts import services
from app.accounts.access import on_set_up
from app.accounts.models import Membership, OneTimeLink, Staff, Workspace
from app.db import bound_workspace, db
from tests.accounts.pages import journal, sign_in, words

pytestmark = pytest.mark.both
FORM = {
    "organization": "Río Verde",
    "country": "GB",
    "language": "en",
    "timezone": "",
    "name": "Ana Núñez",
    "email": "Ana@example.org",
    "password": "tuba ocean lantern",
}


@pytest.fixture
def link(app: Flask) -> str:
    """The path of a set-up link."""
    with app.app_context():
        path = services.set_up_link()
        db.session.commit()
    assert path
    return path


def count(app: Flask, kind: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(kind)) or 0


@pytest.mark.parametrize("path", ["/settings", "/sign-in", "/settings/people"])
def test_before_set_up_every_page_leads_there(app: Flask, client: FlaskClient, path: str) -> None:
    assert client.get(path).location == "/setup"


@pytest.mark.parametrize("path", ["/setup", "/setup?token=wrong"])
def test_without_the_link_the_page_says_where_it_is(app: Flask, client: FlaskClient, path: str) -> None:
    page = client.get(path)

    assert page.status_code == 403
    assert "printed where Kith was started" in words(page.text)
    assert "<form" not in page.text


def test_the_form_makes_a_workspace_with_what_its_country_suggests(
    app: Flask, client: FlaskClient, link: str
) -> None:
    assert client.get(link).status_code == 200

    answer = client.post(link, data=FORM)

    assert (answer.status_code, answer.location) == (303, "/")
    with app.app_context():
        workspace = db.session.scalars(select(Workspace)).one()
        assert (workspace.name, workspace.slug) == ("Río Verde", "rio-verde")
        assert (workspace.timezone, workspace.currency, workspace.locale) == ("Europe/London", "GBP", "en_GB")
        assert workspace.consent_policy == "opt_in"


def test_whoever_sets_it_up_is_signed_in_as_its_owner(app: Flask, client: FlaskClient, link: str) -> None:
    client.post(link, data=FORM)

    assert client.get("/settings/organization").status_code == 200
    with app.app_context():
        assert db.session.scalars(select(Membership)).one().role.value == "owner"
    assert sign_in(app.test_client(), email="ana@example.org", password="tuba ocean lantern") == 303


def test_a_time_zone_may_be_chosen(app: Flask, client: FlaskClient, link: str) -> None:
    client.post(link, data=FORM | {"timezone": "America/Chicago"})

    with app.app_context():
        assert db.session.scalars(select(Workspace.timezone)).one() == "America/Chicago"


def test_the_link_works_once_and_a_second_set_up_is_impossible(
    app: Flask, client: FlaskClient, link: str
) -> None:
    client.post(link, data=FORM)
    stranger = app.test_client()

    assert stranger.get(link).location == "/"
    assert stranger.post(link, data=FORM | {"email": "mallory@example.org"}).location == "/"
    assert (count(app, Workspace), count(app, Staff)) == (1, 1)
    with app.app_context():
        assert services.set_up_link() is None


def test_a_new_link_makes_the_old_one_useless(app: Flask, client: FlaskClient, link: str) -> None:
    with app.app_context():
        newer = services.set_up_link()
        db.session.commit()

    assert client.get(link).status_code == 403
    assert client.post(link, data=FORM).status_code == 403
    assert newer
    assert client.get(newer).status_code == 200


def test_the_link_lasts_a_week(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel(datetime(2026, 5, 4, tzinfo=UTC), tick=False) as clock:
        with app.app_context():
            link = services.set_up_link() or ""
            db.session.commit()
        clock.shift(timedelta(days=7))

        assert client.post(link, data=FORM).status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("password", "password1234", "first passwords that others would try"),
        ("password", "RioVerde2026!!", "mostly your own name"),
        ("password", "short", "at least 12"),
        ("email", "ana@", "email address like"),
        ("email", "ana@localhost", "email address like"),
        ("organization", "  ", "Type the name of your organization"),
        ("country", "XX", "Choose one of the options"),
        ("timezone", "Mars/Olympus", "Choose one of the options"),
        ("name", "", "Type your name"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_made(
    app: Flask, client: FlaskClient, link: str, field: str, value: str, expected: str
) -> None:
    page = client.post(link, data=FORM | {"organization": "Rio Verde"} | {field: value})

    assert page.status_code == 422
    assert expected in words(page.text)
    assert (count(app, Workspace), count(app, Staff)) == (0, 0)
    assert client.post(link, data=FORM).status_code == 303


def test_all_mistakes_are_named_at_once(app: Flask, client: FlaskClient, link: str) -> None:
    page = words(client.post(link, data=FORM | {"email": "ana@", "password": "short", "name": ""}).text)

    assert "3 things need your attention" in page
    assert "Type your name" in page
    assert "email address like" in page
    assert "at least 12" in page
    assert "Type it again" in page


def test_the_form_says_which_time_zone_is_the_usual_one(client: FlaskClient, link: str) -> None:
    page = client.get(link, headers={"Accept-Language": "en-US"})

    assert "United States: the usual one is America/New York." in words(page.text)
    assert "Unknown Region" not in page.text


def test_hooks_get_the_workspace_the_owner_and_the_wish_for_sample_data(
    app: Flask, client: FlaskClient, link: str
) -> None:
    called = []

    def hook(workspace: Workspace, staff: Staff, fill: bool) -> None:
        called.append((workspace.name, staff.name, fill, bound_workspace(db.session()) == workspace.id))

    hooks = on_set_up(app)
    usual = hooks.copy()
    hooks[:] = [hook]
    try:
        client.post(link, data=FORM | {"fill": "y"})
    finally:
        hooks[:] = usual

    assert called == [("Río Verde", "Ana Núñez", True, True)]


def test_set_up_is_journaled_and_the_link_is_not_stored(app: Flask, client: FlaskClient, link: str) -> None:
    client.post(link, data=FORM)

    with app.app_context():
        workspace_id = db.session.scalars(select(Workspace.id)).one()
        stored = db.session.scalars(select(OneTimeLink.token_hash)).one()
    assert journal(app, workspace_id)[:2] == [("created", None, "Río Verde"), ("role", None, "owner")]
    assert link.partition("=")[2] != stored


def test_the_browsers_language_suggests_the_country(client: FlaskClient, link: str) -> None:
    page = client.get(link, headers={"Accept-Language": "de, en-NZ;q=0.8"})

    assert '<option selected value="NZ">New Zealand</option>' in page.text
