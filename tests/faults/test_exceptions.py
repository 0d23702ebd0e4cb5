"""Whatever kills the process at the end of a commit: what could not be committed moves once, and whole."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.batch_entry.models import EntryBatch
from app.batch_entry.queries import entries, sums
from app.batch_entry.services import validating
from app.batches import queries as batches
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.db import db
from tests import factories
from tests.batch_entry import seen_through
from tests.batches import makers
from tests.factories import World
from tests.faults.driver import Nursery

pytestmark = [pytest.mark.both, pytest.mark.slow]

READY, WRONG = 12, 9
REGISTER = "tests.faults.imports:register"


def started(app: Flask, world: World) -> int:
    """The id of a batch with rows that are ready and rows that are not, whose validation was asked for."""
    good = [("", "Ann", f"Lee{n}", f"ann{n}@example.org", "10", "USD", "2026-11-02") for n in range(READY)]
    bad = [("", "Bo", f"Fox{n}", "bad", "5", "USD", "2026-11-02") for n in range(WRONG)]
    with factories.inside(app, world.ours):
        batch = seen_through.gifts(world.ours, [*good, *bad])
        assert isinstance(validating.validate(batch, actor=makers.ALICE), validating.Validating)
        db.session.commit()
        return batch.id


def standing(app: Flask, world: World, batch_id: int) -> tuple[BatchStatus, int, list[int]]:
    """How far the batch is, its rows, and the rows of each batch that took over any."""
    with factories.inside(app, world.ours):
        status = db.session.scalars(select(Batch.status).where(Batch.id == batch_id)).one()
        rows = dict(
            db.session.execute(select(BatchRow.batch_id, func.count()).group_by(BatchRow.batch_id)).all()
        )
        others = db.session.scalars(select(EntryBatch.batch_id).where(EntryBatch.exceptions_of == batch_id))
        return status, rows[batch_id], [rows.get(each, 0) for each in others]


def test_killed_at_its_end_a_commit_moves_the_rest_once(app: Flask, world: World, workers: Nursery) -> None:
    batch_id = started(app, world)
    killed = [workers.doom(REGISTER, transaction, 6) for transaction in (2, 3, 4)]
    workers.doom(REGISTER)
    with factories.inside(app, world.ours):
        batch = batches.get(world.ours, batch_id)
        assert batch is not None
        assert entries.beside(batch).validated_revision == batch.revision
        makers.start_commit(batch)

    for moment in (5, 20, 35, 45, 55, 65, 10_000):
        killed.append(workers.doom(REGISTER, 2, moment))
        status, rows, others = standing(app, world, batch_id)
        assert (rows, others) in ((READY + WRONG, []), (READY, [WRONG]))
        assert (status is BatchStatus.COMMITTED) is bool(others)
    workers.doom(REGISTER)

    assert sum(killed) > 6
    assert standing(app, world, batch_id) == (BatchStatus.COMMITTED, READY, [WRONG])
    with factories.inside(app, world.ours):
        batch = batches.get(world.ours, batch_id)
        assert batch is not None
        assert sums.committed(batch) == {"USD": (READY, READY * 1000)}
        assert batches.kept_tally(batch) == batches.counted(batch)
