"""Killed at any moment, what is in force is what the ledger says, and every wish is written whole."""

import pytest
from flask import Flask

from app.consent import services as consent
from app.db import bind, db
from app.work import services
from app.work.models import Work
from tests import factories
from tests.batches import makers
from tests.factories import World
from tests.faults import wishing
from tests.faults.driver import Nursery, survive_moments

pytestmark = [pytest.mark.both, pytest.mark.slow]
PEOPLE, KILLS = 16, 3


def test_killed_while_permission_is_written_no_wish_is_half_written(
    app: Flask, world: World, workers: Nursery
) -> None:
    with factories.inside(app, world.ours):
        makers.add(world.ours, *(makers.person("Ann", f"L{n}", f"a{n}@example.org") for n in range(PEOPLE)))
        work = services.start(workspace_id=world.ours, kind=wishing.KIND, subject_id=1, total=PEOPLE, by=None)
        assert isinstance(work, Work)
        db.session.commit()
    written: list[int] = []

    def check() -> None:
        with app.test_request_context("/"):  # who only looks does not take the one writer's place
            bind(world.ours)
            told = wishing.told(world.ours)
            assert set(told.values()) <= {wishing.LINES}
            assert consent.differences(world.ours) == []
            written.append(len(told))

    survive_moments(workers, "tests.faults.wishing:register", kills=KILLS, seed=7, check=check)

    assert written == sorted(written)
    assert written[-1] == PEOPLE
