"""The rows that wait for a person to say whom they mean, one after the other."""

from dataclasses import dataclass

from sqlalchemy import CompoundSelect, and_, case, func, literal, not_, select, union_all

from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import UNRESOLVED, of
from app.db import db


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: "3 of 9", and which of those that wait come before and after it, if any.

    Counted are the rows that wait for a person and those that a person has decided about, so that the place
    of a row stays what it is while one goes on. `position` is 0 for any other row. After the last that waits
    comes the first again, and so backwards.
    """

    position: int
    total: int
    waits: bool
    previous: int | None
    next: int | None


def place_of(batch: Batch, number: int) -> Place:
    """The place of the row with this number, in one statement over two short indexes."""
    rows = _counted(batch).subquery()
    each, waits = rows.c.number, rows.c.waits == 1
    columns = (
        func.count(),
        func.count(case((each <= number, 1))),
        func.count(case((each == number, 1))),
        func.count(case((and_(each == number, waits), 1))),
        func.max(case((and_(each < number, waits), each))),
        func.min(case((and_(each > number, waits), each))),
        func.max(case((and_(each != number, waits), each))),
        func.min(case((and_(each != number, waits), each))),
    )
    total, up_to, here, is_open, before, after, last, first = db.session.execute(select(*columns)).one()
    return Place(up_to if here else 0, total, bool(is_open), before or last, after or first)


def _counted(batch: Batch) -> CompoundSelect[tuple[int, int]]:
    waiting = BatchRow.outcome.in_(UNRESOLVED)
    decided = and_(BatchRow.decision.is_not(None), not_(waiting))
    return union_all(
        select(BatchRow.number, literal(1).label("waits")).where(*of(batch), waiting),
        select(BatchRow.number, literal(0).label("waits")).where(*of(batch), decided),
    )
