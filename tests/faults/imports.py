"""The real handlers of imports in a nursery's workers, in chunks small enough to die in between."""

from datetime import timedelta

from app.work import queries, running
from app.work.domain.pace import Pace

CHUNK = 10


def register() -> None:
    """Small chunks, and nobody waits for the dead; the handlers themselves are the application's."""
    queries.STALE_AFTER = timedelta(0)
    small = Pace(target=1, pause=0, least=CHUNK, most=CHUNK)
    running.ONE_WRITER = running.GATHERED = running.MANY_WRITERS = small
