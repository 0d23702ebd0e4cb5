"""The rows that wait for a person to say whom they mean, one after the other."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import UNRESOLVED, of
from app.db import db


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands among those that wait: "3 of 9", and which come before and after it, if any.

    `position` is 0 for a row that does not wait. After the last comes the first again, and so backwards.
    """

    position: int
    waiting: int
    previous: int | None
    next: int | None


def place_of(batch: Batch, number: int) -> Place:
    """The place of the row with this number, in one statement."""
    each, is_it = BatchRow.number, case((BatchRow.number == number, 1))
    columns = (
        func.count(),
        func.count(case((each <= number, 1))),
        func.count(is_it),
        func.max(case((each < number, each))),
        func.min(case((each > number, each))),
        func.max(case((each != number, each))),
        func.min(case((each != number, each))),
    )
    query = select(*columns).where(*of(batch), BatchRow.outcome.in_(UNRESOLVED))
    waiting, up_to, here, before, after, last, first = db.session.execute(query).one()
    return Place(up_to if here else 0, waiting, before or last, after or first)
