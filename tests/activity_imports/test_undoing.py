"""Undo: what an import recorded goes, what it changed goes back, and what somebody did since stays."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.activity import services as activity
from app.activity.domain.arrivals import NewDonation
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.activity.rollup_models import Rollup
from app.activity_imports.domain.choices import Create
from app.activity_imports.queries import undo_preview
from app.batches.domain.status import BatchStatus
from app.constituents.models import Constituent
from app.db import db
from tests.activity_imports.makers import checked, commit, decide, gifts, rows, run, states, stripe, undo
from tests.batches.makers import fresh
from tests.factories import World, inside
from tests.profiles.pages import words

FIRST = stripe(
    "ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org",
    "ch_2,2026-03-02,20.00,5.00,Paid,bob@example.org",
)


def _rollups() -> dict[int, tuple[int, int]]:
    """Gifts and their sum of everybody who has given."""
    found = db.session.scalars(select(Rollup))
    return {each.constituent_id: (each.gifts, each.given) for each in found if each.gifts or each.given}


@pytest.mark.both
def test_everything_that_was_recorded_goes(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        batch = run(app, world.ours, FIRST)
        assert _rollups() == {people["Ann"]: (1, 5000), people["Bob"]: (1, 1500)}

        batch = undo(app, batch)

        assert batch.status is BatchStatus.UNDONE
        assert gifts() == {}
        assert states(batch) == {2: "reverted", 3: "reverted"}
        assert _rollups() == {}


def test_what_was_changed_is_as_before_and_what_staff_changed_since_stays(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        run(
            app,
            world.ours,
            stripe(
                "ch_1,2026-03-01,50.00,0.00,Pending,ann@example.org",
                "ch_2,2026-03-01,20.00,0.00,Pending,bob@example.org",
            ),
        )
        known = gifts()
        batch = run(app, world.ours, FIRST)
        assert gifts()["ch_2 refund in import 2"] == (-500, "settled")
        ann = db.session.scalars(select(Donation).where(Donation.external_key == "ch_1")).one()
        activity.change(world.ours, Donation, {ann.id: {"status": GiftStatus.FAILED, "kept": ["status"]}})
        db.session.commit()

        batch = undo(app, batch)

        assert gifts() == {**known, "ch_1": (5000, "failed")}
        assert states(batch) == {2: "kept", 3: "reverted"}
        assert "status, as it was changed since" in rows(batch)[2].detail
        assert _rollups() == {}


def test_a_gift_that_was_given_back_by_hand_stays(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        batch = run(app, world.ours, stripe("ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org"))
        gift = db.session.scalars(select(Donation)).one()
        typed = NewDonation(
            constituent_id=people["Ann"],
            amount=-1000,
            currency="USD",
            received_on=date(2026, 4, 1),
            refund_of_id=gift.id,
        )
        activity.record_donations(world.ours, [typed])
        db.session.commit()

        batch = undo(app, batch)

        assert "ch_1" in gifts()
        assert states(batch) == {2: "kept"}
        assert "refund" in rows(batch)[2].detail


def test_people_whom_it_added_go_too(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, stripe("ch_1,2026-03-01,50.00,0.00,Paid,new@example.org"))
        decide(batch, Create(), 2)
        batch = commit(app, fresh(batch))
        assert len(db.session.scalars(select(Constituent)).all()) == 3

        undo(app, batch)

        assert len(db.session.scalars(select(Constituent)).all()) == 2
        assert states(batch) == {2: "reverted"}


def test_a_person_of_whom_more_is_known_stays_and_the_gift_goes(
    app: Flask, as_bob: FlaskClient, world: World, people: dict[str, int]
) -> None:
    one, other = (stripe(f"ch_{each},2026-03-01,50.00,0.00,Paid,new@example.org") for each in (1, 2))
    with inside(app, world.ours):
        batch = checked(app, world.ours, one)
        decide(batch, Create(), 2)
        commit(app, fresh(batch))
        run(app, world.ours, other)

        batch = undo(app, fresh(batch))

        assert set(gifts()) == {"ch_2"}
        assert states(batch) == {2: "reverted"}
        assert "The constituent: Stays: since then this person has a gift" in rows(batch)[2].detail
    assert "1 constituent whom it created stays" in words(as_bob.get("/activity/imports/1/result"))


def test_another_import_that_was_taken_back_keeps_nobody(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    one, other = (stripe(f"ch_{each},2026-03-01,50.00,0.00,Paid,new@example.org") for each in (1, 2))
    with inside(app, world.ours):
        batch = checked(app, world.ours, one)
        decide(batch, Create(), 2)
        commit(app, fresh(batch))
        undo(app, run(app, world.ours, other))

        undo(app, fresh(batch))

        assert gifts() == {}
        assert len(db.session.scalars(select(Constituent)).all()) == 2


def test_the_preview_of_an_undo_counts_what_goes_and_what_stays(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = run(app, world.ours, FIRST)
        ann = db.session.scalars(select(Donation).where(Donation.external_key == "ch_1")).one()
        activity.change(world.ours, Donation, {ann.id: {"fund": "Roof"}})
        db.session.commit()

        told = undo_preview(batch)

        assert (told.gifts, told.stay, told.changed, told.people) == (1, 1, 0, 0)

        undo(app, batch)

        assert set(gifts()) == {"ch_1"}
