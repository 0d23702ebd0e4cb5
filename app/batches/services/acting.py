"""An act on a row: whether it is allowed now, how it is stored and noted, and what becomes of the row."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches import queries
from app.batches.domain.review import RowAction, Standing, refusal
from app.batches.models import Batch, BatchRow
from app.batches.services.checking import recheck
from app.batches.services.holding import hold, touch
from app.batches.services.planning import Planner
from app.db import db


@dataclass(frozen=True, slots=True)
class RowChanged:
    """The row as it was decided anew."""

    row: BatchRow


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """Nothing was changed; `reason` is a sentence for staff."""

    reason: str


def standing(batch: Batch, row: BatchRow) -> Standing:
    """What the rules of review look at."""
    return Standing(
        batch.status,
        row.outcome,
        row.action,
        row.state,
        touched=row.edited is not None or row.decision is not None,
    )


def refused(action: RowAction, batch: Batch, row: BatchRow) -> NotAllowed | None:
    """Why the action is not allowed, now that nobody else can change the batch or the row."""
    hold(batch)
    db.session.refresh(row)
    why = refusal(action, standing(batch, row))
    return NotAllowed(why.reason) if why else None


def act(action: RowAction, batch: Batch, row: BatchRow, actor: Actor, **values: Any) -> RowChanged:
    """Store these values, decide about the row and its twins anew, and note it in the journal."""
    number = row.number
    write(batch, [number], values)
    recheck(batch, Planner(batch), [number])
    note(batch, [number], action, actor)
    changed = queries.row(batch, number)
    assert changed is not None
    return RowChanged(changed)


def write(batch: Batch, numbers: Collection[int], values: dict[str, Any]) -> None:
    """Store values with several rows; what the session knows of rows is read anew."""
    db.session.execute(
        update(BatchRow)
        .where(BatchRow.workspace_id == batch.workspace_id, BatchRow.batch_id == batch.id)
        .where(BatchRow.number.in_(numbers))
        .values(**values),
        execution_options={"synchronize_session": False},
    )
    for item in db.session:
        if isinstance(item, BatchRow):
            db.session.expire(item)


def note(batch: Batch, numbers: Collection[int], action: RowAction, actor: Actor) -> None:
    """Write down who did what with these rows, and count one more decision about the batch."""
    touch(batch)
    acts = [
        Change(Subject.BATCH, batch.id, "row", after={"row": number, "act": action.value})
        for number in numbers
    ]
    record(batch.workspace_id, actor, acts)
