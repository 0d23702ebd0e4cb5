"""Undo of an import of activity: what it recorded goes, what it changed goes back, and what stays is said.

Restrictions stay: nobody becomes mailable by an undo.
"""

from collections.abc import Callable

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.models import Campaign, Event
from app.activity_imports.queries import undoing as queries
from app.activity_imports.services.checking import batch_of
from app.activity_imports.services.reverting import take_back
from app.activity_imports.services.reverting_people import take_people_back
from app.audit.services import Actor
from app.batches.domain.reverting import UNDO_DAYS
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.services import MOST_ROWS, keep_tally, touch
from app.batches.services.starting import NotUndone as NotUndone
from app.batches.services.starting import Undoing as Undoing
from app.batches.services.starting import start_undo, who_undoes
from app.constituents.systems import forget_unused_systems
from app.db import db, now
from app.matching.services import refresh_counts
from app.updates.services import one_bulk_writer
from app.work import queries as progress
from app.work.domain.lease import Ending, Lease, Progress
from app.work.running import Handler

KIND = "activity_undo"
FEWEST = 200
"""Rows to take at once, however slow the machine is."""


def undo(batch: Batch, *, actor: Actor, days: int = UNDO_DAYS) -> Undoing | NotUndone:
    """Start to undo all that an import recorded, also one that was stopped halfway.

    Who may do it is for the caller to ask. Flushes; the caller commits.
    """
    return start_undo(batch, KIND, due=queries.due, has_done=_has_done, actor=actor, days=days)


def _has_done(batch: Batch) -> bool:
    return queries.due(batch) > 0


# --- the handler


def _begin(lease: Lease) -> Callable[[int], Progress]:
    """Find where the undo stands: rows that were carried out and not taken back are still to do."""
    return _Run(lease).step


_REFUNDS, _REST, _PEOPLE = range(3)


class _Run:
    """An undo under way: refunds before their gifts, then all else, then the people whom rows added."""

    def __init__(self, lease: Lease) -> None:
        batch, row = batch_of(lease), progress.get(lease.workspace_id, lease.work_id)
        self._lease, self._actor = lease, who_undoes(batch, lease.work_id)
        self._done = max(0, (row.total if row and row.total else 0) - queries.due(batch))
        self._phase, self._after = _REFUNDS, 0

    def step(self, size: int) -> Progress:
        one_bulk_writer(self._lease.workspace_id)
        batch, size = batch_of(self._lease), min(max(size, FEWEST), MOST_ROWS)
        with activity.together(batch.workspace_id):
            seen = self._people(batch, size) if self._phase == _PEOPLE else self._facts(batch, size)
            if seen < size and self._phase == _REST:
                _remove_made(batch)
        if seen < size:
            self._phase, self._after = self._phase + 1, 0
        return Progress(self._done, finished=self._phase > _PEOPLE)

    def _facts(self, batch: Batch, size: int) -> int:
        rows = queries.next_rows(batch, after=self._after, limit=size)
        self._after = rows[-1][0].number if rows else self._after
        mine = [each for each in rows if bool(each[1].refund_of) is (self._phase == _REFUNDS)]
        if mine:
            take_back(batch, mine, actor=self._actor)
        self._done += len(mine)
        return len(rows)

    def _people(self, batch: Batch, size: int) -> int:
        rows = queries.people_rows(batch, after=self._after, limit=size)
        if rows:
            self._after = rows[-1].number
            workspace = db.session.get_one(Workspace, batch.workspace_id)
            take_people_back(workspace, batch, rows, actor=self._actor)
        return len(rows)


def _remove_made(batch: Batch) -> None:
    """Events and mailings go that the import made, unless they were changed or something hangs on them."""
    for table in (Event, Campaign):
        activity.remove(batch.workspace_id, table, queries.removable(batch, table))


def _at_end(lease: Lease, ending: Ending) -> None:
    """An undo that ran to its end is over for good; one that stopped or failed can only go on."""
    batch = batch_of(lease)
    is_over = ending is Ending.FINISHED
    batch.status = BatchStatus.UNDONE if is_over else BatchStatus.UNDO_STOPPED
    if is_over:
        batch.undone_at = now()
        forget_unused_systems(batch.workspace_id, made_since=batch.created_at)
    touch(batch)
    keep_tally(batch)


HANDLER = Handler(_begin, _at_end, afterwards=refresh_counts)
