"""The page of the check: rows counted, the time that is left, and a way on from where it stopped."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.batches.models import Batch
from app.batches.services import skip_row
from app.db import db, now
from app.work.domain.state import WorkState
from app.work.models import Work
from tests import factories
from tests.batches import makers
from tests.batches.resolution import toasts
from tests.factories import World
from tests.profiles.pages import PART, check, words

ROWS = 700
FILE = "Email,First name\n" + "".join(f"p{n}@example.org,P{n}\n" for n in range(ROWS))


@pytest.fixture
def half(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> int:
    """The rows that were done when a check was stopped."""
    with factories.inside(app, world.ours):
        batch = makers.upload(world.ours, FILE)
        makers.start_check(batch)
        stop_after_one_chunk(monkeypatch)
        makers.drain(app)
        return makers.fresh(batch).rows_read


def stop_after_one_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.imports.services import check_run

    store = check_run.store_rows

    def and_stop(rows: list[dict[str, object]]) -> None:
        store(rows)
        db.session.execute(update(Work).values(stop_requested=True))
        monkeypatch.setattr(check_run, "store_rows", store)

    monkeypatch.setattr(check_run, "store_rows", and_stop)


def test_a_stopped_check_says_where_it_stands_and_goes_on(
    app: Flask, as_bob: FlaskClient, as_vera: FlaskClient, world: World, half: int
) -> None:
    assert 0 < half < ROWS

    page, part = as_bob.get("/imports/1/check"), as_bob.get("/imports/1/check", headers=PART)
    listed = as_bob.get("/imports")
    seen = as_vera.get("/imports/1/check")
    refused = as_vera.post("/imports/1/check")
    going = as_bob.post("/imports/1/check")
    with factories.inside(app, world.ours):
        makers.drain(app)

    check(page)
    check(part)
    assert f"The check was stopped after {half} of {ROWS} rows. Nothing was changed." in words(page)
    assert 'href="/imports/1/check"' in listed.text
    assert "Go on with the check" in words(page)
    assert "Go on with the check" not in words(seen)
    assert refused.status_code == 403
    assert going.location == "/imports/1/check"
    assert f"{ROWS} Ready" in words(as_bob.get("/imports/1"))


def test_a_page_that_still_shows_a_stopped_check_loses_no_decision(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        batch = makers.check(app, world.ours, "Email\nann@example.org\nbo@example.org\n")
        key = batch.workspace_id, batch.id
        skip_row(batch, makers.row(batch, 2), actor=makers.ALICE)
        db.session.commit()

    reply = as_bob.post("/imports/1/check", follow_redirects=True)

    assert "The check of this file is over. To check it anew, change its columns." in toasts(reply)
    with factories.inside(app, world.ours):
        makers.drain(app)
        assert makers.said(db.session.get_one(Batch, key)) == {2: "skipped none", 3: "ready create"}


def test_the_time_left_is_told_from_how_fast_it_goes(
    app: Flask, as_bob: FlaskClient, world: World, half: int
) -> None:
    as_bob.post("/imports/1/check")
    with factories.inside(app, world.ours):
        db.session.execute(update(Work).values(started_at=now() - timedelta(minutes=1)))
        db.session.execute(update(Work).values(done=half + 100))
        db.session.commit()

    said = words(as_bob.get("/imports/1/check", headers=PART))

    assert f"Checking rows {half + 100} of {ROWS}" in said
    assert "minutes left" in said


def test_a_check_that_waits_says_for_what(app: Flask, as_bob: FlaskClient, world: World) -> None:
    with factories.inside(app, world.ours):
        for text in ("Email\nann@example.org\n", "Email\nbo@example.org\n"):
            makers.start_check(makers.upload(world.ours, text))
        db.session.execute(update(Work).values(heartbeat_at=now() - timedelta(minutes=1)))
        db.session.commit()
        alone = words(as_bob.get("/imports/2/check", headers=PART))
        first = select(Batch.id).where(Batch.number == 1).scalar_subquery()
        db.session.execute(update(Work).where(Work.subject_id == first).values(state=WorkState.RUNNING))
        db.session.commit()

    behind = words(as_bob.get("/imports/2/check", headers=PART))

    assert "Waiting for other work to end 0 of 1" in alone
    assert "Waiting for the check of import 1 to end 0 of 1" in behind


def test_a_file_that_cannot_be_read_on_says_why_and_what_can_be_done(
    app: Flask, as_bob: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with factories.inside(app, world.ours):
        makers.start_check(makers.upload(world.ours, FILE))
        from app.imports.services import check_run
        from app.work.domain.lease import Refused

        def refuse(*_: object) -> None:
            raise Refused("Line 9 goes on for ever.")

        monkeypatch.setattr(check_run, "store_rows", refuse)
        makers.drain(app)

    page = as_bob.get("/imports/1/check")

    check(page)
    said = words(page)
    assert "The check could not be finished. Line 9 goes on for ever. Nothing was changed." in said
    assert "Change the columns" in said
    assert as_bob.get("/imports/1/map").status_code == 200
