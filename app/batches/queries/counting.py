"""How many rows of a batch stand where: as it was kept, or counted anew."""

from sqlalchemy import func, select

from app.batches.domain.rows import Outcome
from app.batches.domain.status import BatchStatus
from app.batches.domain.tally import Spot, Tally, unnamed
from app.batches.domain.touched import FIELDS, bit
from app.batches.models import Batch, BatchRow
from app.db import db

_UNCOUNTED = (BatchStatus.UNDOING,)
"""While an import is undone, rows change by the thousand, and they are counted at its end."""


def tally(batch: Batch) -> Tally:
    """The counts of this batch: those that were kept, else all its rows are counted."""
    kept = kept_tally(batch)
    return counted(batch) if kept is None else kept


def kept_tally(batch: Batch) -> Tally | None:
    """What was kept, if it is of the batch as it is now."""
    told = batch.tally
    if told is None or batch.status in _UNCOUNTED or told["revision"] != batch.revision:
        return None
    return Tally.from_json(told)


def counted(batch: Batch) -> Tally:
    """All rows of the batch counted, in one statement that reads every one of them."""
    marks = [func.sum(func.sign(BatchRow.fields.bitwise_and(bit(name)))) for name in FIELDS]
    by = (BatchRow.outcome, BatchRow.action, BatchRow.state, BatchRow.cause)
    query = (
        select(*by, func.count(), func.min(BatchRow.detail), *marks)
        .where(BatchRow.workspace_id == batch.workspace_id, BatchRow.batch_id == batch.id)
        .group_by(*by)
    )
    spots: dict[Spot, int] = {}
    examples: dict[str, str] = {}
    fields = dict.fromkeys(FIELDS, 0)
    for outcome, action, state, cause, rows, example, *changed in db.session.execute(query):
        spots[Spot(outcome, action, state, cause)] = rows
        if outcome is Outcome.ERROR:
            examples.setdefault(cause, unnamed(example))
        for name, number in zip(FIELDS, changed, strict=True):
            fields[name] += int(number or 0)
    return Tally(spots, {name: rows for name, rows in fields.items() if rows}, examples)
