"""Handlers that a nursery's workers register."""

import time
from datetime import timedelta

from app import jobs
from app.jobs import worker
from app.work import queries
from tests.work.counting import KIND, counting

ROWS = 2_000


def register() -> None:
    """Counting, slowly enough to outlast ten kills on any machine."""
    jobs.HANDLERS[KIND] = counting(ROWS, before_each=lambda row: time.sleep(0 if row % 20 else 0.02))


def register_impatient() -> None:
    """The same; a worker that cannot be seen counts as dead after a second, and is looked for often."""
    queries.STALE_AFTER = timedelta(seconds=1)
    worker.SWEEP_EVERY = 0.2
    register()
