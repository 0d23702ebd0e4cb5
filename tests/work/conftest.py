"""Background work is tried in its own sessions, as workers do it."""

from collections.abc import Callable

import pytest
from flask import Flask

from app import jobs
from app.db import db
from app.work import services
from app.work.models import Work
from app.work.running import Handler
from tests import factories
from tests.factories import World
from tests.work.counting import KIND


@pytest.fixture
def handled(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Handler], None]:
    """Lets a test say how the counting work is done; no commit touches the queue."""
    monkeypatch.setitem(app.config, "RING", False)
    monkeypatch.setattr(jobs, "HANDLERS", {})
    return lambda handler: jobs.HANDLERS.__setitem__(KIND, handler)


@pytest.fixture
def queued(app: Flask, world: World, handled: object) -> int:
    """The id of a piece of work that waits for a worker."""
    with factories.inside(app, world.ours):
        work = services.start(workspace_id=world.ours, kind=KIND, subject_id=7, total=100, by=None)
        db.session.commit()
        assert isinstance(work, Work)
        return work.id
