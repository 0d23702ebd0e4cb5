"""Keeping count of the rows of a batch, in the transaction that changes them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.batches import queries
from app.batches.domain.rows import RowState
from app.batches.domain.tally import Counted, Spot, Tally
from app.batches.models import Batch, BatchRow
from app.db import db


def moved(batch: Batch, rows: Sequence[BatchRow], values: Iterable[Mapping[str, Any]]) -> None:
    """Count rows that get other values; to be called before these are stored.

    The count holds from the next revision on: whoever changes rows calls `touch` in the same transaction.
    """
    _move(batch, map(_stands, rows), map(_counted, values))


def _move(batch: Batch, gone: Iterable[Counted], come: Iterable[Counted]) -> None:
    told = batch.tally
    if told is not None and told["revision"] in (batch.revision, batch.revision + 1):
        now = Tally.from_json(told).moved(gone, come)
        batch.tally = now.to_json() | {"revision": batch.revision + 1}


def came(batch: Batch, values: Iterable[Mapping[str, Any]], *, is_first: bool) -> None:
    """Count rows that are stored for the first time; with `is_first` there were none before."""
    if is_first:
        batch.tally = Tally().to_json() | {"revision": batch.revision}
    moved(batch, (), values)


def carried_out(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Count rows that were carried out; to be called before that is stored."""
    stood = [_stands(row) for row in rows]
    done = [replace(each, spot=each.spot._replace(state=RowState.APPLIED)) for each in stood]
    _move(batch, stood, done)


def keep_tally(batch: Batch) -> None:
    """See to it that the count is that of this revision; all rows are counted where nobody kept it.

    Flushes.
    """
    if batch.tally is None or batch.tally["revision"] != batch.revision:
        batch.tally = queries.counted(batch).to_json() | {"revision": batch.revision}
    db.session.flush()


def _stands(row: BatchRow) -> Counted:
    return Counted(Spot(row.outcome, row.action, row.state, row.cause), row.fields)


def _counted(values: Mapping[str, Any]) -> Counted:
    spot = Spot(values["outcome"], values["action"], values["state"], values["cause"])
    return Counted(spot, values["fields"], values["detail"])
