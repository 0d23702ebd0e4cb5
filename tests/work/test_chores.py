"""What is due in a workspace is done by the worker without anybody asking."""

import time

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.jobs import worker
from app.matching.models import MatchCount
from tests import factories
from tests.batches.makers import add, person
from tests.factories import World

pytestmark = pytest.mark.both


def commonest(app: Flask, workspace_id: int) -> int:
    """How many are counted as an Ann."""
    with factories.inside(app, workspace_id):
        query = select(MatchCount.n).where(MatchCount.kind == "first", MatchCount.value == "ann")
        return db.session.scalar(query) or 0


def test_names_are_counted_where_nobody_ever_imported(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "CHORES_EVERY", 0)
    with factories.inside(app, world.ours):
        add(world.ours, *(person("Ann", f"Lee{number}") for number in range(50)))

    with worker.working(app, threads=1):
        until = time.monotonic() + 10
        while time.monotonic() < until and not commonest(app, world.ours):
            time.sleep(0.05)

    assert commonest(app, world.ours) == 50
    assert commonest(app, world.theirs) == 0
