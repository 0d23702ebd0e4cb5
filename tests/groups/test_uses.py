"""What rules refer to does not go without a word: who would break is said before, and on Home after."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.consent import services as permission
from app.consent.models import InterestGroup
from app.consent.services import InterestDraft
from app.db import db, now
from app.groups.domain.causes import Cause
from app.groups.domain.rules import Choice, InterestIn
from app.groups.queries.uses import asking_about
from app.groups.services.remembering import note_change
from tests import factories
from tests.factories import World
from tests.groups.makers import AT, GAVE_100, STAFF, group, people, refers_to, rule
from tests.groups.pages import text_of, words


@pytest.fixture
def trips(app: Flask, world: World) -> int:
    """An interest group which "Travelers" asks about, and "Not abroad" through it; "Donors" does not."""
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        people(here, 2, gave=10_000)
        made = permission.create_interest(here, InterestDraft(name="Trips"), actor=STAFF)
        assert isinstance(made, InterestGroup)
        travelers = group(here, "Travelers", rule(InterestIn(made.id, Choice.JOINED)))
        group(here, "Not abroad", refers_to(travelers))
        for moved in (travelers, group(here, "Donors", rule(GAVE_100))):
            moved.member_count = moved.eligible_count = 2
            note_change(moved, at=now(), joined=2, left=0, cause=Cause.GIFT)
        key = made.id
        db.session.commit()
    return key


def test_who_asks_about_an_interest_group_is_found_through_other_groups_too(
    app: Flask, world: World, trips: int
) -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)

        assert list(asking_about(here, trips, at=AT).values()) == ["Not abroad", "Travelers"]
        assert asking_about(here, trips + 1, at=AT) == {}


def test_archiving_an_interest_group_says_first_which_groups_would_break(
    app: Flask, as_bob: FlaskClient, as_vera: FlaskClient, world: World, trips: int
) -> None:
    url = f"/interests/{trips}/archive"

    asked = as_bob.post(url)

    assert asked.status_code == 409
    assert "2 audience groups ask about it and would be broken" in words(asked.text)
    assert "Not abroad Travelers" in words(asked.text)
    assert "Donors" not in asked.text
    assert "Archived on" not in text_of(as_bob, f"/interests/{trips}")
    assert "Not abroad Travelers" in text_of(as_bob, url)
    assert as_vera.get(url).status_code == as_vera.post(url).status_code == 403

    seen = re.findall(r'name="seen" value="(\d+)"', asked.text)
    assert as_bob.post(url, data={"seen": seen[:1]}).status_code == 409, "of one of them nobody was told"
    assert as_bob.post(url, data={"seen": seen}).status_code == 303
    assert "Archived on" in text_of(as_bob, f"/interests/{trips}")


def test_home_says_which_groups_are_broken_and_not_that_they_moved(
    app: Flask, as_bob: FlaskClient, as_vera: FlaskClient, world: World, trips: int
) -> None:
    before = text_of(as_bob, "/")
    asked = as_bob.post(url := f"/interests/{trips}/archive")
    as_bob.post(url, data={"seen": re.findall(r'name="seen" value="(\d+)"', asked.text)})

    home = as_bob.get("/").text

    assert "broken" not in before
    assert "Travelers since" in before.split("Groups that moved")[1]
    waiting = words(home).split("Waiting for you")[1]
    moved = words(home).split("Groups that moved")[1]
    assert "Not abroad group, broken" in waiting
    assert "Travelers group, broken Condition 1 names the interest group “Trips”, which is" in waiting
    assert "Donors group, broken" not in waiting
    assert "Donors since" in moved
    assert "Travelers" not in moved.split("Recent changes")[0]
    assert "Nothing is waiting for you" not in home
    assert home.count("Mend its rule") == 2
    assert "Mend its rule" not in as_vera.get("/").text
