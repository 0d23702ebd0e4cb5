"""Taking back one act of staff on a row: just this one, and only while nothing came after it."""

from app.audit.services import Actor
from app.batches.domain.acts import UNDO, LastAct
from app.batches.domain.review import settled_for_good
from app.batches.models import Batch, BatchRow
from app.batches.services.acting import NotAllowed, RowChanged, done, standing
from app.batches.services.distinctions import forget
from app.batches.services.holding import hold
from app.db import db, new_id


def undo_row(batch: Batch, row: BatchRow, act: int, *, actor: Actor) -> RowChanged | NotAllowed:
    """Give the row the corrections and the decision back that it had before this act.

    What staff said before stays. Where somebody did something with the row since, nothing is taken back.
    """
    hold(batch)
    db.session.refresh(row)
    if why := settled_for_good(standing(batch, row)):
        return NotAllowed(why.reason)
    last = LastAct.from_json(row.last_act)
    if last is None or last.id != act or last.before is None:
        return NotAllowed(_since(row, last))
    was, undone = last.before, None
    if row.decision != was.decision:
        forget(row)
        undone = row.decision
    undoing = LastAct(new_id(), UNDO, actor.label, undone=undone)
    return done(undoing, batch, row, actor, edited=was.edited, decision=was.decision)


def _since(row: BatchRow, last: LastAct | None) -> str:
    who = f"{last.told()} since" if last else f"row {row.number} was changed since"
    return f"Nothing was taken back: {who}."
