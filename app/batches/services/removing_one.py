"""Taking back that one person was added: by hand, or by a row of an import."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.audit.services import Actor
from app.batches.domain.reverting import Later, removed
from app.batches.domain.rows import RowState
from app.batches.models import Batch, BatchRow
from app.batches.queries.traces import Own, traces
from app.batches.services.holding import hold
from app.batches.services.removing import STANDS, remove
from app.batches.services.tally import moved, touch_counted
from app.constituents.domain.record import Existing
from app.constituents.locking import locked
from app.db import db
from app.updates.services import one_bulk_writer
from app.words import N_

RULE = N_("takes back that the record was added")


@dataclass(frozen=True, slots=True)
class Removed:
    """The record is gone, with everything that was made of it."""

    record: Existing


@dataclass(frozen=True, slots=True)
class Stays:
    """Nothing was changed: this happened to the person since she was added."""

    since: Sequence[Later]


def since_added(workspace_id: int, change_set: int, person: int) -> Sequence[Later]:
    """What happened to somebody since the act that added her, the latest of each kind; () for nothing."""
    return traces(workspace_id, [person], _own(workspace_id, change_set, person)).get(person, [])


def remove_added(
    workspace: Workspace, change_set: int, person: int, *, actor: Actor
) -> Removed | Stays | None:
    """Remove somebody whom this act added, while nothing has happened to her; None where she is gone already.

    That the act added her is for the caller to know. Flushes; the caller commits.
    """
    one_bulk_writer(workspace.id)
    who = locked(workspace.id, [person]).get(person)
    if who is None:
        return None
    if later := since_added(workspace.id, change_set, person):
        return Stays(later)
    batch = _import_of(workspace.id, change_set, person)
    if batch is not None:
        _note_rows(batch, who)
    remove(workspace, {who.id: who}, batch=batch, actor=actor, rule=RULE)
    return Removed(who)


def _own(workspace_id: int, change_set: int, person: int) -> Own:
    batch_id = _batch_id(workspace_id, change_set, person)
    return Own(batch_id) if batch_id else Own(change_set=change_set)


def _batch_id(workspace_id: int, change_set: int, person: int) -> int | None:
    query = select(JournalEntry.batch_id).where(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.change_set == change_set,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == person,
    )
    return db.session.scalar(query.limit(1))


def _import_of(workspace_id: int, change_set: int, person: int) -> Batch | None:
    batch_id = _batch_id(workspace_id, change_set, person)
    return db.session.get(Batch, (workspace_id, batch_id)) if batch_id else None


def _note_rows(batch: Batch, who: Existing) -> None:
    """Whatever rows she was added by are taken back; the count moves with them."""
    hold(batch)
    hers = (
        BatchRow.workspace_id == batch.workspace_id,
        BatchRow.batch_id == batch.id,
        BatchRow.constituent_id == who.id,
    )
    gone = {"state": RowState.REVERTED, "detail": removed(who.lookup_id)}
    rows = db.session.execute(select(*STANDS).where(*hers)).all()
    moved(batch, rows, [{**row._mapping, **gone} for row in rows])
    db.session.execute(
        update(BatchRow).where(*hers).values(gone), execution_options={"synchronize_session": False}
    )
    touch_counted(batch)
