"""Handlers that a nursery's workers register."""

import time
from datetime import timedelta

from app import jobs
from app.jobs import worker
from app.work import queries
from tests.work.counting import KIND, counting

ROWS = 600


def register() -> None:
    """Counting, slowly enough to be killed on any machine."""
    jobs.HANDLERS[KIND] = counting(ROWS, before_each=lambda row: time.sleep(0 if row % 10 else 0.02))


def register_impatient() -> None:
    """The same, by workers that do not wait long for dead ones."""
    be_impatient()
    register()


def be_impatient() -> None:
    """A worker that cannot be seen counts as dead soon, and is looked for often."""
    queries.STALE_AFTER = timedelta(seconds=0.4)
    worker.SWEEP_EVERY = 0.1
