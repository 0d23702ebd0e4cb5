"""Searching from anywhere: people, groups and help, a few at a time."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.db import db
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group
from tests import factories
from tests.factories import World
from tests.profiles.makers import create, somebody
from tests.profiles.pages import PART, check, words
from tests.statements import count_statements


@pytest.fixture
def crowd(app: Flask, world: World) -> None:
    """Thirty people and thirty groups with a word that is also in the help."""
    with factories.inside(app, world.ours):
        create(world.ours, somebody("Ada", "Smith", email="ada@example.org"))
        create(world.ours, *(somebody("Gift", f"Giver{n:02}", email=f"g{n}@example.org") for n in range(30)))
        for number in range(30):
            db.session.add(
                Group(workspace_id=world.ours, name=f"Gift group {number:02}", kind=GroupKind.STATIC)
            )
        db.session.commit()


@pytest.mark.usefixtures("crowd")
def test_suggestions_are_five_of_each_kind_and_the_page_has_more(as_vera: FlaskClient) -> None:
    few, many = as_vera.get("/search?q=gift", headers=PART), as_vera.get("/search?q=gift")

    check(few)
    check(many)
    for response, most in ((few, 5), (many, 25)):
        html = response.text
        assert html.count("Giver") == most
        assert html.count("Gift group") == most
    assert few.text.count('href="/docs/') == 5
    assert 'href="/search?q=gift"' in few.text
    assert "<mark>" not in few.text


@pytest.mark.usefixtures("crowd")
def test_a_search_takes_the_same_statements_whatever_it_finds(as_vera: FlaskClient) -> None:
    def price(text: str) -> int:
        with count_statements() as seen:
            as_vera.get(f"/search?q={text}", headers=PART)
        return len(seen)

    as_vera.get("/")
    assert price("gift") == price("giver07")
    assert price("gift") <= 6


def test_help_is_found_where_nobody_is(as_vera: FlaskClient) -> None:
    shown = words(as_vera.get("/search?q=spreadsheet"))

    assert "Upload a file" in shown
    assert "Nothing found" not in shown


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("headers", [PART, {}], ids=["fragment", "page"])
def test_a_name_that_nobody_has_brings_who_is_near(as_vera: FlaskClient, headers: dict[str, str]) -> None:
    response = as_vera.get("/search?q=smiht", headers=headers)

    check(response)
    assert "Nobody is called “ smiht ”. Did you mean smith ?" in words(response)
    assert 'href="/search?q=smith"' in response.text
    assert "Ada Smith" in words(response)


@pytest.mark.usefixtures("crowd")
def test_a_name_that_somebody_has_is_not_asked_about(as_vera: FlaskClient) -> None:
    assert "Did you mean" not in words(as_vera.get("/search?q=smith"))
    assert "Did you mean" not in words(as_vera.get("/search?q=xyzzy"))


def test_what_is_typed_is_text(as_vera: FlaskClient) -> None:
    assert "<b>x" not in as_vera.get("/search?q=<b>x", headers=PART).text


@pytest.mark.parametrize(
    ("page", "places"), [("/search?q=gift", []), ("/constituents", ["Constituents"]), ("/", ["Home"])]
)
def test_the_search_is_no_place_of_the_sidebar(as_vera: FlaskClient, page: str, places: list[str]) -> None:
    [sidebar] = re.findall(r"<nav[^>]*>.*?</nav>", as_vera.get(page).text, re.DOTALL)[:1]

    current = re.findall(r'<a[^>]*aria-current="page"[^>]*>(.*?)</a>', sidebar, re.DOTALL)

    assert [
        re.sub(r"<svg.*?</svg>|<kbd.*?</kbd>|<[^>]+>", "", each, flags=re.DOTALL).strip() for each in current
    ] == places
