"""The list says of an undone batch what became of its gifts."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.activity.models import Donation
from app.batches.services.reverting import undo
from app.db import db
from app.giving import services as giving
from tests import factories
from tests.activity.makers import day
from tests.batch_entry.makers import ALICE
from tests.batch_entry.seen_through import committed, gifts, validated
from tests.batches.makers import drain, workspace
from tests.factories import World

pytestmark = pytest.mark.both


def test_gifts_that_were_taken_back_are_no_sum_of_the_list(
    app: Flask, world: World, as_vera: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        ann = ("", "Ann", "Lee", "ann@example.org", "45", "USD", "2026-07-01")
        bea = ("", "Bea", "May", "bea@example.org", "70", "USD", "2026-07-01")
        batch = committed(app, validated(app, gifts(world.ours, [ann, bea])))
        kept = db.session.scalars(select(Donation).where(Donation.amount == 7_000)).one()
        on = day("2026-07-15")
        giving.refund_donation(workspace(world.ours), kept.id, amount=100, on=on, today=on, actor=ALICE)
        db.session.commit()
        undo(batch, actor=ALICE)
        drain(app)

    page = as_vera.get("/batches").text

    line = page[page.index('id="batch-1"') :]
    assert "$45 taken back" in line
    assert "$70 stays" in line
    assert "$115" not in line
