"""Which rows of a batch that is typed depend on each other."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, literal, or_, select

from app.batches.domain.review import OF_ROWS, ROW_GONE, ROW_KNOWN
from app.batches.domain.rows import CARRIED_OUT, Action, Outcome
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import of
from app.db import db

_MOST_NAMED = 1_000
"""Rows that a statement names one by one; of more it reads all between them."""


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
        return self.cause not in (ROW_KNOWN, *OF_ROWS)

    @property
    def is_lost(self) -> bool:
        """Whether the row that it joined adds nobody any more."""
        return self.cause == ROW_GONE


def recognized(batch: Batch, at: int | None) -> Sequence[tuple[int, str, str, str]]:
    """What every row of the batch is recognized by: number, name, email, and its cell at this place."""
    cell: ColumnElement[str] = literal("") if at is None else BatchRow.cells[at].as_string()
    query = select(BatchRow.number, BatchRow.name, BatchRow.email_key, cell).where(*of(batch))
    return [(number, name, email, key or "") for number, name, email, key in db.session.execute(query)]


def among(batch: Batch, numbers: Collection[int]) -> Sequence[Newcomer]:
    """Those of these rows that are about somebody new."""
    if not numbers:
        return []
    if len(numbers) <= _MOST_NAMED:
        return _newcomers(batch, BatchRow.number.in_(sorted(numbers)))
    within = BatchRow.number.between(min(numbers), max(numbers))
    return [each for each in _newcomers(batch, within) if each.number in numbers]


def of_heads(batch: Batch, heads: Collection[int], *, before: int) -> Sequence[Newcomer]:
    """Those rows before another that add these people, or are about them too."""
    if not heads:
        return []
    earlier = BatchRow.number < before
    if len(heads) <= _MOST_NAMED:
        return _newcomers(batch, earlier, _is_one(heads))
    return [each for each in _newcomers(batch, earlier) if (each.joins or each.number) in heads]


def resting(batch: Batch, heads: Collection[int], *, after: int) -> Sequence[Newcomer]:
    """Those rows behind another that rest on these, or on one that adds nobody any more."""
    rests = or_(_is_one(heads), BatchRow.cause == ROW_GONE)
    return _newcomers(batch, BatchRow.number > after, rests)


def _is_one(heads: Collection[int]) -> ColumnElement[bool]:
    wanted = sorted(heads)
    return or_(BatchRow.number.in_(wanted), BatchRow.joins.in_(wanted))


def _newcomers(batch: Batch, *which: ColumnElement[bool]) -> Sequence[Newcomer]:
    """Such rows of the batch that are not carried out, in order."""
    adds = and_(BatchRow.action == Action.CREATE, BatchRow.outcome == Outcome.READY)
    told = BatchRow.number, BatchRow.name, BatchRow.email_key, BatchRow.joins, BatchRow.cause
    query = select(*told).where(
        *of(batch),
        BatchRow.state.not_in(CARRIED_OUT),
        or_(adds, BatchRow.joins.is_not(None), BatchRow.cause.in_((ROW_KNOWN, *OF_ROWS))),
        *which,
    )
    return [Newcomer(*row) for row in db.session.execute(query.order_by(BatchRow.number))]


def about(batch: Batch, people: Collection[int], *, after: int) -> set[int]:
    """The rows behind another, not carried out, whose plans are about these people."""
    planned = or_(BatchRow.outcome == Outcome.READY, BatchRow.cause.in_(_BY_PLAN))
    return _of(batch, people, BatchRow.number > after, planned)


def writing(batch: Batch, people: Collection[int], *, before: int) -> set[int]:
    """The rows before another, not carried out, that change these people: later ones see what they leave."""
    ready = BatchRow.outcome == Outcome.READY
    return _of(batch, people, BatchRow.number < before, ready, BatchRow.action == Action.UPDATE)


def _of(batch: Batch, people: Collection[int], *which: ColumnElement[bool]) -> set[int]:
    if not people:
        return set()
    mine = BatchRow.target_id.in_(sorted(people))
    query = select(BatchRow.number).where(*of(batch), mine, BatchRow.state.not_in(CARRIED_OUT), *which)
    return set(db.session.scalars(query))


def on_record(batch: Batch, numbers: Collection[int]) -> Sequence[tuple[int, str, str, int, int]]:
    """Of these rows those to carry out about people on record: number, name, email, whom, fields changed."""
    if not numbers:
        return []
    named = BatchRow.number.in_(sorted(numbers))
    within = BatchRow.number.between(min(numbers), max(numbers))
    told = BatchRow.number, BatchRow.name, BatchRow.email_key, BatchRow.target_id, BatchRow.fields
    query = select(*told).where(
        *of(batch),
        BatchRow.target_id.is_not(None),
        BatchRow.state.not_in(CARRIED_OUT),
        BatchRow.outcome == Outcome.READY,
        named if len(numbers) <= _MOST_NAMED else within,
    )
    rows = db.session.execute(query.order_by(BatchRow.number))
    return [
        (number, name, email, whom, fields)
        for number, name, email, whom, fields in rows
        if whom and number in numbers
    ]


_BY_PLAN = ("rule", "lent", ROW_KNOWN)
"""Causes of rows that wait because of what their plan would do, or that of an earlier row does."""
