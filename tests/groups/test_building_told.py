"""What the builder says beside a rule: what is still to be mended, the pins, and who is not named."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.db import db, now
from app.groups.domain.kinds import Side
from app.groups.models import GroupPin
from tests import factories
from tests.factories import World
from tests.groups.makers import people
from tests.groups.pages import FRAGMENT, builder, some_groups, text_of, words

UNFINISHED = {"c1-type": "text_search", "c2-type": "text_search"}


@pytest.fixture
def ids(app: Flask, world: World) -> tuple[int, int, list[int]]:
    return some_groups(app, world.ours)


def seen_after(client: FlaskClient, form: dict[str, str]) -> str:
    """What htmx gets while one types."""
    return client.post("/groups/preview", data=form, headers=FRAGMENT).text


@pytest.mark.usefixtures("ids")
def test_what_stopped_saving_is_said_until_it_is_mended_and_does_not_take_the_focus(
    as_bob: FlaskClient,
) -> None:
    form = builder(**UNFINISHED)
    refused = as_bob.post("/groups/new", data=form | {"do": "save"}, headers=FRAGMENT).text
    marked = form | {"refused": "1"}

    half = seen_after(as_bob, marked | {"c1-text": "Ann"})
    whole = seen_after(as_bob, marked | {"c1-text": "Ann", "c2-text": "Bell"})

    assert 'name="refused" value="1"' in refused
    assert "data-focus" in refused.split('id="refused"')[1].split("<h2>")[0]
    still = half.split('id="refused"')[1]
    assert "One thing needs your attention" in still
    assert 'href="#c2-type"' in still
    assert "data-focus" not in still
    assert '<div id="refused"></div>' in whole
    assert 'id="refused"' not in seen_after(as_bob, form)


@pytest.mark.usefixtures("ids")
def test_of_many_who_leave_it_is_said_how_many_are_not_named(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    with factories.inside(app, world.ours):
        people(db.session.get_one(Workspace, world.ours), 12, gave=10_000)
        db.session.commit()
    form = builder({"type": "text_search", "text": "nobody"}, name="Donors", group=str(ids[0]))

    seen = words(seen_after(as_bob, form))

    assert re.search(r"15 people leave: .* and 5 more", seen)


def test_the_numbers_tell_of_pins_which_the_rule_does_not_know(
    app: Flask, as_bob: FlaskClient, world: World, ids: tuple[int, int, list[int]]
) -> None:
    url, told = f"/groups/{ids[0]}/edit", "These numbers are of the rule alone. Whatever it says,"
    before = text_of(as_bob, url)
    with factories.inside(app, world.ours):
        for who, side in zip(ids[2], Side, strict=False):
            db.session.add(
                GroupPin(workspace_id=world.ours, group_id=ids[0], constituent_id=who, side=side, at=now())
            )
        db.session.commit()

    seen = text_of(as_bob, url)

    assert told not in before
    assert f"{told} 1 person is pinned in and 1 out." in seen
