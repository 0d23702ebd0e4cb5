"""Removing the sample: all of it, and nobody else."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.activity.models import Campaign, Donation, EmailEvent, Event
from app.batches.models import Batch
from app.constituents.models import Constituent
from app.db import db
from app.groups.models import Group
from app.profiles.services import totals
from app.sample import services as sample
from app.sample.queries.removable import removable
from tests.factories import World, inside
from tests.profiles.makers import maria
from tests.profiles.pages import PART, check, root_id, words

THINGS = (Donation, EmailEvent, Event, Campaign, Group, Batch)
BEFORE = [3, 6, 2, 2, 0, 0]
"""What María brings."""
TODAY = date(2026, 3, 1)
REMOVAL = "/settings/sample/removal"


pytestmark = pytest.mark.both


@pytest.fixture
def filled(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Our workspace with a small sample and one person of our own."""
    monkeypatch.setattr(sample, "SIZE", 60)
    maria(app, world.ours, gifts=2)
    with inside(app, world.ours):
        sample.fill_workspace(db.session.get_one(Workspace, world.ours), today=TODAY)
        db.session.commit()
    return world


def left(app: Flask, workspace_id: int, *tables: type) -> list[int]:
    """How many rows of each table there are."""
    with inside(app, workspace_id):
        return [
            db.session.scalar(
                select(func.count()).select_from(table).where(table.workspace_id == workspace_id)
            )
            or 0
            for table in tables
        ]


def test_the_sample_goes_with_all_it_brought_and_our_own_people_stay(
    app: Flask, as_alice: FlaskClient, filled: World
) -> None:
    asked = as_alice.get("/settings/sample")

    as_alice.post(REMOVAL)

    check(asked)
    assert "60 sample people are here." in words(asked)
    assert left(app, filled.ours, Constituent, *THINGS) == [1, *BEFORE]
    with inside(app, filled.ours):
        assert db.session.get_one(Workspace, filled.ours).has_sample is False
    assert "Alice removed the sample people" in words(as_alice.get("/"))
    assert "Build a group (done)" not in words(as_alice.get("/"))
    assert "by undoing it" not in words(as_alice.get("/"))
    assert "maria@example.org" in words(as_alice.get("/constituents"))


def test_the_page_of_somebody_removed_says_that_she_was_of_the_sample(
    app: Flask, as_alice: FlaskClient, filled: World
) -> None:
    with inside(app, filled.ours):
        who = min(removable(db.session.get_one(Workspace, filled.ours)).people)

    as_alice.post(REMOVAL, follow_redirects=True)

    assert "was one of the sample people, who were removed on" in words(as_alice.get(f"/constituents/{who}"))


def test_figures_of_the_sample_are_forgotten_with_it(
    app: Flask, as_alice: FlaskClient, filled: World
) -> None:
    with inside(app, filled.ours):
        totals.keep_figures(filled.ours)
        db.session.commit()

    as_alice.post(REMOVAL)

    assert "Your people are being counted." in words(as_alice.get("/"))


def test_whom_a_gift_of_ours_was_recorded_for_stays(app: Flask, as_alice: FlaskClient, filled: World) -> None:
    with inside(app, filled.ours):
        who = sorted(removable(db.session.get_one(Workspace, filled.ours)).people)[0]
        db.session.add(
            Donation(
                workspace_id=filled.ours,
                constituent_id=who,
                amount=500,
                currency="USD",
                received_on=TODAY,
                source="Parish book",
            )
        )
        db.session.commit()

    asked = as_alice.get("/settings/sample")
    as_alice.post(REMOVAL)

    check(asked)
    assert "1 sample person stays" in words(asked)
    assert "a gift, a registration, or a report about a mailing of your own" in words(asked)
    assert left(app, filled.ours, Constituent) == [2]
    with inside(app, filled.ours):
        assert db.session.get_one(Workspace, filled.ours).has_sample is True


def test_the_sample_can_be_loaded_again(as_alice: FlaskClient, app: Flask, filled: World) -> None:
    as_alice.post(REMOVAL, follow_redirects=True)
    offered = as_alice.get("/settings/sample", headers=PART)

    as_alice.post("/settings/sample")

    check(offered)
    assert root_id(offered) == "sample"
    assert "Load sample people" in words(offered)
    assert left(app, filled.ours, Constituent) == [61]


def test_a_workspace_without_a_sample_has_none_to_remove(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    maria(app, world.ours)

    as_alice.post(REMOVAL)

    assert left(app, world.ours, Constituent) == [1]


def test_nobody_else_loads_or_removes_a_sample(
    app: Flask, as_bob: FlaskClient, as_vera: FlaskClient, as_mallory: FlaskClient, filled: World
) -> None:
    for client in (as_bob, as_vera):
        assert [client.get("/settings/sample").status_code, client.post(REMOVAL).status_code] == [403, 403]
    as_mallory.post(REMOVAL)

    assert left(app, filled.ours, Constituent) == [61]
