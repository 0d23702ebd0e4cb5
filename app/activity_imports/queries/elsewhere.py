"""Facts that wait for a person in another import already."""

from collections.abc import Collection

from sqlalchemy import select

from app.activity_imports.domain.records import Name
from app.activity_imports.models import ActivityRow
from app.activity_imports.queries.hanging import by_source
from app.batches.domain.rows import Outcome, RowState
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.constituents.queries import in_parts
from app.db import db
from app.words import _

_OPEN = (
    select(ActivityRow.fact_key, ActivityRow.batch_id, ActivityRow.number)
    .join(
        BatchRow,
        (BatchRow.workspace_id == ActivityRow.workspace_id)
        & (BatchRow.batch_id == ActivityRow.batch_id)
        & (BatchRow.number == ActivityRow.number),
    )
    .where(
        BatchRow.outcome.in_((Outcome.POSSIBLE_DUPLICATE, Outcome.CONFLICT)),
        BatchRow.state.in_((RowState.PENDING, RowState.STALE)),
    )
)


def waiting_elsewhere(batch: Batch, names: Collection[Name]) -> dict[Name, str]:
    """Where facts wait for a person already: in rows of other imports that are committed."""
    found: dict[Name, str] = {}
    others = (
        Batch.workspace_id == batch.workspace_id,
        Batch.kind == BatchKind.ACTIVITY,
        Batch.status == BatchStatus.COMMITTED,
        Batch.id != batch.id,
    )
    numbers = {id: number for id, number in db.session.execute(select(Batch.id, Batch.number).where(*others))}
    for source, keys in by_source(names).items() if numbers else ():
        for some in in_parts(keys):
            query = _OPEN.where(
                ActivityRow.workspace_id == batch.workspace_id,
                ActivityRow.batch_id.in_(sorted(numbers)),
                ActivityRow.source == source,
                ActivityRow.fact_key.in_(some),
            )
            for key, of, number in db.session.execute(query):
                found[source, key] = _("import {numbers}, row {number}", numbers=numbers[of], number=number)
    return found
