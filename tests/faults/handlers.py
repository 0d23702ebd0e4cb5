"""Handlers that a nursery's workers register."""

import time
from datetime import timedelta

from app import jobs
from app.jobs import worker
from app.work import queries
from app.work.domain.lease import Lease, Progress
from app.work.running import Handler, Step
from tests.work.counting import KIND, counting

ROWS = 2_000


def register() -> None:
    """Counting, slowly enough to outlast ten kills on any machine."""
    jobs.HANDLERS[KIND] = counting(ROWS, before_each=lambda row: time.sleep(0 if row % 20 else 0.02))


def register_impatient() -> None:
    """The same, by workers that do not wait long for dead ones."""
    be_impatient()
    register()


def register_imports() -> None:
    """The real check and the real commit, in small chunks that take their time, to outlast ten kills."""
    be_impatient()
    for kind in ("dry_run", "commit"):
        jobs.HANDLERS[kind] = slowly(jobs.HANDLERS[kind])


def be_impatient() -> None:
    """A worker that cannot be seen counts as dead after a second, and is looked for often."""
    queries.STALE_AFTER = timedelta(seconds=1)
    worker.SWEEP_EVERY = 0.2


def slowly(handler: Handler) -> Handler:
    """The same work, at most 40 rows at a time, and no chunk in less than 25 milliseconds."""

    def begin(lease: Lease) -> Step:
        step = handler.begin(lease)

        def slow(size: int) -> Progress:
            time.sleep(0.025)
            return step(min(size, 40))

        return slow

    return Handler(begin, handler.at_end)
