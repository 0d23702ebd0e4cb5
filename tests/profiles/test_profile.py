"""Every tab of a profile: whole, as a part, only for those who may, and at a constant price."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.db import db
from tests.factories import World
from tests.profiles.makers import Page, maria
from tests.profiles.pages import PART, check, root_id, words
from tests.statements import count_statements

TABS = ("", "email-preferences", "donations", "registrations", "email-activity", "history")
ALL = (*TABS, "timeline")


@pytest.fixture
def her(app: Flask, world: World) -> Page:
    return maria(app, world.ours)


@pytest.mark.parametrize("tab", ALL)
def test_a_tab_is_a_page_of_its_own(as_alice: FlaskClient, her: Page, tab: str) -> None:
    response = as_alice.get(her(tab))

    assert response.status_code == 200
    assert "María López" in words(response)
    check(response)


@pytest.mark.both
def test_every_page_answers_on_every_database(as_alice: FlaskClient, her: Page) -> None:
    paths = ("/", "/constituents?q=lop", "/constituents?sort=updated", "/search?q=lop", *map(her, ALL))

    answers = {path: as_alice.get(path) for path in paths}

    assert {response.status_code for response in answers.values()} == {200}
    assert all("López" in response.text for response in answers.values())


@pytest.mark.parametrize("tab", TABS)
def test_htmx_gets_the_tabs_and_what_is_in_this_one(as_alice: FlaskClient, her: Page, tab: str) -> None:
    response = as_alice.get(her(tab), headers=PART)

    assert root_id(response) == "tab"
    assert "<title>María López" in response.text
    assert "<main" not in response.text
    check(response)


@pytest.mark.parametrize("tab", ALL)
def test_a_person_of_another_workspace_is_as_unknown_as_nobody(
    as_mallory: FlaskClient, her: Page, tab: str
) -> None:
    theirs = as_mallory.get(her(tab))
    nobody = as_mallory.get(Page(4711)(tab))

    assert (theirs.status_code, nobody.status_code) == (404, 404)
    assert "María" not in theirs.text


@pytest.mark.parametrize("tab", ALL)
def test_who_is_not_signed_in_is_asked_to(client: FlaskClient, her: Page, tab: str) -> None:
    response = client.get(her(tab))

    assert response.status_code == 401
    assert "María" not in response.text


@pytest.mark.parametrize("tab", ALL)
def test_a_viewer_sees_everything_but_no_button_to_change_it(
    as_vera: FlaskClient, her: Page, tab: str
) -> None:
    response = as_vera.get(her(tab))

    assert response.status_code == 200
    main = response.text.partition("<main")[2]
    assert 'method="post"' not in main


@pytest.mark.parametrize("tab", ALL)
def test_with_the_email_module_off_the_page_says_so(
    app: Flask, as_alice: FlaskClient, world: World, her: Page, tab: str
) -> None:
    with app.app_context():
        ours = db.session.get(Workspace, world.ours)
        assert ours is not None
        ours.modules = ["donations", "events"]
        db.session.commit()

    response = as_alice.get(her(tab))

    assert response.status_code == 403
    assert "email module" in words(response)
    assert "María" not in response.text


@pytest.mark.parametrize("number", ["99999999999999999999", "9223372036854775807", "0"])
def test_a_number_that_is_nobodys_is_not_found(as_alice: FlaskClient, world: World, number: str) -> None:
    assert as_alice.get(f"/constituents/{number}").status_code == 404


@pytest.mark.both
@pytest.mark.parametrize("tab", ALL)
def test_the_price_of_a_tab_does_not_depend_on_how_much_is_behind_it(
    app: Flask, as_alice: FlaskClient, world: World, tab: str
) -> None:
    few = maria(app, world.ours, gifts=1, mailings=1)
    many = maria(app, world.ours, gifts=80, mailings=40)
    as_alice.get(few(tab))

    def price(page: Page) -> int:
        with count_statements() as statements:
            assert as_alice.get(page(tab)).status_code == 200
        return len(statements)

    assert price(few) == price(many)
    assert price(many) <= 8


def test_the_tabs_say_how_much_is_behind_them(as_alice: FlaskClient, her: Page) -> None:
    shown = words(as_alice.get(her()))

    assert "Overview Email preferences Donations 4 Registrations 2 Email activity 2 Groups History" in shown


@pytest.mark.parametrize("after", ["garbage", "WzAsInRoZSBtb29uIiwxXQ", "%00", "1" * 2000])
@pytest.mark.parametrize("tab", ["donations", "registrations", "email-activity", "history", "timeline"])
def test_a_cursor_that_is_none_shows_the_first_page(
    as_alice: FlaskClient, her: Page, tab: str, after: str
) -> None:
    response = as_alice.get(f"{her(tab)}?after={after}&before={after}")

    assert response.status_code == 200
