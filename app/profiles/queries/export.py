"""The list of constituents as a table to take away: what it shows, however long, in little memory."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select

from app.constituents.directory import Listing
from app.constituents.domain.flat import HEADERS, flat
from app.constituents.models import Constituent
from app.constituents.queries import existing
from app.db import db
from app.groups.domain.columns import Column
from app.groups.domain.sheet import slug
from app.groups.queries.cells import cells, heads
from app.groups.queries.lines import Line, details
from app.groups.queries.scope import Scope
from app.profiles.domain.asked import Sort
from app.profiles.queries.people import ORDERS
from app.web.workbook import Cell

AT_ONCE = 1_000


def number(scope: Scope, who: ColumnElement[bool]) -> int:
    """Exactly how many people they are."""
    query = select(func.count()).select_from(Constituent)
    return db.session.scalar(query.where(Constituent.workspace_id == scope.workspace.id, who)) or 0


def table(
    scope: Scope, who: ColumnElement[bool], *, sort: Sort, shown: Collection[Column], note: str
) -> Iterator[Sequence[Cell]]:
    """The head and one row for each of these people, read as a stream.

    Whether somebody can be emailed is always in it, shown or not; `note` stands as the last head.
    """
    columns = [
        column for column in Column if column in {*shown, Column.LOOKUP, Column.KIND, Column.CAN_EMAIL}
    ]
    yield _head(columns, note)
    for ids in _ids(scope, who, sort):
        for line in details(scope, ids, columns):
            yield _row(scope, line, columns)


def whole_table(scope: Scope, who: ColumnElement[bool], *, sort: Sort, note: str) -> Iterator[Sequence[Cell]]:
    """The head and one row for each of these people: the record in columns that an import knows."""
    yield [*HEADERS, note]
    for ids in _ids(scope, who, sort):
        records = existing(scope.workspace.id, ids)
        for who_it_is in ids:
            if who_it_is in records:
                yield list(flat(records[who_it_is]))


def _ids(scope: Scope, who: ColumnElement[bool], sort: Sort) -> Iterator[list[int]]:
    key = (Listing(scope.workspace, order=ORDERS[sort.column]).column, Constituent.id)
    found = select(Constituent.id).where(Constituent.workspace_id == scope.workspace.id, who)
    ordered = found.order_by(*(column.desc() if sort.falling else column.asc() for column in key))
    for rows in db.session.execute(ordered.execution_options(yield_per=AT_ONCE)).partitions():
        yield [row.id for row in rows]


def _head(columns: Sequence[Column], note: str) -> list[Cell]:
    return ["Name", "Status", *heads(columns), note]


def _row(scope: Scope, line: Line, columns: Sequence[Column]) -> list[Cell]:
    return [line.name, _status(line), *cells(scope, line, columns)]


def _status(line: Line) -> str:
    return "deceased" if line.is_deceased else "active" if line.is_active else "inactive"


def file_name(what: str, today: date) -> str:
    """The name of the file, which tells its filter and its day; without its ending."""
    return f"constituents-{slug(what)}-{today.isoformat()}"
