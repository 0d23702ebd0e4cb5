"""The page of a gift that staff typed in a batch."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories
from tests.batches import gifts, makers
from tests.batches.gifts import line
from tests.factories import World


@pytest.fixture
def gift(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> int:
    gifts.alone(monkeypatch)
    with factories.inside(app, world.ours):
        [ann] = makers.add(world.ours, makers.person("Ann", "Lee", "ann@example.org"))
        batch = gifts.open_batch(world.ours)
        gifts.enter(batch, line(ann.lookup_id))
        makers.commit(app, batch)
        return gifts.given(world.ours)[0].id


def test_it_says_that_it_was_typed_and_in_which_batch(as_vera: FlaskClient, gift: int) -> None:
    page = as_vera.get(f"/donations/{gift}").text

    assert "Typed here" in page
    assert '<a href="/batches/1/rows/1">row 1</a> of <a href="/batches/1">batch UPD-0001</a>' in page
    assert '<a href="/donations?import=1">all its gifts</a>' in page


def test_it_is_removed_without_a_reason_as_no_import_brings_it_again(
    app: Flask, world: World, as_bob: FlaskClient, gift: int
) -> None:
    page = as_bob.get(f"/donations/{gift}/removal").text

    answer = as_bob.post(f"/donations/{gift}/removal", data={"reason": ""})

    assert "the next import may bring it again" not in page
    assert answer.status_code == 303
    with factories.inside(app, world.ours):
        assert gifts.given(world.ours) == []
