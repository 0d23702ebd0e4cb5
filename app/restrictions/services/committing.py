"""Commit: what a file adds is written to the ledger, each row once, in short transactions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from app.audit.services import Actor
from app.batches import queries as batches
from app.batches.domain.rows import Action, RowState
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.services import MOST_ROWS
from app.batches.services.starting import Committing as Committing
from app.batches.services.starting import NotCommitted as NotCommitted
from app.batches.services.starting import start_commit, who_commits
from app.consent.domain.facts import Party
from app.consent.services import Line, restrict
from app.db import db, now
from app.restrictions import queries
from app.restrictions.domain.decision import day_in, reasons_in
from app.restrictions.domain.plan import Known, Wanted, wanted
from app.restrictions.services.checking import batch_of
from app.restrictions.services.counting import count_anew
from app.restrictions.services.world import World, workspace_of, world_of
from app.updates.services import one_bulk_writer
from app.words import _
from app.work import queries as progress
from app.work.domain.lease import Ending, Lease, Progress
from app.work.running import Handler

KIND = "restriction_commit"
FEWEST = 200
"""Rows to take at once, however slow the machine is: most of a chunk is what comes before its first row."""


def commit(batch: Batch, *, revision: int | None = None, actor: Actor) -> Committing | NotCommitted:
    """Start to write what is ready. Of all who press at once one starts it, and all get it.

    `revision` is the state of the check that staff have seen. Flushes; the caller commits.
    """
    return start_commit(batch, KIND, due=queries.due, revision=revision, actor=actor)


# --- the handler


def _begin(lease: Lease) -> Callable[[int], Progress]:
    """Find where the commit stands: whatever is ready and not yet applied is still to do."""
    batch, row = batch_of(lease), progress.get(lease.workspace_id, lease.work_id)
    world = world_of(batch, began=now())
    actor = who_commits(batch)
    done, after = max(0, (row.total if row and row.total else 0) - queries.due(batch)), 0

    def step(size: int) -> Progress:
        nonlocal done, after
        one_bulk_writer(lease.workspace_id)  # before rows are read: an erasure that waits empties some
        batch, size = batch_of(lease), min(max(size, FEWEST), MOST_ROWS)
        rows = queries.to_apply(batch, after=after, limit=size)
        _apply(batch, world, rows, actor)
        done += len(rows)
        after = rows[-1].number if rows else after
        return Progress(done, finished=len(rows) < size)

    return step


def _at_end(lease: Lease, ending: Ending) -> None:
    """A commit that ran to its end is committed; one that stopped or failed can go on."""
    batch = batch_of(lease)
    finished = ending is Ending.FINISHED
    batch.status = BatchStatus.COMMITTED if finished else BatchStatus.PAUSED
    batch.committed_at = now() if finished else batch.committed_at
    count_anew(batch)


HANDLER = Handler(_begin, _at_end)


@dataclass(frozen=True, slots=True)
class _Due:
    """A row to see through, and what it lacks by now."""

    number: int
    address: str
    at: datetime
    is_known: bool
    lines: tuple[Wanted, ...]

    @property
    def action(self) -> Action:
        if not self.lines:
            return Action.NO_CHANGE
        return Action.UPDATE if self.is_known else Action.CREATE


def _apply(batch: Batch, world: World, rows: Sequence[Any], actor: Actor) -> None:
    """See these rows through: what is in force by now is not written again."""
    keys = {row.email: world.key(row.email) for row in rows}
    due = list(_due(world, rows, keys, queries.known(batch.workspace_id, set(keys.values()))))
    for party in (Party.IMPORT, Party.STAFF):
        lines = [_line(batch, each, line) for each in due for line in each.lines if line.party is party]
        restrict(workspace_of(batch), lines, party=party, actor=actor)
    for action in (Action.UPDATE, Action.CREATE, Action.NO_CHANGE):
        _mark(batch, [each.number for each in due if each.action is action], action)


def _due(world: World, rows: Sequence[Any], keys: Mapping[str, str], known: Known) -> Iterator[_Due]:
    for row in rows:
        key, at = keys[row.email], world.instant(day_in(row.plan))
        lines = wanted(reasons_in(row.plan), key, known, at=at)
        known.learn(key, lines)
        yield _Due(row.number, row.email, at, key in known.people, lines)


def _line(batch: Batch, due: _Due, line: Wanted) -> Line:
    return Line(
        kind=line.kind,
        at=due.at,
        subject=line.person,
        address=due.address if line.names_address else "",
        reason=line.suppression,
        source=_("import {number}, row {row}", number=batch.number, row=due.number),
        evidence=f"{batch.source or batch.name}: {line.reason.label}",
        batch_id=batch.id,
        row_number=due.number,
    )


def _mark(batch: Batch, numbers: Sequence[int], action: Action) -> None:
    if numbers:
        db.session.execute(
            update(BatchRow)
            .where(*batches.of(batch), BatchRow.number.in_(numbers))
            .values(state=RowState.APPLIED, action=action),
            execution_options={"synchronize_session": False},
        )
