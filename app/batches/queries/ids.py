"""Which rows of a batch hold the same ID of another system."""

from collections.abc import Iterable

from sqlalchemy import select

from app.batches.domain.rows import CARRIED_OUT, Outcome
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import of
from app.constituents.queries import in_parts
from app.db import db

_BY_ID = ("external_id", "ids")
"""Causes of rows that wait because of an ID that is somebody else's."""


def with_ids(batch: Batch, at: int, ids: Iterable[str]) -> set[int]:
    """The rows whose cell at this place is one of these, and all that wait because of any ID."""
    held = BatchRow.state.not_in(CARRIED_OUT), BatchRow.outcome != Outcome.SKIPPED
    query = select(BatchRow.number).where(*of(batch), *held)
    found = set(db.session.scalars(query.where(BatchRow.cause.in_(_BY_ID))))
    for some in in_parts(ids):
        cell = BatchRow.cells[at].as_string()
        found |= set(db.session.scalars(query.where(cell.in_(some))))
    return found
