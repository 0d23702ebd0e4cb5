"""An act on a row: whether it is allowed now, how it is stored and noted, and what becomes of the row."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches import queries
from app.batches.domain.acts import UNDO, Before, LastAct
from app.batches.domain.review import RowAction, Standing, is_kept, keeping, refusal
from app.batches.domain.status import NotPossible
from app.batches.models import Batch, BatchRow
from app.batches.services.checking import recheck
from app.batches.services.holding import hold
from app.batches.services.planning import Planner
from app.batches.services.tally import touch_counted
from app.db import db, new_id
from app.words import _


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
        cause=row.cause,
        kind=batch.kind,
    )


def refused(action: RowAction, batch: Batch, row: BatchRow, *, saw: int | None = None) -> NotAllowed | None:
    """Why the action is not allowed, now that nobody else can change the batch or the row.

    `saw` is the last act on the row that was seen, 0 for none: with it, nobody decides over another's head.
    """
    hold(batch)
    db.session.refresh(row)
    why = overtaken(row, saw) or refusal(action, standing(batch, row))
    return NotAllowed(why.reason) if why else None


def overtaken(row: BatchRow, saw: int | None) -> NotPossible | None:
    """Who did something with the row after the act that was seen; None where nobody did."""
    if saw is None or saw == act_id_of(row):
        return None
    last = LastAct.from_json(row.last_act)
    who = last.told() if last else _("This row was changed")
    return NotPossible(_("{who} in the meantime. Look at it again.", who=who))


def act_id_of(row: BatchRow) -> int:
    """The last act on the row, 0 for none."""
    return int((row.last_act or {}).get("id", 0))


def act(action: RowAction, batch: Batch, row: BatchRow, actor: Actor, **values: Any) -> RowChanged:
    """Store these values, decide about the row and its twins anew, and note it in the journal.

    The row remembers what it was before, so that this act alone can be taken back.
    """
    return done(LastAct(new_id(), action, actor.label, before(row)), batch, row, actor, **values)


def before(row: BatchRow) -> Before:
    """What staff said of the row so far."""
    return Before(row.edited, row.decision)


def done(last: LastAct, batch: Batch, row: BatchRow, actor: Actor, **values: Any) -> RowChanged:
    """The same with an act that says itself how it is taken back, if it is."""
    number = row.number
    if is_kept(row.decision) and values.get("decision") and last.act not in _TAKEN_BACK:
        values["decision"] = keeping(values["decision"])
    write(batch, {number: values | {"last_act": last.to_json()}})
    recheck(batch, Planner(batch), [number])
    note(batch, [number], last.act, actor)
    changed = queries.row(batch, number)
    assert changed is not None
    return RowChanged(changed)


_TAKEN_BACK = (RowAction.RESTORE, UNDO)


def write(batch: Batch, rows: Mapping[int, dict[str, Any]]) -> None:
    """Store values with several rows, by number; what the session knows of rows is read anew."""
    key = {"workspace_id": batch.workspace_id, "batch_id": batch.id}
    db.session.execute(
        update(BatchRow), [key | {"number": number} | values for number, values in rows.items()]
    )
    for item in db.session:
        if isinstance(item, BatchRow):
            db.session.expire(item)


def note(batch: Batch, numbers: Collection[int], act: str, actor: Actor) -> None:
    """Write down who did what with these rows, and count one more decision about the batch."""
    touch_counted(batch)
    acts = [
        Change(Subject.BATCH, batch.id, "row", after={"row": number, "act": str(act)}) for number in numbers
    ]
    record(batch.workspace_id, actor, acts)
