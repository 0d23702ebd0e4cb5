"""The page before the undo of a revenue batch: how many gifts go, and which stay with the reason."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches.models import Batch
from app.db import db
from app.giving import services as giving
from tests import factories
from tests.activity.makers import day
from tests.batches import gifts, makers
from tests.batches.gifts import line
from tests.factories import World
from tests.giving.makers import ALICE

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def batch(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> Batch:
    """Thirty gifts of Ann; the first 26 were given back in part."""
    gifts.alone(monkeypatch)
    with factories.inside(app, world.ours):
        makers.add(world.ours, makers.person("Ann", "Lee", "ann@example.org"))
        batch = gifts.open_batch(world.ours)
        gifts.enter(batch, *(line("C-1001", str(n)) for n in range(1, 31)))
        batch = makers.commit(app, batch)
        for gift in gifts.given(world.ours)[:26]:
            giving.refund_donation(
                makers.workspace(world.ours),
                gift.id,
                amount=1,
                on=day("2026-07-15"),
                today=day("2026-07-15"),
                actor=ALICE,
            )
        db.session.commit()
        return makers.fresh(batch)


def test_the_page_counts_gifts_and_lists_those_that_stay(as_alice: FlaskClient, batch: Batch) -> None:
    page = as_alice.get(f"/batches/{batch.number}/undo").text

    assert "4 gifts are removed. 26 gifts stay" in page
    assert page.count("a refund was recorded since") == 25
    assert ">$1</a>" in page
    assert "gifts=25" in page


def test_the_next_page_of_gifts_is_a_fragment(as_alice: FlaskClient, batch: Batch) -> None:
    part = as_alice.get(f"/batches/{batch.number}/undo?gifts=25", headers=HTMX).text

    assert "<html" not in part
    assert part.count("a refund was recorded since") == 1
    assert ">$26</a>" in part


def test_others_and_those_who_only_view_see_none_of_it(
    as_vera: FlaskClient, as_mallory: FlaskClient, batch: Batch
) -> None:
    assert as_vera.get(f"/batches/{batch.number}/undo").status_code == 403
    assert as_mallory.get(f"/batches/{batch.number}/undo").status_code == 404
