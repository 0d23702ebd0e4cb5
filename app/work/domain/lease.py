"""The right to do a piece of work, what a chunk achieved, and how work ends."""

from dataclasses import dataclass
from enum import StrEnum


class LostLease(RuntimeError):
    """Another worker has taken the work over: whatever this one did in the open chunk must not be kept."""


class Refused(RuntimeError):
    """The work cannot be done; the message is a sentence for staff that says why and what to do."""


class Ending(StrEnum):
    """How a worker left a piece of work. `YIELDED` means that somebody goes on with it later, by itself."""

    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    YIELDED = "yielded"


@dataclass(frozen=True, slots=True)
class Lease:
    """One worker's right to one piece of work, until a worker with a higher fence takes over.

    `tries` counts the leases since the last chunk that was finished.
    """

    workspace_id: int
    work_id: int
    kind: str
    subject_id: int
    owner: str
    fence: int
    tries: int


@dataclass(frozen=True, slots=True)
class Progress:
    """What is done since the beginning, in units of the work's total, and whether nothing is left."""

    done: int
    finished: bool
