"""Workers may die at any moment: every row is applied exactly once, and the work goes on by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from app.db import bind, db
from app.operations import sqlite_copy
from app.work import queries, services
from app.work.domain.state import WorkState
from app.work.models import Work
from tests import factories
from tests.factories import World
from tests.faults import driver
from tests.faults.driver import Nursery
from tests.faults.handlers import ROWS
from tests.work.counting import KIND, applied

pytestmark = [pytest.mark.both, pytest.mark.slow]
KILLS = 3
COUNTING = "tests.faults.handlers:register"


class Counted:
    """The work in the test's own eyes."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app, self.workspace_id = app, world.ours
        with factories.inside(app, world.ours):
            work = services.start(workspace_id=world.ours, kind=KIND, subject_id=1, total=ROWS, by=None)
            assert isinstance(work, Work)
            self.id = work.id
            db.session.commit()
        self.seen: list[int] = []

    @contextmanager
    def _looking(self) -> Iterator[Work]:
        """The work; on SQLite, one who only looks must not take the one writer's place."""
        with self.app.test_request_context("/"):
            bind(self.workspace_id)
            work = queries.get(self.workspace_id, self.id)
            assert work is not None
            yield work

    def check(self) -> None:
        """What was applied is what the work says is done, and nothing twice."""
        with self._looking() as work:
            rows = applied(self.workspace_id)
            assert set(rows.values()) <= {1}
            assert len(rows) == work.done
            self.seen.append(work.done)

    def progress(self) -> int:
        with self._looking() as work:
            return work.done

    def is_done(self) -> bool:
        with self._looking() as work:
            assert work.state is not WorkState.FAILED
            return work.state is WorkState.DONE


@pytest.fixture
def counted(app: Flask, world: World, workers: Nursery) -> Counted:
    return Counted(app, world)


def test_killed_workers_apply_every_row_once(
    counted: Counted, workers: Nursery, data_folder: Path, backend: str
) -> None:
    survival = driver.survive(
        workers,
        "tests.faults.handlers:register_impatient",
        kills=KILLS,
        seed=20261121,
        progress=counted.progress,
        is_done=counted.is_done,
        check=counted.check,
    )

    assert survival.kills == KILLS
    assert len(set(counted.seen)) > KILLS // 2, "most workers get something done before they die"
    assert counted.seen[-1] == ROWS
    if backend == "sqlite":
        sqlite_copy.verify(data_folder / "kith.db")


def test_two_workers_at_once_share_the_work_without_doing_it_twice(
    counted: Counted, workers: Nursery
) -> None:
    one, two = workers.fork(COUNTING), workers.fork(COUNTING)
    driver.wait(counted.is_done, 30)
    statuses = workers.end(one), workers.end(two)

    counted.check()
    assert statuses == (0, 0)
    assert counted.seen == [ROWS]


def test_a_worker_that_is_told_to_leave_hands_over(counted: Counted, workers: Nursery) -> None:
    first = workers.fork(COUNTING)
    driver.wait(lambda: counted.progress() > 0, 30)
    status = workers.end(first)
    was_done = counted.is_done()
    counted.check()
    second = workers.fork(COUNTING)
    driver.wait(counted.is_done, 30)
    workers.end(second)

    counted.check()
    assert (status, was_done) == (0, False)
    assert 0 < counted.seen[0] < counted.seen[1] == ROWS
