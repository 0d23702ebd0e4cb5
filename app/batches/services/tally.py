"""Keeping count of the rows of a batch, in the transaction that changes them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.batches import queries
from app.batches.domain.tally import Counted, Spot, Tally
from app.batches.models import Batch, BatchRow
from app.db import db


def moved(batch: Batch, rows: Sequence[BatchRow], values: Iterable[Mapping[str, Any]]) -> None:
    """Count rows that get other values; to be called before these are stored.

    The count holds from the next revision on: whoever changes rows calls `touch` in the same transaction.
    """
    told = batch.tally
    if told is None or told["revision"] not in (batch.revision, batch.revision + 1):
        return
    come = [_counted(each) for each in values]
    now = Tally.from_json(told).moved(map(_stands, rows), come)
    batch.tally = now.to_json() | {"revision": batch.revision + 1}


def keep_tally(batch: Batch) -> None:
    """See to it that the count is that of this revision; all rows are counted where nobody kept it.

    Flushes.
    """
    if batch.tally is None or batch.tally["revision"] != batch.revision:
        batch.tally = queries.counted(batch).to_json() | {"revision": batch.revision}
    db.session.flush()


def _stands(row: BatchRow) -> Counted:
    return Counted(Spot(row.outcome, row.action, row.state, row.cause), row.fields, row.detail)


def _counted(values: Mapping[str, Any]) -> Counted:
    spot = Spot(values["outcome"], values["action"], values["state"], values["cause"])
    return Counted(spot, values["fields"], values["detail"])
