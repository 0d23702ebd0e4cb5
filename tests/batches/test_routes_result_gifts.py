"""The result of a revenue batch says what its gifts come to, in each currency."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories
from tests.batch_entry import seen_through
from tests.batches.makers import add, person
from tests.factories import World
from tests.profiles.pages import words

ROWS = (
    ("", "Ann", "Lee", "ann@example.org", "25.75", "USD", "2026-03-01"),
    ("", "Bo", "Ito", "bo@example.org", "1200", "JPY", "2026-03-02"),
    ("", "Cy", "Fox", "cy@example.org", "4.50", "USD", "2026-03-02"),
)


@pytest.mark.both
def test_the_result_says_what_the_gifts_come_to_in_each_currency(
    app: Flask, as_vera: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        batch = seen_through.gifts(world.ours, ROWS)
        number = seen_through.committed(app, seen_through.validated(app, batch)).number

    told = words(as_vera.get(f"/batches/{number}/result"))

    assert "On record from this batch: 1 gift, ¥1,200 ; 2 gifts, $30.25" in told
    assert "Control report" in told


def test_a_row_that_changes_no_profile_is_shown_as_the_gift_that_it_adds(
    app: Flask, as_vera: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        add(world.ours, person("Ann", "Lee", "ann@example.org"))
        number = seen_through.gifts(world.ours, ROWS[:1]).number

    told = words(as_vera.get(f"/batches/{number}/review?show=all"))

    assert "Ready · gift" in told
