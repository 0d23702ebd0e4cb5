"""Every page of accounts is sound HTML: it parses strictly, has one h1, and no id twice."""

import re
from collections import Counter

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import services
from app.db import db
from tests.accounts.pages import link_on, sign_in
from tests.factories import World

SIGNED_IN = [
    "/settings",
    "/settings/you",
    "/settings/you/password",
    "/settings/you/sessions",
    "/settings/organization",
    "/settings/people",
    "/settings/people/invitations/new",
    "/settings/people/101",
    "/settings/people/104",
    "/workspaces",
]
REFUSED = [
    "/settings/you",
    "/settings/organization",
    "/settings/people/invitations/new",
    "/settings/people/104",
]


def assert_sound(page: str) -> None:
    html5lib.HTMLParser(strict=True).parse(page)
    assert len(re.findall(r"<h1[ >]", page)) == 1
    ids = Counter(re.findall(r' id="([^"]+)"', re.sub(r"(?s)<template.*?</template>", "", page)))
    assert [name for name, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("path", SIGNED_IN)
def test_a_page_of_settings_is_sound(as_alice: FlaskClient, path: str) -> None:
    assert_sound(as_alice.get(path).text)


@pytest.mark.parametrize("path", REFUSED)
def test_a_refused_form_is_sound_and_keeps_its_title(as_alice: FlaskClient, path: str) -> None:
    answer = as_alice.post(path)

    assert answer.status_code == 422
    assert_sound(answer.text)
    assert "<title>Error: " in answer.text


def test_the_page_with_a_new_link_is_sound_and_so_is_where_it_leads(
    app: Flask, as_alice: FlaskClient, as_mallory: FlaskClient, client: FlaskClient
) -> None:
    form = {"email": "mallory@example.org", "role": "viewer"}
    page = as_alice.post("/settings/people/invitations/new", data=form).text
    assert_sound(page)
    assert_sound(as_alice.get("/settings/people").text)

    for browser in (client, as_mallory, as_alice):
        assert_sound(browser.get(link_on(page)).text)


def test_public_pages_are_sound(app: Flask, world: World, as_alice: FlaskClient, client: FlaskClient) -> None:
    reset = link_on(as_alice.post(f"/settings/people/{world.bob}/reset-links").text)

    for path in ("/sign-in", "/settings", reset, "/password-resets/x", "/invitations/green-valley/x"):
        assert_sound(client.get(path).text)
    sign_in(client, password="wrong")
    assert_sound(client.post("/sign-in", data={}).text)


def test_set_up_is_sound_with_and_without_its_link(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        link = services.set_up_link() or ""
        db.session.commit()

    for path in ("/setup", "/setup?token=x", link):
        assert_sound(client.get(path).text)
    assert_sound(client.post(link, data={}).text)
