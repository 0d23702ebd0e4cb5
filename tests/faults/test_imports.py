"""Whatever kills the process: check, commit and undo go on by themselves, and do every row exactly once."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batches import queries as batches
from app.batches.domain.rows import Action, RowState
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.services.reverting import Undoing, undo
from app.constituents.models import Constituent, Phone
from app.db import bind, db
from app.operations import doctor, sqlite_copy
from app.work import queries
from app.work.domain.state import WorkState
from app.work.models import Work
from tests import factories
from tests.batches import makers
from tests.factories import World
from tests.faults.driver import Nursery, survive_moments

pytestmark = [pytest.mark.both, pytest.mark.slow]

KILLS, HALF = 5, 90
LIST = makers.table(
    ("Email", "First name", "Last name", "Mobile"),
    *((f"old{n}@example.org", f"Old{n}", "Lee", f"(503) 555-{n:04d}") for n in range(HALF)),
    *((f"new{n}@example.org", f"New{n}", "Fox", "") for n in range(HALF)),
)
ROWS = 2 * HALF


class Watched:
    """An import in the test's own eyes, which never take the one writer's place on SQLite."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app, self.workspace_id = app, world.ours
        self.batch_id = self.work_id = 0
        self.seen: list[int] = []
        with factories.inside(app, world.ours):
            people = (makers.person(f"Old{n}", "Lee", f"old{n}@example.org") for n in range(HALF))
            makers.add(world.ours, *people)
            batch = makers.upload(world.ours, LIST)
            self.batch_id = batch.id
            self.work_id = makers.start_check(batch).id

    @contextmanager
    def looking(self) -> Iterator[Batch]:
        with self.app.test_request_context("/"):
            bind(self.workspace_id)
            batch = batches.get(self.workspace_id, self.batch_id)
            assert batch is not None
            yield batch

    def _work(self) -> Work:
        work = queries.get(self.workspace_id, self.work_id)
        assert work is not None
        assert work.state is not WorkState.FAILED, work.error
        return work

    def check_rows(self) -> None:
        """The stored rows are the first of the file, as many as are said to be done; nobody was touched."""
        with self.looking() as batch:
            work = self._work()
            numbers = db.session.scalars(select(BatchRow.number).order_by(BatchRow.number)).all()
            assert list(numbers) == list(range(2, 2 + work.done))
            assert batch.rows_read == work.done
            assert self._count(Constituent) == HALF
            self.seen.append(work.done)

    def check_people(self) -> None:
        """What was applied is what the work says is done: people, phones and journal are in step with it."""
        with self.looking():
            work = self._work()
            by_action = (
                select(BatchRow.action, func.count())
                .where(BatchRow.state == RowState.APPLIED)
                .group_by(BatchRow.action)
            )
            applied = {action: count for action, count in db.session.execute(by_action)}
            assert sum(applied.values()) == work.done
            assert self._count(Constituent) == HALF + applied.get(Action.CREATE, 0)
            assert self._count(Phone) == applied.get(Action.UPDATE, 0)
            lines = Counter(
                db.session.scalars(
                    select(JournalEntry.row_number).where(JournalEntry.subject == Subject.CONSTITUENT)
                )
            )
            assert len(lines) == work.done
            assert set(lines.values()) <= {1, 3}
            self.seen.append(work.done)

    def check_undone(self) -> None:
        """What was taken back is what the work says is done: of those rows nobody and nothing is left."""
        with self.looking():
            work = self._work()
            by_state = select(BatchRow.state, BatchRow.action, func.count()).group_by(
                BatchRow.state, BatchRow.action
            )
            found = {(state, action): count for state, action, count in db.session.execute(by_state)}
            back = sum(count for (state, _), count in found.items() if state is RowState.REVERTED)
            assert back == work.done
            assert self._count(Constituent) == HALF + found.get((RowState.APPLIED, Action.CREATE), 0)
            assert self._count(Phone) == found.get((RowState.APPLIED, Action.UPDATE), 0)
            self.seen.append(work.done)

    def _count(self, kind: type[Constituent] | type[Phone]) -> int:
        return db.session.scalar(select(func.count()).select_from(kind)) or 0

    def press_commit(self) -> None:
        with factories.inside(self.app, self.workspace_id):
            batch = batches.get(self.workspace_id, self.batch_id)
            assert batch is not None
            self.work_id = makers.start_commit(batch).id
        self.seen.clear()

    def press_undo(self) -> None:
        with factories.inside(self.app, self.workspace_id):
            batch = batches.get(self.workspace_id, self.batch_id)
            assert batch is not None
            answer = undo(batch, actor=makers.ALICE)
            assert isinstance(answer, Undoing), answer
            self.work_id = answer.work.id
            db.session.commit()
        self.seen.clear()


@pytest.fixture
def watched(app: Flask, world: World, workers: Nursery) -> Watched:
    return Watched(app, world)


def test_killed_again_and_again_an_import_loses_and_doubles_nothing(
    app: Flask, watched: Watched, workers: Nursery, data_folder: Path, backend: str
) -> None:
    survived(watched, workers, seed=1, check=watched.check_rows)
    watched.press_commit()
    survived(watched, workers, seed=2, check=watched.check_people)

    with watched.looking() as batch:
        results, counts = batches.results(batch), batches.counts(batch)
        versions = Counter(db.session.scalars(select(Constituent.version)))
        assert batch.status is BatchStatus.COMMITTED
    assert (results.created, results.updated, results.unchanged, results.stale) == (HALF, HALF, 0, 0)
    assert counts.rows == counts.ready == ROWS
    assert versions == {1: HALF, 2: HALF}

    watched.press_undo()
    survived(watched, workers, seed=3, check=watched.check_undone)

    with watched.looking() as batch:
        results = batches.results(batch)
        assert batch.status is BatchStatus.UNDONE
    assert (results.reverted, results.kept) == (ROWS, 0)
    assert list(doctor.examine(app).findings) == []
    if backend == "sqlite":
        sqlite_copy.verify(data_folder / "kith.db")


def survived(watched: Watched, workers: Nursery, *, seed: int, check: Callable[[], None]) -> None:
    """Kill those who do what was started, until one does it to its end."""
    survive_moments(workers, "tests.faults.imports:register", kills=KILLS, seed=seed, check=check)
    assert len(set(watched.seen)) > KILLS // 2, "most workers get something done before they die"
    assert watched.seen[-1] == ROWS
