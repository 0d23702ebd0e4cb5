"""Commit: what the check has found is recorded, each row once, in short transactions; the rest stays open."""

from collections.abc import Callable

from app.accounts.models import Workspace
from app.activity_imports import queries
from app.activity_imports.domain.facts import MailFact
from app.activity_imports.domain.facts_json import fact_of
from app.activity_imports.services.applying import Applier
from app.activity_imports.services.checking import batch_of
from app.activity_imports.services.restricting import tighten
from app.audit.services import Actor
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.services import MOST_ROWS, touch_counted
from app.batches.services.starting import Committing as Committing
from app.batches.services.starting import NotCommitted as NotCommitted
from app.batches.services.starting import start_commit, who_commits
from app.db import now
from app.matching.services import refresh_counts
from app.updates.services import one_bulk_writer
from app.work import queries as progress
from app.work.domain.lease import Ending, Lease, Progress
from app.work.running import Handler

KIND = "activity_commit"
FEWEST = 200
"""Rows to take at once, however slow the machine is: most of a chunk is what comes before its first row."""


def commit(batch: Batch, *, revision: int | None = None, actor: Actor) -> Committing | NotCommitted:
    """Start to record what is ready. Of all who press at once one starts it, and all get it.

    `revision` is the state of the review that staff have seen. Flushes; the caller commits.
    """
    return start_commit(batch, KIND, due=queries.due, revision=revision, actor=actor)


def commit_waiting(workspace: Workspace, *, actor: Actor) -> tuple[Committing, ...]:
    """Start the commit of every committed import of which rows were decided since. Flushes."""
    answers = [commit(batch, actor=actor) for batch in queries.decided_batches(workspace.id)]
    return tuple(each for each in answers if isinstance(each, Committing))


# --- the handler


def _begin(lease: Lease) -> Callable[[int], Progress]:
    """Find where the commit stands: whatever is ready and not yet applied is still to do."""
    return _Run(lease).step


class _Run:
    """A commit under way: gifts and all else, then refunds, then the noes of rows that wait for a person."""

    def __init__(self, lease: Lease) -> None:
        batch, row = batch_of(lease), progress.get(lease.workspace_id, lease.work_id)
        self._lease, self._actor = lease, who_commits(batch)
        self._applier = Applier(batch, self._actor)
        self._done = max(0, (row.total if row and row.total else 0) - queries.due(batch))
        self._phase, self._after = 0, 0

    def step(self, size: int) -> Progress:
        one_bulk_writer(self._lease.workspace_id)  # before rows are read: an erasure that waits empties some
        batch, size = batch_of(self._lease), min(max(size, FEWEST), MOST_ROWS)
        seen = self._tighten(batch, size) if self._phase == _NOES else self._apply(batch, size)
        if seen < size:
            self._phase, self._after = self._phase + 1, 0
        return Progress(self._done, finished=self._phase > _NOES)

    def _apply(self, batch: Batch, size: int) -> int:
        rows = queries.to_apply(batch, after=self._after, limit=size)
        self._after = rows[-1].number if rows else self._after
        refunds = queries.refunds_among(batch, [row.number for row in rows])
        mine = [row for row in rows if (row.number in refunds) is (self._phase == _REFUNDS)]
        if mine:
            self._applier.apply(batch, mine)
        self._done += len(mine)
        return len(rows)

    def _tighten(self, batch: Batch, size: int) -> int:
        """An address that says no is kept at once, whoever it turns out to be; it lacks nobody's decision."""
        rows = queries.tightening(batch, after=self._after, limit=size)
        self._after = rows[-1].number if rows else self._after
        tighten(batch, [(row.number, fact, None) for row in rows if (fact := _mail_of(row))], self._actor)
        return len(rows)


_REFUNDS, _NOES = 1, 2


def _mail_of(row: BatchRow) -> MailFact | None:
    told = (row.plan or {}).get("fact")
    fact = fact_of(told) if told else None
    return fact if isinstance(fact, MailFact) else None


def _at_end(lease: Lease, ending: Ending) -> None:
    """A commit that ran to its end is committed; one that stopped or failed can go on or be undone."""
    batch = batch_of(lease)
    finished = ending is Ending.FINISHED
    batch.status = BatchStatus.COMMITTED if finished else BatchStatus.PAUSED
    batch.committed_at = now() if finished else batch.committed_at
    touch_counted(batch)


HANDLER = Handler(_begin, _at_end, afterwards=refresh_counts)
