"""What a row says and the rules leave out is never shown as a change: not before the commit, not after it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.constituents.domain.record import ExternalId, FormerName
from app.updates.domain.changes import Add, Change, Ignore
from app.updates.domain.words import in_words
from tests import factories
from tests.batches import makers, scenes
from tests.batches.makers import add, check, person, table
from tests.factories import World
from tests.profiles.pages import PART, words
from tests.profiles.pages import check as well_formed

STEVE = table(("First name", "Last name", "Email"), ("Steve", "Quist", "stephen@example.org"))


def test_a_name_that_stays_is_told_to_stay(app: Flask, as_bob: FlaskClient, world: World) -> None:
    with factories.inside(app, world.ours):
        add(world.ours, person("Stephen", "Quist", "stephen@example.org"))
        number = check(app, world.ours, STEVE).number
    url = f"/imports/{number}/rows/2"

    page, part = as_bob.get(url), as_bob.get(url, headers=PART)
    with factories.inside(app, world.ours):
        makers.commit(app, scenes.batch(world.ours, number))
    after = as_bob.get(url)

    for shown in (page, part, after):
        assert "<del>" not in shown.text
        assert shown.text.count("<ins>") == 1  # the nickname, which is added
    well_formed(page)
    for shown in (page, part):
        assert "First name Stephen stays (Steve came) kept" in words(shown)
    assert "First name Stephen stayed (Steve came) left as it was" in words(after)
    assert "Open profile" in words(after)


STORE = ExternalId("Shop", "7")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (Ignore("name.first", "Stephen", "Steve", "", ""), "First name: Stephen stays (Steve came)"),
        (Ignore("name.first", "Stephen", "Stephen", "", ""), "First name: Stephen stays"),
        (Ignore("external_ids", None, STORE, "", ""), "External ID: Shop 7 is left out"),
        (Add("former_names", None, FormerName("Ann"), "", ""), "+ other names Ann"),
    ],
)
def test_a_change_that_is_not_made_says_what_stays(change: Change, says: str) -> None:
    assert in_words(change) == says
