"""Whatever kills the process: a file is filled into a batch by itself in the end, each row exactly once."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.batch_entry.domain.filling_file import file_of, filled_of
from app.batch_entry.services.filling import KIND
from app.batches import queries as batches
from app.batches.models import BatchRow
from app.db import bind, db
from app.work import queries
from app.work.domain.state import WorkState
from tests import factories
from tests.batch_entry.filling import many, open_for_gifts, start, take
from tests.factories import World
from tests.faults.driver import Nursery, survive_moments

pytestmark = [pytest.mark.both, pytest.mark.slow]

KILLS, ROWS = 4, 120


def test_killed_again_and_again_a_filling_loses_and_doubles_no_row(
    app: Flask, world: World, workers: Nursery
) -> None:
    seen: list[int] = []
    with factories.inside(app, world.ours):
        batch = open_for_gifts(world.ours)
        take(batch, many(ROWS))
        start(batch)
        batch_id = batch.id

    def looked() -> None:
        with app.test_request_context("/"):
            bind(world.ours)
            found = batches.get(world.ours, batch_id)
            work = queries.latest(world.ours, KIND, batch_id)
            assert found is not None
            assert work is not None
            assert work.state is not WorkState.FAILED, work.error
            cells = db.session.execute(
                select(BatchRow.number, BatchRow.cells).order_by(BatchRow.number)
            ).all()
            assert [row.number for row in cells] == list(range(1, 1 + work.done))
            assert [row.cells[-1] for row in cells] == [f"g{n}" for n in range(1, 1 + work.done)]
            seen.append(work.done)

    survive_moments(workers, "tests.faults.imports:register", kills=KILLS, seed=7, check=looked)

    assert seen[-1] == ROWS
    with factories.inside(app, world.ours):
        found = batches.get(world.ours, batch_id)
        assert found is not None
        assert [each.rows for each in filled_of(found.settings)] == [ROWS]
        assert file_of(found.settings) is None
