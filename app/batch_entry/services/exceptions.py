"""What could not be committed: at the end of a commit it moves to a batch of its own, row by row as it is."""

from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import aliased

from app.audit.domain.source import Subject
from app.audit.services import Change, record
from app.batch_entry.queries import entries, sums
from app.batch_entry.services.opening import open_exceptions
from app.batches.domain.rows import CARRIED_OUT, Outcome
from app.batches.models import Batch, BatchRow
from app.batches.queries import of
from app.batches.services import hold, touch_counted
from app.batches.services.entering import LAST_NUMBER
from app.batches.services.starting import who_commits
from app.db import db

MOVED = "exceptions"
"""Where a batch keeps which batches have taken over its rows, and how many with how much money."""
CAME = "came_from"
"""Where such a batch keeps where its rows come from."""
_ALONG = ("filled",)
"""What the settings say of rows that came in a file; their numbers stay as they are."""


def move_exceptions(batch: Batch) -> None:
    """Move every row that was neither carried out nor left out to a new open batch; none: no batch.

    To be called in the transaction that ends a commit, so that it comes to pass once. The rows keep their
    numbers, what was typed, and why they wait: the statements do not grow with them.
    """
    if not batch.kind.is_entered:
        return
    hold(batch)
    rows, last = db.session.execute(
        select(func.count(), func.max(BatchRow.number)).where(*of(batch), *_left())
    ).one()
    if not rows:
        return
    amounts = {currency: list(each) for currency, each in sums.waiting(batch).items()}
    actor = who_commits(batch)
    into = open_exceptions(batch, actor=actor)
    entries.beside(into).entered_by = list(entries.beside(batch).entered_by)
    came = {"batch": batch.number, "code": batch.source, "rows": rows, "last": last}
    along = {name: batch.settings[name] for name in _ALONG if name in batch.settings}
    into.settings = {**into.settings, **along, CAME: came, LAST_NUMBER: last}
    moved = {"batch": into.number, "code": into.source, "rows": rows, "sums": amounts}
    batch.settings = {**batch.settings, MOVED: [*batch.settings.get(MOVED, []), moved]}
    batch.rows_read, into.rows_read = batch.rows_read - rows, rows
    _move(batch, into)
    for each in (batch, into):
        each.tally = None
        touch_counted(each)
    record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "exceptions", after=into.number)])


def _left() -> tuple[ColumnElement[bool], ...]:
    return BatchRow.state.not_in(CARRIED_OUT), BatchRow.outcome != Outcome.SKIPPED


def _move(batch: Batch, into: Batch) -> None:
    db.session.flush()
    here: dict[str, Any] = {"synchronize_session": False}
    moving = update(BatchRow).where(*of(batch), *_left()).values(batch_id=into.id)
    db.session.execute(moving, execution_options=here)
    leader = aliased(BatchRow)
    stays = ~(
        select(leader.number)
        .where(leader.workspace_id == BatchRow.workspace_id, leader.batch_id == BatchRow.batch_id)
        .where(leader.number == BatchRow.joins)
        .exists()
    )
    alone = update(BatchRow).where(*of(into), BatchRow.joins.is_not(None), stays).values(joins=None)
    db.session.execute(alone, execution_options=here)
    db.session.expire_all()
