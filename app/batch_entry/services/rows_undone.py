"""What was typed in one go taken back: a block that was pasted, or a value put into many cells."""

from dataclasses import dataclass

from app.audit.services import Actor
from app.batch_entry.services.rows import ADDED, CELLS, NotTyped, not_typing, noted, rewritten
from app.batches import queries
from app.batches.models import Batch
from app.batches.services import act_id_of, hold
from app.batches.services.entering import remove


@dataclass(frozen=True, slots=True)
class Untyped:
    """How many rows are gone again, how many say what they said, and how many were changed since and stay."""

    removed: int
    restored: int
    left: int


def untype(batch: Batch, act: int, *, first: int, rows: int, actor: Actor) -> Untyped | NotTyped:
    """Take back what this act typed into the rows from the first on, of which there were so many."""
    hold(batch)
    if reason := not_typing(batch):
        return NotTyped(reason)
    numbers = queries.numbers_of(batch, queries.RowFilter(), after=first - 1, limit=2 * rows)
    mine = [row for row in queries.rows_by_number(batch, numbers) if act_id_of(row) == act]
    made = [row.number for row in mine if (row.last_act or {}).get(ADDED)]
    changed = [row for row in mine if (row.last_act or {}).get(CELLS)]
    before = {}
    for row in changed:
        old = (row.last_act or {})[CELLS]
        before[row.number] = [old.get(str(at), text) for at, text in enumerate(row.cells)]
    if changed:
        rewritten(batch, changed, before, actor=actor)
    if made:
        remove(batch, made)
        noted(batch, "rows removed", sorted(made), actor)
    return Untyped(len(made), len(changed), max(rows - len(mine), 0))
