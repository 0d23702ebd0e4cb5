"""Work is done chunk after chunk, and ends well whatever happens in it."""

import sqlite3
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app import jobs
from app.db import db
from app.work import queries, running, services
from app.work.domain.lease import Ending, Lease, Progress, Refused
from app.work.domain.pace import MANY_WRITERS, ONE_WRITER
from app.work.domain.state import WorkState
from app.work.models import Work
from app.work.running import Handler
from tests import factories
from tests.factories import World
from tests.work.counting import applied, counting, endings

pytestmark = pytest.mark.both
Handled = Callable[[Handler], None]


def found(app: Flask, workspace_id: int, work_id: int) -> Work:
    with factories.inside(app, workspace_id):
        work = queries.get(workspace_id, work_id)
        assert work is not None
        db.session.expunge(work)
        return work


def test_every_row_is_applied_once_and_the_work_is_done(
    app: Flask, world: World, queued: int, handled: Handled
) -> None:
    handled(counting(130))

    taken = jobs.drain(app)

    work = found(app, world.ours, queued)
    with factories.inside(app, world.ours):
        assert set(applied(world.ours).values()) == {1}
        assert len(applied(world.ours)) == 130
        assert endings(world.ours, Ending.FINISHED) == 1
    assert (taken, work.state, work.done, work.owner) == (1, WorkState.DONE, 130, "")
    assert work.finished_at is not None


def test_a_stop_request_ends_the_work_between_chunks_and_resume_goes_on(
    app: Flask, world: World, queued: int, handled: Handled
) -> None:
    def ask(row: int) -> None:
        if row == 10:
            services.request_stop(workspace_id=world.ours, work_id=queued)

    handled(counting(5_000, before_each=ask))
    jobs.drain(app)
    stopped = found(app, world.ours, queued)
    with factories.inside(app, world.ours):
        half = len(applied(world.ours))
        work = queries.get(world.ours, queued)
        assert work is not None
        services.resume(work=work)
        db.session.commit()
    handled(counting(half + 20))
    jobs.drain(app)

    assert stopped.state is WorkState.STOPPED
    assert 0 < half == stopped.done < 5_000
    with factories.inside(app, world.ours):
        assert set(applied(world.ours).values()) == {1}
        assert len(applied(world.ours)) == half + 20
        assert endings(world.ours, Ending.STOPPED) == 1
        assert endings(world.ours, Ending.FINISHED) == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("ann@example.org"), running.UNEXPECTED),
        (Refused("The file is gone."), "The file is gone."),
    ],
)
def test_an_error_ends_the_work_and_keeps_what_was_committed(
    app: Flask, world: World, queued: int, handled: Handled, error: Exception, words: str
) -> None:
    def break_down(row: int) -> None:
        if row == 220:
            raise error

    handled(counting(300, before_each=break_down))
    jobs.drain(app)

    work = found(app, world.ours, queued)
    with factories.inside(app, world.ours):
        assert len(applied(world.ours)) == work.done < 220
        assert endings(world.ours, Ending.FAILED) == 1
    assert (work.state, work.error) == (WorkState.FAILED, words)


def test_work_fails_well_even_when_its_own_end_is_broken(
    app: Flask, world: World, queued: int, handled: Handled
) -> None:
    def begin(lease: Lease) -> Callable[[int], Progress]:
        raise ValueError

    def at_end(lease: Lease, ending: Ending) -> None:
        db.session.execute(text("SELECT * FROM nowhere"))

    handled(Handler(begin, at_end))
    jobs.drain(app)

    assert found(app, world.ours, queued).state is WorkState.FAILED


def test_trouble_with_the_database_gives_the_work_back(
    app: Flask, world: World, queued: int, handled: Handled
) -> None:
    trouble = sqlite3.OperationalError("database is locked")
    trouble.sqlite_errorcode = sqlite3.SQLITE_BUSY

    def be_locked(row: int) -> None:
        if row == 220:
            raise OperationalError("INSERT", {}, trouble)

    handled(counting(300, before_each=be_locked))
    ending = jobs.work_on(app, world.ours, queued)
    work = found(app, world.ours, queued)
    handled(counting(300))
    jobs.drain(app)

    assert (ending, work.state) == (Ending.YIELDED, WorkState.QUEUED)
    with factories.inside(app, world.ours):
        assert set(applied(world.ours).values()) == {1}
        assert len(applied(world.ours)) == 300


def test_a_wrong_statement_is_no_trouble_of_the_moment(
    app: Flask, world: World, queued: int, handled: Handled
) -> None:
    handled(counting(100, before_each=lambda row: db.session.execute(text("SELECT * FROM nowhere"))))

    jobs.drain(app)

    assert found(app, world.ours, queued).state is WorkState.FAILED


def test_a_process_that_goes_down_gives_the_work_back_after_its_chunk(
    app: Flask, world: World, queued: int, handled: Handled
) -> None:
    leaving = threading.Event()
    handled(counting(5_000, before_each=lambda row: leaving.set() if row == 5 else None))

    ending = jobs.work_on(app, world.ours, queued, leaving=leaving)

    work = found(app, world.ours, queued)
    with factories.inside(app, world.ours):
        assert len(applied(world.ours)) == work.done > 5
    assert (ending, work.state, work.owner) == (Ending.YIELDED, WorkState.QUEUED, "")


def test_work_that_kills_its_worker_again_and_again_is_given_up(
    app: Flask, world: World, queued: int, handled: Handled
) -> None:
    handled(counting(100))
    with app.app_context():
        db.session.execute(text("UPDATE work SET tries = :tries"), {"tries": running.MOST_TRIES})
        db.session.commit()

    jobs.drain(app)

    work = found(app, world.ours, queued)
    assert (work.state, work.error, work.done) == (WorkState.FAILED, running.INTERRUPTED, 0)


def test_finishing_from_a_command_waits_for_the_end(
    app: Flask, world: World, queued: int, handled: Handled
) -> None:
    handled(counting(60))

    assert jobs.finish(app, world.ours, queued) is WorkState.DONE


def test_finishing_inside_an_open_transaction_is_refused(
    app: Flask, world: World, queued: int, handled: Handled
) -> None:
    with factories.inside(app, world.ours):
        db.session.execute(text("SELECT 1"))

        with pytest.raises(RuntimeError, match="commit"):
            jobs.finish(app, world.ours, queued)


@pytest.mark.parametrize(
    ("size", "seconds", "next_size"),
    [
        (100, 0.05, 100),
        (200, 0.1, 100),
        (400, 0.5, 100),
        (100, 0.001, 200),
        (1_500, 0.001, 2_000),
        (60, 9.0, 50),
    ],
)
def test_chunks_are_sized_by_time(size: int, seconds: float, next_size: int) -> None:
    assert ONE_WRITER.next_size(size, seconds) == next_size


def test_the_pace_follows_the_database(app: Flask) -> None:
    with app.app_context():
        expected = ONE_WRITER if db.engine.dialect.name == "sqlite" else MANY_WRITERS

        assert running.pace() is expected
