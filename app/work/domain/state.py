"""The life of a piece of background work."""

from enum import StrEnum


class WorkState(StrEnum):
    """Where a piece of work stands. Queued and running work is alive: it will go on by itself."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def is_alive(self) -> bool:
        return self in (WorkState.QUEUED, WorkState.RUNNING)
