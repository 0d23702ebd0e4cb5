"""Whatever kills the process: every row of a revenue batch becomes one gift, and every gift goes once."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Donation, SoftCredit
from app.audit.models import JournalEntry
from app.batches import queries as batches
from app.batches.domain.rows import RowState
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.queries.gifts import carried, totals
from app.batches.services.reverting import Undoing, undo
from app.constituents.models import Constituent
from app.db import bind, db
from app.operations import doctor, sqlite_copy
from app.work import queries
from app.work.domain.state import WorkState
from tests import factories
from tests.batches import entered, gifts, makers
from tests.batches.gifts import line
from tests.factories import World
from tests.faults.driver import Nursery, survive_moments

pytestmark = [pytest.mark.both, pytest.mark.slow]

KILLS, GIVERS, NEW = 5, 20, 30
ROWS = 3 * GIVERS + 2 * NEW
"""Three gifts of everybody on record, and two of everybody who is new: the second joins the first."""


class Watched:
    """A revenue batch in the test's own eyes, which never take the one writer's place on SQLite."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app, self.workspace_id = app, world.ours
        self.work_id = 0
        self.seen: list[int] = []
        with factories.inside(app, world.ours):
            people = [makers.person(f"Old{n}", "Lee", f"old{n}@example.org") for n in range(GIVERS)]
            lookups = [each.lookup_id for each in makers.add(world.ours, *people)]
            batch = gifts.open_batch(world.ours)
            known = [
                line(who, f"{at + 1}", currency=("USD", "JPY", "KWD")[at % 3], to=lookups[at - 1])
                for at, who in enumerate(lookups)
            ]
            new = [line(f"new{n}@example.org Fox{n}", "0.10") for n in range(NEW)]
            gifts.enter(batch, *known, *new, *known, *new, *known)
            self.batch_id = batch.id
            entered.validate(app, batch)
            self.totals = totals(batch)

    @contextmanager
    def looking(self) -> Iterator[Batch]:
        with self.app.test_request_context("/"):
            bind(self.workspace_id)
            batch = batches.get(self.workspace_id, self.batch_id)
            assert batch is not None
            yield batch

    def check_gifts(self) -> None:
        """Every row that is carried out is one gift, of its person, told once in the journal."""
        with self.looking():
            rows = db.session.execute(
                select(BatchRow.donation_id, BatchRow.constituent_id).where(
                    BatchRow.state == RowState.APPLIED
                )
            ).all()
            given = dict(db.session.execute(select(Donation.id, Donation.constituent_id)).all())
            lines = Counter(
                db.session.scalars(select(JournalEntry.item_id).where(JournalEntry.field == "gift"))
            )
            assert {gift: who for gift, who in rows} == given
            assert len(rows) == len(given) == self._done()
            assert lines == Counter(given.keys())
            self.seen.append(len(rows))

    def check_undone(self) -> None:
        """Of rows that are taken back no gift is left, and every gift that is left has its row."""
        with self.looking():
            here = set(db.session.scalars(select(Donation.id)))
            rows = {id for id in db.session.scalars(select(BatchRow.donation_id)) if id}
            assert here == rows
            self.seen.append(self._done())

    def _done(self) -> int:
        work = queries.get(self.workspace_id, self.work_id)
        assert work is not None
        assert work.state is not WorkState.FAILED, work.error
        return work.done

    def press_commit(self) -> None:
        with factories.inside(self.app, self.workspace_id):
            batch = batches.get(self.workspace_id, self.batch_id)
            assert batch is not None
            self.work_id = makers.start_commit(batch).id

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
def watched(app: Flask, world: World, workers: Nursery, monkeypatch: pytest.MonkeyPatch) -> Watched:
    gifts.alone(monkeypatch)
    return Watched(app, world)


def test_killed_again_and_again_a_batch_loses_and_doubles_no_gift(
    app: Flask, watched: Watched, workers: Nursery, data_folder: Path, backend: str
) -> None:
    watched.press_commit()
    _survived(watched, workers, seed=1, check=watched.check_gifts)

    with watched.looking() as batch:
        assert batch.status is BatchStatus.COMMITTED
        assert carried(batch) == watched.totals
        assert sum(number for number, _ in watched.totals.values()) == ROWS
        assert db.session.scalar(select(func.count()).select_from(SoftCredit)) == 3 * GIVERS
        assert db.session.scalar(select(func.count()).select_from(Constituent)) == GIVERS + NEW

    watched.press_undo()
    _survived(watched, workers, seed=2, check=watched.check_undone)

    with watched.looking() as batch:
        assert batch.status is BatchStatus.UNDONE
        assert carried(batch) == {}
        assert db.session.scalar(select(func.count()).select_from(Donation)) == 0
        assert db.session.scalar(select(func.count()).select_from(Constituent)) == GIVERS
    assert list(doctor.examine(app).findings) == []
    if backend == "sqlite":
        sqlite_copy.verify(data_folder / "kith.db")


def _survived(watched: Watched, workers: Nursery, *, seed: int, check: Callable[[], None]) -> None:
    """Kill those who do what was started, until one does it to its end."""
    survive_moments(workers, "tests.faults.imports:register", kills=KILLS, seed=seed, check=check)
    assert len(set(watched.seen)) > KILLS // 2, "most workers get something done before they die"
    assert watched.seen[-1] == ROWS
