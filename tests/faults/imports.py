"""The real handlers of imports in a nursery's workers, slowed down so that they outlast ten kills."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from app.batches.services.applying import Applier
from app.imports.services import checks
from app.jobs import worker
from app.work import queries, running
from app.work.domain.pace import Pace

CHUNK = 20
BREATH = 0.04
"""Seconds that a worker rests in the middle of each chunk, before and after its writes."""


def register() -> None:
    """Small chunks, with time to die in; the handlers themselves are the application's."""
    queries.STALE_AFTER = timedelta(seconds=0.5)
    worker.SWEEP_EVERY = 0.2
    running.ONE_WRITER = running.MANY_WRITERS = Pace(target=0.05, pause=0.005, least=CHUNK, most=CHUNK)
    checks.check_rows = _slow(checks.check_rows)
    Applier.apply = _slow(Applier.apply)  # type: ignore[method-assign]


def _slow(act: Callable[..., Any]) -> Callable[..., Any]:
    def slowly(*arguments: Any) -> Any:
        time.sleep(BREATH)
        answer = act(*arguments)
        time.sleep(BREATH)
        return answer

    return slowly
