"""Which rows of a batch that is typed depend on each other."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import and_, or_, select

from app.batches.domain.review import OF_ROWS, ROW_GONE
from app.batches.domain.rows import CARRIED_OUT, Action, Outcome
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import of
from app.db import db


class Newcomer(NamedTuple):
    """A row that adds somebody, or is about the new person of another, as far as it is recognized by."""

    number: int
    name: str
    email_key: str
    joins: int | None
    cause: str

    @property
    def adds(self) -> bool:
        """Whether it adds somebody, or is surely about the new person of another."""
        return self.cause not in OF_ROWS

    @property
    def is_lost(self) -> bool:
        """Whether the row that it joined adds nobody any more."""
        return self.cause == ROW_GONE


def newcomers(batch: Batch) -> Sequence[Newcomer]:
    """Every such row of the batch that is not carried out, in order."""
    adds = and_(BatchRow.action == Action.CREATE, BatchRow.outcome == Outcome.READY)
    told = BatchRow.number, BatchRow.name, BatchRow.email_key, BatchRow.joins, BatchRow.cause
    query = select(*told).where(
        *of(batch),
        BatchRow.state.not_in(CARRIED_OUT),
        or_(adds, BatchRow.joins.is_not(None), BatchRow.cause.in_(OF_ROWS)),
    )
    return [Newcomer(*row) for row in db.session.execute(query.order_by(BatchRow.number))]


def about(batch: Batch, people: Collection[int]) -> set[int]:
    """The rows not carried out whose plans are about these people."""
    if not people:
        return set()
    query = select(BatchRow.number).where(
        *of(batch),
        BatchRow.target_id.in_(sorted(people)),
        BatchRow.state.not_in(CARRIED_OUT),
        or_(BatchRow.outcome == Outcome.READY, BatchRow.cause.in_(_BY_PLAN)),
    )
    return set(db.session.scalars(query))


_BY_PLAN = ("rule", "lent")
"""Causes of rows that wait because of what their plan would do."""
