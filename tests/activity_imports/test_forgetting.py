"""What an import of activity still tells of somebody who was erased: sums, and nothing of her."""

from flask import Flask
from sqlalchemy import select

from app.activity.models import Donation
from app.db import db
from app.lifecycle.services.erasing import Erased, erase
from tests.activity_imports.makers import beside, rows, run, stripe, undo, workspace
from tests.activity_imports.test_tightening import unsubscribed
from tests.batches.makers import ALICE, fresh
from tests.factories import World, inside


def test_rows_about_somebody_who_is_erased_keep_their_sums_alone(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        nothing = "ch_0,2026-03-01,0.00,0.00,Paid,ann@example.org"
        gifts = run(app, world.ours, stripe("ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org", nothing))
        mail = run(app, world.ours, unsubscribed("ann@example.org"))

        assert isinstance(erase(workspace(world.ours), people["Ann"], actor=ALICE), Erased)
        db.session.commit()
        db.session.expire_all()

        for batch in (gifts, mail):
            row, told = rows(fresh(batch))[2], beside(batch)[2]
            assert (row.plan, row.email, "".join(row.cells)) == (None, "", "")
            assert told.fact_key == ""
        assert beside(gifts)[2].amount == 5000
        left_out = rows(fresh(gifts))[3]
        assert (left_out.outcome, left_out.email, "".join(left_out.cells)) == ("skipped", "", "")


def test_an_import_with_somebody_who_was_erased_can_be_undone(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        gifts = run(
            app,
            world.ours,
            stripe(
                "ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org",
                "ch_2,2026-03-01,20.00,0.00,Paid,bob@example.org",
            ),
        )
        mail = run(app, world.ours, unsubscribed("ann@example.org"))
        erase(workspace(world.ours), people["Ann"], actor=ALICE)
        db.session.commit()

        assert undo(app, fresh(gifts)).status.value == "undone"
        assert undo(app, fresh(mail)).status.value == "undone"

        assert "ch_2" not in db.session.scalars(select(Donation.external_key)).all()
