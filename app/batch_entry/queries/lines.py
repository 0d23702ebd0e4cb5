"""The rows of a batch as its grid shows them: a page at a time, with whom each is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from app.accounts.models import Workspace
from app.batches import queries
from app.batches.domain.on_record import on_record
from app.batches.models import Batch, BatchRow
from app.batches.queries import RowFilter
from app.constituents import directory
from app.constituents.directory import Listed
from app.constituents.models import Constituent
from app.db import db

PAGE = 100
"""Rows of one page: only so many have cells to type into at a time."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of rows; `before` and `after` continue it, where there is more."""

    rows: Sequence[BatchRow]
    before: int | None = None
    after: int | None = None

    @property
    def is_last(self) -> bool:
        """Whether the empty row for the next one belongs below."""
        return self.after is None


def sheet(batch: Batch, which: RowFilter, *, after: int | None = None, before: int | None = None) -> Sheet:
    """The rows after one number or before another, in their order; in two statements."""
    found = queries.page(batch, which, after=after, before=before)
    return Sheet(numbered(batch, [row.number for row in found.rows]), found.before, found.after)


def last_sheet(batch: Batch, which: RowFilter) -> Sheet:
    """The page with the last rows."""
    return replace(sheet(batch, which, before=2**62), after=None)


def between(batch: Batch, first: int, last: int, which: RowFilter) -> Sequence[BatchRow]:
    """The rows with these numbers and those between, as many as one page has twice."""
    numbers = queries.numbers_of(batch, which, after=first - 1, limit=2 * PAGE)
    return numbered(batch, [number for number in numbers if number <= last])


def numbered(batch: Batch, numbers: Sequence[int]) -> Sequence[BatchRow]:
    """These rows with their cells, without the plan, which only an opened row shows."""
    query = select(BatchRow).where(*queries.of(batch), BatchRow.number.in_(numbers)).order_by(BatchRow.number)
    return db.session.scalars(query.options(defer(BatchRow.plan))).all() if numbers else []


def people_of(workspace: Workspace, rows: Iterable[BatchRow]) -> Mapping[int, Listed]:
    """Whom these rows are or may be about, by id, in one statement."""
    ids = {who for row in rows for who in (row.constituent_id or row.target_id, *on_record(row)) if who}
    if not ids:
        return {}
    found = directory.people(workspace, where=[Constituent.id.in_(sorted(ids))], size=len(ids))
    return {each.id: each for each in found.rows}


def place_of(batch: Batch, number: int) -> tuple[int | None, int | None]:
    """The numbers of the rows before and after this one, in one statement."""
    before = select(func.max(BatchRow.number)).where(*queries.of(batch), BatchRow.number < number)
    after = select(func.min(BatchRow.number)).where(*queries.of(batch), BatchRow.number > number)
    row = db.session.execute(select(before.scalar_subquery(), after.scalar_subquery())).one()
    return row[0], row[1]
