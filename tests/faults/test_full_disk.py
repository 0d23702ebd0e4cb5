"""A full disk: nothing is half written, a sentence says so, and the work goes on when there is room again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError

from app import jobs
from app.batches import queries as batches
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.cli.imports import import_file
from app.db import db
from app.imports.models import UploadPart
from app.operations import doctor
from app.work import queries
from app.work.domain.state import WorkState
from tests import factories
from tests.batches import makers
from tests.batches.reverting import start_undo
from tests.factories import World

pytestmark = pytest.mark.sqlite

LIST = makers.table(
    ("Email", "First name", "Last name", "Mobile"),
    *((f"p{n}@example.org", f"P{n}", "Lee", f"(503) 555-{n:04d}") for n in range(600)),
)


@pytest.fixture(autouse=True)
def _no_ringing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "RING", False)


@contextmanager
def full_disk(app: Flask, room: int) -> Iterator[None]:
    """The database file may grow by `room` pages and no further."""
    _let_go()
    with app.app_context():
        engine = db.engine
        with engine.connect() as connection:
            pages: int = connection.execute(text("PRAGMA page_count")).scalar_one()
        engine.dispose()

    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + room}")

    event.listen(engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(engine, "connect", limit)
        _let_go()
        engine.dispose()


def _let_go() -> None:
    """Give the test's own connection back, so that it is closed with the others."""
    if has_app_context():
        db.session.rollback()


def count(kind: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def state(world: World, work_id: int) -> WorkState:
    db.session.rollback()
    found = queries.get(world.ours, work_id)
    assert found is not None
    return found.state


def try_once(app: Flask, world: World, work_id: int) -> None:
    db.session.rollback()
    jobs.work_on(app, world.ours, work_id)


def test_an_upload_is_refused_whole(
    app: Flask, world: World, as_bob: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    big = "Email\n" + "somebody@example.org\n" * 40_000

    with full_disk(app, room=20):
        answer = as_bob.post("/imports", data={"pasted": big, "mode": "both"})

    assert answer.status_code >= 500
    assert "Look before you send it again." in answer.text
    with factories.inside(app, world.ours):
        assert (count(Batch), count(UploadPart)) == (0, 0)


def test_the_command_says_that_the_disk_is_full(app: Flask, world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Email\n" + "somebody@example.org\n" * 40_000)

    with full_disk(app, room=20):
        result: Result = app.test_cli_runner().invoke(
            import_file, [str(path), "--workspace", "green-valley", "--json"]
        )

    assert result.exit_code == 1
    assert "its disk is full" in result.stderr
    assert result.stdout == ""


def test_the_command_does_not_wait_for_ever(
    app: Flask, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PATIENCE", 3)
    path = tmp_path / "list.csv"
    path.write_text(LIST)

    with full_disk(app, room=40):
        result: Result = app.test_cli_runner().invoke(
            import_file, [str(path), "--workspace", "green-valley", "--json"]
        )

    assert result.exit_code == 1
    assert "Import 1 waits, and goes on by itself" in result.stderr
    jobs.drain(app)
    with factories.inside(app, world.ours):
        assert count(BatchRow) == 600


def test_a_check_goes_on_when_there_is_room_again(app: Flask, inside: World) -> None:
    batch = makers.upload(inside.ours, LIST)
    work_id = makers.start_check(batch).id
    db.session.rollback()

    with full_disk(app, room=120):
        try_once(app, inside, work_id)
        during, stored = state(inside, work_id), count(BatchRow)
        try_once(app, inside, work_id)
        again = count(BatchRow)
    db.session.rollback()
    jobs.drain(app)

    assert during is WorkState.QUEUED
    assert 0 < stored < 600
    assert again >= stored
    assert [row.number for row in makers.rows(makers.fresh(batch))] == list(range(2, 602))
    assert batch.status is BatchStatus.IN_REVIEW


def test_a_commit_goes_on_when_there_is_room_again(app: Flask, inside: World) -> None:
    batch = makers.check(app, inside.ours, LIST)
    work_id = makers.start_commit(batch).id
    db.session.rollback()

    with full_disk(app, room=300):
        try_once(app, inside, work_id)
        during = state(inside, work_id)
        applied = batches.results(batch).created
        assert makers.people_count(inside.ours) == applied
        db.session.rollback()
    jobs.drain(app)

    assert during is WorkState.QUEUED
    assert 0 < applied < 600
    batch = makers.fresh(batch)
    assert (batch.status, batches.results(batch).created) == (BatchStatus.COMMITTED, 600)
    assert makers.people_count(inside.ours) == 600
    db.session.rollback()
    assert list(doctor.examine(app).findings) == []


def test_pressing_commit_on_a_full_disk_starts_nothing_or_everything(app: Flask, inside: World) -> None:
    batch = makers.check(app, inside.ours, LIST)
    db.session.rollback()

    with full_disk(app, room=0):
        try:
            makers.start_commit(batch)
        except OperationalError:
            db.session.rollback()
    jobs.drain(app)

    batch = makers.fresh(batch)
    people = makers.people_count(inside.ours)
    assert (batch.status, people) in {(BatchStatus.IN_REVIEW, 0), (BatchStatus.COMMITTED, 600)}


def test_an_undo_goes_on_when_there_is_room_again(app: Flask, inside: World) -> None:
    people = "\n".join(line.rpartition(",")[0] for line in LIST.splitlines())
    added = makers.run(app, inside.ours, people)
    batch = makers.run(app, inside.ours, LIST)
    changed = batches.results(batch).updated
    work_id = start_undo(batch).id
    db.session.rollback()

    with full_disk(app, room=10):
        try_once(app, inside, work_id)
        during = state(inside, work_id)
        taken_back = batches.results(batch).reverted
        db.session.rollback()
    jobs.drain(app)

    assert during is WorkState.QUEUED
    assert 0 <= taken_back < changed == 600
    batch = makers.fresh(batch)
    assert (batch.status, batches.results(batch).reverted) == (BatchStatus.UNDONE, 600)
    assert batches.results(added).created == makers.people_count(inside.ours) == 600
    db.session.rollback()
    assert list(doctor.examine(app).findings) == []
