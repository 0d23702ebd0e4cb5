"""Choosing one person in a form: found as one types, and nobody taken for somebody else."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.constituents.picking import Picks, picks
from app.db import db
from tests import factories
from tests.factories import World
from tests.profiles.makers import create, somebody
from tests.profiles.pages import PART, check, root_id, words


@pytest.fixture
def people(app: Flask, world: World) -> list[int]:
    """Ada and Bea Smith, and Carl of the other workspace."""
    with factories.inside(app, world.theirs):
        theirs = create(world.theirs, somebody("Carl", "Smith", email="carl@example.org"))
        db.session.commit()
    with factories.inside(app, world.ours):
        smiths = [somebody(name, "Smith", email=f"{name.lower()}@example.org") for name in ("Ada", "Bea")]
        made = create(world.ours, *smiths)
        db.session.commit()
    return [*made, *theirs]


@pytest.mark.usefixtures("people")
def test_people_are_listed_as_one_types_and_nobody_is_marked(as_vera: FlaskClient) -> None:
    found = as_vera.get("/constituents/pick?who=smith&place=donor", headers=PART)

    check(found)
    assert root_id(found) == "donor-found"
    assert found.text.count('type="radio"') == 2
    assert "checked" not in found.text
    assert "Carl" not in found.text


@pytest.mark.usefixtures("people")
def test_without_a_script_there_is_a_form_that_searches(as_vera: FlaskClient) -> None:
    page = as_vera.get("/constituents/pick?who=bea")

    check(page)
    assert "Bea Smith" in words(page)
    assert re.search(r"<noscript>.*<button", page.text)


def test_who_is_not_on_record_is_said_with_what_to_do(as_vera: FlaskClient) -> None:
    shown = words(as_vera.get("/constituents/pick?who=<b>nobody", headers=PART))

    assert "Nobody has “<b>nobody” in the name" in shown
    assert "Add a new person" in shown


@pytest.mark.parametrize(
    ("given", "person"),
    [
        ({"who": "smith", "asked": "smith", "constituent_id": "ada"}, "Ada Smith"),
        ({"constituent_id": "ada"}, "Ada Smith"),
        ({"who": "bea", "asked": "smith", "constituent_id": "ada"}, None),
        ({"who": "bea", "constituent_id": "ada"}, None),
        ({"who": "smith", "asked": "smith"}, None),
        ({"constituent_id": "carl"}, None),
        ({"constituent_id": "99999999999999999999"}, None),
        ({"constituent_id": "x"}, None),
    ],
    ids=["marked", "linked", "typed-since", "never-listed", "unmarked", "foreign", "too-large", "no-id"],
)
def test_a_mark_counts_for_the_list_it_was_set_in(
    app: Flask, world: World, people: list[int], given: dict[str, str], person: str | None
) -> None:
    ids = dict(zip(("ada", "bea", "carl"), map(str, people), strict=True))

    with factories.inside(app, world.ours):
        typed = {
            key: ids.get(value, value) if key == "constituent_id" else value for key, value in given.items()
        }
        found = _picked(world, typed)

    assert (found.person.name if found.person else None) == person


def test_who_is_marked_stays_in_the_list(app: Flask, world: World, people: list[int]) -> None:
    with factories.inside(app, world.ours):
        found = _picked(world, {"constituent_id": str(people[0])})

    assert [each.name for each in found.found] == ["Ada Smith"]


def _picked(world: World, given: dict[str, str]) -> Picks:
    return picks(db.session.get_one(Workspace, world.ours), given)
