"""The rows of a batch as the review filters them, a page at a time, however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, text, union_all
from sqlalchemy.orm import defer

from app.batches.domain.barred import Barred
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.touched import bit
from app.batches.models import Batch, BatchRow
from app.batches.queries.batches import UNDECIDED, of
from app.db import db

PAGE = 100
AT_ONCE = 100_000
"""How many rows one request looks through for what no index knows: words, or fields that change."""

OPEN = tuple(state for state in RowState if not state.was_applied)
DONE = tuple(state for state in RowState if state.was_applied)


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows to show: by outcomes, states, one cause, what commit does, a field it changes, words.

    `barred` are rows about people whom nobody may write to; `text` is looked for in name, email and detail.
    """

    outcomes: tuple[Outcome, ...] = ()
    cause: str = ""
    text: str = ""
    states: tuple[RowState, ...] = ()
    action: Action | None = None
    field: str = ""
    barred: Barred | None = None

    @property
    def is_counted(self) -> bool:
        """Whether a tally knows how many rows there are."""
        return not (self.text or self.field or self.barred)

    @property
    def is_searched(self) -> bool:
        """Whether rows have to be looked through one by one."""
        return bool(self.text or self.field or self.action)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows in the order of the file; `before` and `after` continue it, where there is more.

    `looked` is the first and the last row that were looked through, where that was not all of them.
    """

    rows: Sequence[BatchRow]
    before: int | None = None
    after: int | None = None
    looked: tuple[int, int] | None = None


def page(batch: Batch, which: RowFilter, *, after: int | None = None, before: int | None = None) -> Page:
    """The rows after one number, or before another; in two statements, three where rows are searched."""
    backwards = before is not None
    window = _window(batch, after, before) if which.is_searched else None
    numbers = _numbers(batch, which, after=after, before=before, limit=PAGE + 1, window=window)
    more, numbers = len(numbers) > PAGE, numbers[:PAGE]
    numbers = sorted(numbers)
    found = _load(batch, numbers)
    first, last = (numbers[0], numbers[-1]) if numbers else (before, after)
    earlier, later = (more, True) if backwards else (after is not None, more)
    if window and not more and window.is_short:
        return _unfinished(found, window, backwards=backwards, first=first, last=last)
    return Page(found, first if earlier else None, last if later else None)


def rows(
    batch: Batch, which: RowFilter, *, after: int | None = None, before: int | None = None, limit: int = PAGE
) -> Sequence[BatchRow]:
    """Rows in the order of the file, whole, `limit` of them after one number or before another."""
    numbers = _numbers(batch, which, after=after, before=before, limit=limit)
    query = select(BatchRow).where(*of(batch), BatchRow.number.in_(sorted(numbers)))
    return db.session.scalars(query.order_by(BatchRow.number)).all() if numbers else []


def numbers_of(batch: Batch, which: RowFilter, *, after: int = 0, limit: int) -> list[int]:
    """The numbers of the next rows that a filter leaves."""
    return sorted(_numbers(batch, which, after=after, before=None, limit=limit))


def next_undecided(batch: Batch, after: int) -> int | None:
    """The number of the next row that waits for a person; from the start again after the last one."""
    which = RowFilter(UNDECIDED)
    found = _numbers(batch, which, after=after, before=None, limit=1)
    return next(iter(found or _numbers(batch, which, after=None, before=None, limit=1)), None)


def previous_undecided(batch: Batch, before: int) -> int | None:
    """The number of the row before this one that waits for a person; from the end again before the first."""
    which = RowFilter(UNDECIDED)
    found = _numbers(batch, which, after=None, before=before, limit=1)
    return next(iter(found or _numbers(batch, which, after=None, before=2**62, limit=1)), None)


# --- which numbers


@dataclass(frozen=True, slots=True)
class _Window:
    """The rows that one request looks through; `is_short` when there are others beyond."""

    first: int
    last: int
    is_short: bool


def _window(batch: Batch, after: int | None, before: int | None) -> _Window:
    last = db.session.scalar(select(func.max(BatchRow.number)).where(*of(batch))) or 0
    if before is not None:
        first = before - AT_ONCE
        return _Window(max(first, 1), before - 1, first > 1)
    first = (after or 0) + 1
    return _Window(first, min(first + AT_ONCE - 1, last), first + AT_ONCE - 1 < last)


def _unfinished(
    found: Sequence[BatchRow], window: _Window, *, backwards: bool, first: int | None, last: int | None
) -> Page:
    """A page that ends where looking ended, not where the rows do."""
    looked = (window.first, window.last)
    if backwards:
        return Page(found, window.first, last if found else window.last, looked)
    return Page(found, first if window.first > 1 else None, window.last, looked)


def _numbers(
    batch: Batch,
    which: RowFilter,
    *,
    after: int | None,
    before: int | None,
    limit: int,
    window: _Window | None = None,
) -> list[int]:
    """Numbers in the direction asked for, those of each outcome from their own place in the index."""
    place = [BatchRow.number > after] if after is not None else []
    place = [BatchRow.number < before] if before is not None else place
    if window:
        place = [BatchRow.number.between(window.first, window.last)]
    order = BatchRow.number.desc() if before is not None else BatchRow.number.asc()
    parts: list[Select[Any]] = [
        select(BatchRow.number).where(*of(batch), *chosen, *place).order_by(order).limit(limit)
        for chosen in _alternatives(which)
    ]
    if len(parts) == 1:
        return list(db.session.scalars(parts[0]))
    every = union_all(*(select(part.subquery().c.number) for part in parts)).subquery().c.number
    ordered = every.desc() if before is not None else every.asc()
    return list(db.session.scalars(select(every).order_by(ordered).limit(limit)))


def _alternatives(which: RowFilter) -> list[list[ColumnElement[bool]]]:
    """The conditions, once for each outcome, or for each state where no outcome is asked for."""
    shared = _shared(which)
    if which.cause or which.barred:
        among = [BatchRow.outcome.in_(which.outcomes)] if which.outcomes else []
        stands = [BatchRow.state.in_(which.states)] if which.states else []
        return [[*shared, *among, *stands]]
    if which.outcomes:
        stands = [BatchRow.state.in_(which.states)] if which.states else []
        return [[BatchRow.outcome == outcome, *stands, *shared] for outcome in which.outcomes]
    return [[BatchRow.state == state, *shared] for state in which.states] or [shared]


def _shared(which: RowFilter) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = []
    if which.cause:  # the words let SQLite see that the index of causes serves
        chosen += [BatchRow.cause == which.cause, text("batch_rows.cause <> ''")]  # type: ignore[list-item]
    if which.barred:
        chosen += [BatchRow.barred == which.barred, text("batch_rows.barred <> ''")]  # type: ignore[list-item]
    if which.action:
        chosen.append(BatchRow.action == which.action)
    if which.field:
        chosen.append(BatchRow.fields.bitwise_and(bit(which.field)) != 0)
    for word in which.text.split():
        columns = (BatchRow.name, BatchRow.email, BatchRow.detail)
        chosen.append(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return chosen


def _load(batch: Batch, numbers: Sequence[int]) -> Sequence[BatchRow]:
    """These rows without what only an opened row shows."""
    query = select(BatchRow).where(*of(batch), BatchRow.number.in_(numbers)).order_by(BatchRow.number)
    unread = (BatchRow.match, BatchRow.plan, BatchRow.problems, BatchRow.cells)
    return db.session.scalars(query.options(*map(defer, unread))).all() if numbers else []
