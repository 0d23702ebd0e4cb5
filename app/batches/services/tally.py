"""Keeping count of the rows of a batch, in the transaction that changes them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from app.batches import queries
from app.batches.domain.rows import RowState
from app.batches.domain.tally import Counted, Spot, Tally
from app.batches.models import Batch, BatchRow
from app.batches.services.holding import touch
from app.db import db


def moved(batch: Batch, rows: Sequence[BatchRow | Row[Any]], values: Iterable[Mapping[str, Any]]) -> None:
    """Count rows, or what was read of them, that get other values; to be called before these are stored."""
    _move(batch, map(_stands, rows), map(_counted, values))


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


def touch_counted(batch: Batch) -> None:
    """Count one more decision about the batch, of which every row was counted. Flushes.

    Whoever changed rows without counting them calls `touch`: then the count holds no more.
    """
    is_kept = _is_current(batch)
    touch(batch)
    if is_kept and batch.tally is not None:
        batch.tally = {**batch.tally, "revision": batch.revision}
    keep_tally(batch)


def keep_tally(batch: Batch) -> None:
    """See to it that the count is that of this revision; all rows are counted where nobody kept it.

    Flushes.
    """
    if not _is_current(batch):
        batch.tally = queries.counted(batch).to_json() | {"revision": batch.revision}
    db.session.flush()


def _is_current(batch: Batch) -> bool:
    return batch.tally is not None and batch.tally["revision"] == batch.revision


def _move(batch: Batch, gone: Iterable[Counted], come: Iterable[Counted]) -> None:
    if batch.tally is not None and _is_current(batch):
        now = Tally.from_json(batch.tally).moved(gone, come)
        batch.tally = now.to_json() | {"revision": batch.revision}


def _stands(row: BatchRow | Row[Any]) -> Counted:
    return Counted(Spot(row.outcome, row.action, row.state, row.cause), row.fields)


def _counted(values: Mapping[str, Any]) -> Counted:
    spot = Spot(values["outcome"], values["action"], values["state"], values["cause"])
    return Counted(spot, values["fields"], values["detail"])
