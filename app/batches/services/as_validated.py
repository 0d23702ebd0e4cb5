"""Carrying out rows of a batch that is typed as they were validated, on what its earlier rows have left."""

from collections.abc import Sequence

from app.batches import queries
from app.batches.domain.bound import bound, is_ahead
from app.batches.domain.brought import ids_of
from app.batches.models import Batch, BatchRow
from app.batches.services.due import Now, as_reviewed
from app.constituents import queries as constituents
from app.updates.domain.changes import UpdatePlan


def as_validated(
    batch: Batch, rows: Sequence[tuple[BatchRow, UpdatePlan]], *, others: frozenset[int]
) -> dict[int, Now]:
    """What is to be done of these rows, by number, without those whose person is not as was foreseen.

    `others` are those whom anybody but this batch wrote since. A fixed number of statements.
    """
    heads = {row.joins for row, _ in rows if row.joins}
    became = queries.became(batch, heads) if heads else {}
    about = {row.number: became.get(row.joins, 0) if row.joins else row.target_id for row, _ in rows}
    versions = constituents.versions(batch.workspace_id, {who for who in about.values() if who})
    moved = {
        who
        for row, plan in rows
        if (who := about[row.number])
        and (row.joins or versions.get(who) != row.target_version or is_ahead(plan))
    }
    records = constituents.existing(batch.workspace_id, moved - others) if moved - others else {}
    found: dict[int, Now] = {}
    for row, plan in rows:
        who = about[row.number]
        if who is None or (who and who not in moved):
            found[row.number] = as_reviewed(row, plan)
        elif (record := records.get(who)) and (today := bound(plan, record)):
            found[row.number] = Now(row, today, who, record.version, ids_of(today))
    return found
