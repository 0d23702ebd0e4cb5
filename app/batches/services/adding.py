"""The record that a row would add, if it is none of those it was compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.batches.domain.decision import Decision
from app.batches.domain.review import AddedAsNew, RowAction, refusal
from app.batches.domain.rows import Action
from app.batches.models import Batch, BatchRow
from app.batches.services.acting import NotAllowed, overtaken, standing
from app.batches.services.checking import reread
from app.batches.services.distinctions import candidates_of
from app.batches.services.planning import Planner, Question
from app.constituents import queries as constituents
from app.constituents.domain.record import Existing, Incoming, blank
from app.updates.domain.applied import apply
from app.updates.domain.plan import create_plan
from app.words import _


@dataclass(frozen=True, slots=True)
class Addition:
    """The whole record as commit would add it, and whom the row is told apart from, for good.

    `instead` is why the row would add nobody even so; "" when it would.
    """

    record: Existing
    apart: Sequence[Existing]
    instead: str


def addition_of(batch: Batch, row: BatchRow, *, saw: int | None = None) -> Addition | NotAllowed:
    """What "Add this as a new record" means for the row as things stand now. Nothing is stored.

    `saw` is the last act on the row that was seen, as for every act.
    """
    why = overtaken(row, saw) or refusal(RowAction.MARK_DISTINCT, standing(batch, row))
    if why:
        return NotAllowed(why.reason)
    planner = Planner(batch)
    what = reread(planner, row)
    if not isinstance(what, Incoming):
        return NotAllowed(_("Mend the problem of this row first."))
    [decision] = planner.decide([Question(what, decided=AddedAsNew(), typed=row.typed)])
    record = apply(blank(what.kind), create_plan(what))
    known = constituents.existing(row.workspace_id, candidates_of(row))
    return Addition(record, list(known.values()), _instead(decision))


def _instead(decision: Decision) -> str:
    return "" if decision.action is Action.CREATE else decision.detail
