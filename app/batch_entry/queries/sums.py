"""Sums of the gifts in a batch, by currency: one statement each, however many rows there are."""

from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.batch_entry.domain.totals import Totals
from app.batches import queries as batches
from app.batches.domain.rows import CARRIED_OUT, Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.batches.queries import gifts, of
from app.db import db

Sums = dict[str, tuple[int, int]]
"""How many gifts, and their amounts together in minor units, by currency."""


def entered(batch: Batch) -> Totals:
    """What the batch comes to: all its rows but those that were left out, also rows that have moved on."""
    counts = batches.counts(batch)
    return with_moved(batch, counts.rows - counts.skipped, gifts.totals(batch))


def with_moved(batch: Batch, rows: int, here: Sums) -> Totals:
    """So many rows that are here with these gifts, and those that have moved on."""
    gone = moved(batch)
    amounts = dict(gone.sums)
    for currency, (_, minor) in here.items():
        amounts[currency] = amounts.get(currency, 0) + minor
    return Totals(rows + (gone.rows or 0), amounts)


def moved(batch: Batch) -> Totals:
    """What has moved to batches of exceptions."""
    rows, amounts = 0, dict[str, int]()
    for each in batch.settings.get("exceptions", ()):
        rows += int(each["rows"])
        for currency, (_, minor) in each["sums"].items():
            amounts[currency] = amounts.get(currency, 0) + minor
    return Totals(rows, amounts)


def due(batch: Batch) -> Sums:
    """The gifts that a commit would record now."""
    return _sums(batch, BatchRow.outcome == Outcome.READY, BatchRow.state == RowState.PENDING)


def waiting(batch: Batch) -> Sums:
    """The gifts of rows that a commit would leave."""
    return _sums(
        batch,
        BatchRow.state.not_in(CARRIED_OUT),
        (BatchRow.outcome.not_in((Outcome.READY, Outcome.SKIPPED))),
    )


def mistaken(batch: Batch) -> Sums:
    """The gifts of rows in which something else is wrong: they count in what the batch comes to."""
    return _sums(batch, BatchRow.outcome == Outcome.ERROR)


def committed(batch: Batch) -> Sums:
    """The gifts of rows that were carried out, whatever became of them since."""
    return _sums(batch, BatchRow.state.in_(CARRIED_OUT))


def _sums(batch: Batch, *where: ColumnElement[bool]) -> Sums:
    query: Any = select(BatchRow.currency, func.count(), func.sum(BatchRow.amount)).where(
        *of(batch), BatchRow.amount.is_not(None), *where
    )
    found = db.session.execute(query.group_by(BatchRow.currency).order_by(BatchRow.currency))
    return {currency: (rows, int(minor)) for currency, rows, minor in found}
