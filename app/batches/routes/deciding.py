"""What can be done at once with all rows that wait for one reason: its buttons, and some of the rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.accounts.access import current_workspace
from app.batches import queries
from app.batches.domain.corrections import Correction
from app.batches.domain.mapping import Mapping
from app.batches.domain.review import not_open
from app.batches.domain.row_problems import CellProblem
from app.batches.domain.rows import Outcome
from app.batches.domain.several import LABELS, OF_CELLS, WHAT_FOLLOWS, Verb, verbs_for
from app.batches.domain.tally import Cause
from app.batches.forms import DecisionForm
from app.batches.models import Batch, BatchRow
from app.batches.queries import RowFilter
from app.batches.routes.causes import named
from app.batches.services import MOST, cells_of, local_today
from app.constituents import queries as constituents
from app.constituents.domain.dates import DateFormat
from app.db import new_id

_SHOWN_ROWS, _SHOWN_VALUES = 3, 12
_LOOKED_AT = 1_000
_OF_VALUES = {Verb.LEAVE_OUT, Verb.REPLACE}
_OF_IDS = "external_id"
_READ_AS = {DateFormat.DMY: Verb.DAY_FIRST, DateFormat.MDY: Verb.MONTH_FIRST}


@dataclass(frozen=True, slots=True)
class Offer:
    """One button: what it is called, what follows, and which inputs it needs."""

    verb: Verb
    label: str
    follows: str

    @property
    def asks(self) -> str:
        """What has to be typed or chosen: "value", "instead", "system", or nothing."""
        return {Verb.REPLACE: "instead", Verb.SYSTEM: "system"}.get(self.verb, "")


def deciding(batch: Batch, outcome: Outcome, cause: str) -> dict[str, Any]:
    """The context of the page about one cause; a cause that no row has any more has no offers."""
    rows = queries.tally(batch).rows((outcome,), cause=cause)
    which = RowFilter((outcome,), cause)
    some = queries.rows(batch, which, limit=_SHOWN_ROWS)
    column, problem = _place(batch, some)
    verbs = verbs_for(
        outcome, cause, field=problem.field if problem else "", is_date=bool(problem and _is_date(problem))
    )
    verbs = verbs if some and not_open(batch.status, batch.kind) is None else ()
    verbs = tuple(verb for verb in verbs if verb not in OF_CELLS) if batch.kind.is_entered else verbs
    failed = _read_as(batch, column)
    example = some[0].detail if some else ""
    return {
        "cause": named(Cause(outcome, cause, rows, example)),
        "offers": [Offer(verb, LABELS[verb], WHAT_FOLLOWS[verb]) for verb in verbs if verb is not failed],
        "examples": [(row, _said(row, column)) for row in some[:_SHOWN_ROWS]],
        "problem": problem,
        "values": _values(batch, which, column) if column is not None and _OF_VALUES & {*verbs} else [],
        "systems": constituents.system_names(current_workspace.id) if Verb.SYSTEM in verbs else [],
        "most": MOST if rows > MOST else 0,
        "seen": new_id(),
    }


def correction(batch: Batch, numbers: Sequence[int], form: DecisionForm) -> Correction | None:
    """Which cell of these rows is corrected, and to what; None where their problem is in no column."""
    column, _ = _place(batch, queries.rows_by_number(batch, numbers[:1]))
    if column is None:
        return None
    today = local_today(current_workspace, batch.checked_at)
    return Correction(column, form.value.data or "", (form.instead.data or "").strip(), today)


def _place(batch: Batch, rows: Sequence[BatchRow]) -> tuple[int | None, CellProblem | None]:
    """The column that the first problem of these rows is about, and the problem; that of their IDs else."""
    told = rows[0].problems[0] if rows and rows[0].problems else None
    problem = CellProblem.from_json(told) if told else None
    mapping = Mapping.from_json(batch.mapping, batch.shape["columns"])
    field = problem.field if problem else _OF_IDS
    columns = [each for each in mapping.columns if each.field and each.field.id == field]
    meant = [each for each in columns if problem and each.header == problem.column] or columns
    return (meant[0].index if meant else None), problem


def _read_as(batch: Batch, column: int | None) -> Verb | None:
    """How the dates of a column are read already: doing so again would mend none of them."""
    if column is None:
        return None
    order = Mapping.from_json(batch.mapping, batch.shape["columns"]).columns[column].date_format
    return _READ_AS.get(order) if order else None


def _is_date(problem: CellProblem) -> bool:
    return problem.field == "birth_date"


def _values(batch: Batch, which: RowFilter, column: int) -> list[tuple[str, int]]:
    """What the cells of the first rows say that cannot be read, the most frequent first."""
    rows = queries.rows(batch, which, limit=_LOOKED_AT)
    said = Counter(text for row in rows if (text := _said(row, column)))
    return said.most_common(_SHOWN_VALUES)


def _said(row: BatchRow, column: int | None) -> str:
    cells = cells_of(row)
    return cells[column].strip() if column is not None and column < len(cells) else ""
