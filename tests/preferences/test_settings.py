"""How the supporters' pages look, and the way to them for staff."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.audit.models import JournalEntry
from app.db import db
from tests import factories
from tests.factories import World
from tests.preferences.makers import ann, said

PAGE = "/settings/preference-page"
GOOD = {"public_email": "hello@example.org", "has_color": "y", "color": "#7A2B5F", "basis": ""}


@pytest.mark.both
def test_the_page_gets_the_organizations_address_and_color(
    app: Flask, world: World, as_alice: FlaskClient, client: FlaskClient
) -> None:
    who = ann(app, world)

    assert as_alice.post(PAGE, data=GOOD).status_code == 303
    text = client.get(who.page).text
    sheet = client.get("/colors/7a2b5f.css")

    assert 'href="mailto:hello@example.org"' in text
    assert 'href="/colors/7a2b5f.css"' in text
    assert "light-dark(#7a2b5f, #" in sheet.text
    assert (sheet.mimetype, "immutable" in sheet.headers["Cache-Control"]) == ("text/css", True)
    with factories.inside(app, world.ours):
        written = db.session.query(JournalEntry.field, JournalEntry.after).all()
    assert {("public_email", "hello@example.org"), ("accent", "#7a2b5f")} <= {tuple(row) for row in written}


def test_without_an_address_people_are_told_to_answer(app: Flask, world: World, client: FlaskClient) -> None:
    who = ann(app, world)

    assert "Answer any message that you got from Green Valley Trust." in said(client.get(who.page).text)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"color": "#ffe000"}, "White words on this color could not be read"),
        ({"color": "red"}, "Choose a color"),
        ({"public_email": "hello"}, "missing the “@”"),
    ],
)
def test_what_could_not_be_read_or_written_to_is_refused(
    app: Flask, world: World, as_alice: FlaskClient, typed: dict[str, str], why: str
) -> None:
    answer = as_alice.post(PAGE, data=GOOD | typed)

    assert answer.status_code == 422
    assert why in said(answer.text)
    with factories.inside(app, world.ours):
        assert db.session.get_one(Workspace, world.ours).accent == ""


def test_what_a_colleague_saved_meanwhile_is_told_and_not_overwritten(
    world: World, as_alice: FlaskClient
) -> None:
    basis = html.unescape(re.findall(r'name="basis"[^>]*value="([^"]*)"', as_alice.get(PAGE).text)[0])
    as_alice.post(PAGE, data=GOOD)

    answer = as_alice.post(PAGE, data={**GOOD, "public_email": "other@example.org", "basis": basis})

    assert answer.status_code == 422
    assert "Alice changed this while your page was open" in said(answer.text)
    assert as_alice.get(PAGE).text.count("hello@example.org") > 0


def test_it_is_for_owners_and_admins(as_bob: FlaskClient, as_vera: FlaskClient, client: FlaskClient) -> None:
    assert as_bob.get(PAGE).status_code == as_bob.post(PAGE, data=GOOD).status_code == 403
    assert as_vera.get(PAGE).status_code == 403
    assert client.get(PAGE).status_code == 401


def test_only_colors_that_can_be_read_are_served(client: FlaskClient, world: World) -> None:
    assert client.get("/colors/ffe000.css").status_code == 404
    assert client.get("/colors/7a2b5g.css").status_code == 404


def test_editors_copy_and_open_her_link_and_viewers_do_not(
    app: Flask, world: World, as_bob: FlaskClient, as_vera: FlaskClient
) -> None:
    who = ann(app, world)
    tab = f"/constituents/{who.id}/email-preferences"

    text = as_bob.get(tab).text

    assert text.count(who.page) == 2
    assert re.search(rf'data-copy="http://127.0.0.1:8000{who.page}"', text)
    assert "/p/" not in as_vera.get(tab).text
    assert "Your email choices" in as_bob.get(who.page).text
