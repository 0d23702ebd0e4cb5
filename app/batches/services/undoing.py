"""Taking back one act of staff on a row or on many: just this one, and only while nothing came after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.audit.services import Actor
from app.batches import queries
from app.batches.domain.acts import UNDO, LastAct
from app.batches.domain.review import not_open, settled_for_good
from app.batches.models import Batch, BatchAct, BatchRow
from app.batches.services.acting import NotAllowed, RowChanged, done, note, standing, write
from app.batches.services.checking import recheck
from app.batches.services.distinctions import forget, forget_all, said_again
from app.batches.services.holding import hold
from app.batches.services.planning import Planner
from app.db import db, new_id
from app.words import _


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
        forget(row, but=was.decision)
        said_again(batch.workspace_id, [was.decision], actor.id)
        undone = row.decision
    undoing = LastAct(new_id(), UNDO, actor.label, undone=undone)
    return done(undoing, batch, row, actor, edited=was.edited, decision=was.decision)


@dataclass(frozen=True, slots=True)
class UndoneRows:
    """How many rows of an act stand again as before, and how many were changed since and left alone."""

    undone: int
    left: int


def undo_act(
    batch: Batch, act: BatchAct, *, actor: Actor, numbers: Sequence[int] | None = None
) -> UndoneRows | NotAllowed:
    """Take back an act on many rows, where nobody did anything else with them since. Flushes.

    `numbers` are some of its rows, None for all; once its last row was asked for, the act is taken back.
    """
    hold(batch)
    if why := not_open(batch.status, batch.kind):
        return NotAllowed(why.reason)
    if act.undone_by:
        return NotAllowed(_("{undone_by} has taken this back already.", undone_by=act.undone_by))
    if act.system_before is not None:
        batch.settings = {**batch.settings, "external_system": act.system_before}
        db.session.flush()
    asked = act.numbers if numbers is None else numbers
    rows = [row for row in queries.rows_by_number(batch, asked) if _may_undo(batch, act, row)]
    if act.system_before is None and rows:
        write(batch, _as_before(rows, new_id(), actor))
    done = [row.number for row in rows]
    if done:
        recheck(batch, Planner(batch), done)
        note(batch, done, UNDO, actor)
    if not asked or asked[-1] == act.numbers[-1]:
        act.undone_by = actor.label
    return UndoneRows(len(done), len(asked) - len(done))


def _may_undo(batch: Batch, act: BatchAct, row: BatchRow) -> bool:
    """Whether nobody did anything else with the row since; a choice of the system is not about one row."""
    if settled_for_good(standing(batch, row)):
        return False
    last = LastAct.from_json(row.last_act)
    return act.system_before is not None or bool(last and last.id == act.id and last.before)


def _as_before(rows: Sequence[BatchRow], undoing: int, actor: Actor) -> dict[int, dict[str, Any]]:
    """The values that the rows had; whom staff said these are not is forgotten where the act said so."""
    values: dict[int, dict[str, Any]] = {}
    said = []
    for row in rows:
        last = LastAct.from_json(row.last_act)
        assert last is not None  # rows of an act remember it
        assert last.before is not None
        if row.decision != last.before.decision:
            said.append(row)
        values[row.number] = {
            "edited": last.before.edited,
            "decision": last.before.decision,
            "last_act": LastAct(undoing, UNDO, actor.label, undone=row.decision).to_json(),
        }
    forget_all(said)
    said_again(rows[0].workspace_id, [values[row.number]["decision"] for row in said], actor.id)
    return values


def _since(row: BatchRow, last: LastAct | None) -> str:
    if last:
        return _("Nothing was taken back: {told} since.", told=last.told())
    return _("Nothing was taken back: row {row} was changed since.", row=row.number)
