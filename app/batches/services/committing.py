"""Commit: the reviewed plans are carried out, each once, in short transactions."""

from collections.abc import Callable

from app.audit.services import Actor
from app.batches import queries
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.services import alarms
from app.batches.services.applying import Applier
from app.batches.services.planning import MOST_ROWS
from app.batches.services.starting import Committing as Committing
from app.batches.services.starting import NotCommitted as NotCommitted
from app.batches.services.starting import start_commit
from app.batches.services.tally import touch_counted
from app.db import now
from app.matching.services import refresh_counts
from app.updates.services import one_bulk_writer
from app.words import _
from app.work import queries as progress
from app.work.domain.lease import Ending, Lease, Progress, Refused
from app.work.running import Gathering, Handler

KIND = "commit"


def commit(batch: Batch, *, revision: int | None = None, actor: Actor) -> Committing | NotCommitted:
    """Start to carry out the ready rows. Of all who press at once one starts it, and all get it.

    `revision` is the state of the review that staff have seen; when it moved on, nothing is started.
    Flushes; the caller commits.
    """
    return start_commit(batch, KIND, due=queries.due, revision=revision, actor=actor, blocked=alarms.blocked)


_listeners: list[Callable[[Batch], None]] = []


def on_committed(listener: Callable[[Batch], None]) -> None:
    """Call `listener(batch)` when a commit has run to its end, in the transaction that ends it."""
    if listener not in _listeners:
        _listeners.append(listener)


# --- the handler


def begin(lease: Lease) -> Gathering:
    """Find where the commit stands: whatever is ready and not yet applied is still to do."""
    run = _Run(lease)
    return Gathering(run.step, run.again)


class _Run:
    """A commit under way. What a chunk did counts from the next one on, as only then it came to pass."""

    def __init__(self, lease: Lease) -> None:
        row = progress.get(lease.workspace_id, lease.work_id)
        batch = _batch(lease)
        done = max(0, (row.total if row and row.total else 0) - queries.due(batch))
        self._lease = lease
        self._applier = Applier(batch)
        self._done, self._after = self._next = done, 0

    def step(self, size: int) -> Progress:
        """Carry out the next rows."""
        self._done, self._after = self._next
        self._applier.go_on()
        one_bulk_writer(self._lease.workspace_id)  # before rows are read: an erasure that waits empties some
        batch, size = _batch(self._lease), min(size, MOST_ROWS)
        rows = queries.to_apply(batch, after=self._after, limit=size)
        left = self._applier.apply(batch, rows)
        done = self._done + len(rows) - len(left)
        after = min(left) - 1 if left else max((row.number for row in rows), default=self._after)
        self._next = done, after
        return Progress(done, finished=not left and len(rows) < size)

    def again(self) -> None:
        """The last chunk did not come to pass."""
        self._next = self._done, self._after
        self._applier.forget()


def at_end(lease: Lease, ending: Ending) -> None:
    """A commit that ran to its end is committed; one that stopped or failed can go on or be undone."""
    batch = _batch(lease)
    batch.status = BatchStatus.COMMITTED if ending is Ending.FINISHED else BatchStatus.PAUSED
    batch.committed_at = now() if ending is Ending.FINISHED else batch.committed_at
    touch_counted(batch)
    if ending is Ending.FINISHED:
        for listener in _listeners:
            listener(batch)


def _batch(lease: Lease) -> Batch:
    batch = queries.get(lease.workspace_id, lease.subject_id)
    if batch is None:
        raise Refused(_("This import was removed."))
    return batch


HANDLER = Handler(begin, at_end, afterwards=refresh_counts)
