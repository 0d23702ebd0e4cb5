"""Everything about one person in one statement: lists of rows as columns of a row, typed as in a query.

A statement that is about one constituent names the workspace and the person by `HERE` and `WHO`, so that it
is built once and asked for everybody.
"""

from collections import namedtuple
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    Enum,
    bindparam,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.columns import UtcDateTime
from app.db import db

HERE = bindparam("workspace_id", type_=BigInteger)
WHO = bindparam("constituent_id", type_=BigInteger)


def about(table: Any) -> tuple[ColumnElement[bool], ...]:
    """What the rows of one person have in common."""
    return table.workspace_id == HERE, table.constituent_id == WHO


def ask(statement: Any, workspace_id: int, constituent_id: int, **more: Any) -> Any:
    """The one row of a statement about this person, or None."""
    values = {"workspace_id": workspace_id, "constituent_id": constituent_id, **more}
    return db.session.execute(statement, values).one_or_none()


def rows(query: Any) -> ColumnElement[list[Any]]:
    """All rows of a query, whose columns have names, as one column: a list of named tuples in its order."""
    inner = query.subquery()
    columns = list(inner.c)
    kind = Rows(tuple(column.key for column in columns), tuple(_reader(column.type) for column in columns))
    gathered = _Gathered(_Packed(*(_nestable(column) for column in columns)))
    gathered.type = kind
    return select(gathered).select_from(inner).scalar_subquery()


# --- typed on the way out

Reader = Callable[[Any], Any]


class Rows(TypeDecorator[list[Any]]):
    """A list of rows with these names, each value read by the reader of its column."""

    impl = JSON
    cache_ok = True

    def __init__(self, names: tuple[str, ...], readers: tuple[Reader | None, ...]) -> None:
        super().__init__()
        self.names, self.readers = names, readers

    def process_result_value(self, value: list[list[Any]] | None, dialect: Dialect) -> list[Any]:
        make, readers = _named(self.names), self.readers
        return [make(*map(_read, row, readers)) for row in value or ()]


@cache
def _named(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names)


def _read(value: Any, reader: Reader | None) -> Any:
    return value if value is None or reader is None else reader(value)


def _reader(kind: TypeEngine[Any]) -> Reader | None:
    match kind:
        case Enum() if kind.enum_class:
            return kind.enum_class
        case UtcDateTime() | DateTime():
            return _instant
        case Date():
            return date.fromisoformat
        case Boolean():
            return bool
        case _:
            return None


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


# --- the same in both dialects


class _Packed(FunctionElement[Any]):
    """The values of one row as a JSON array."""

    inherit_cache = True


class _Gathered(FunctionElement[Any]):
    """The rows as one JSON array; an empty one where there are none."""

    inherit_cache = True


def _nestable(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return _Json(column) if isinstance(column.type, JSON) else column


class _Json(FunctionElement[Any]):
    """Stored JSON as JSON, not as text that looks like it."""

    inherit_cache = True


def _say(element: type[FunctionElement[Any]], sqlite: str, postgres: str) -> None:
    for dialect, form in (("sqlite", sqlite), ("postgresql", postgres)):

        def compiled(it: Any, compiler: Any, form: str = form, **options: Any) -> str:
            return form.format(compiler.process(it.clauses, **options))

        compiles(element, dialect)(compiled)


_say(_Packed, "json_array({})", "json_build_array({})")
_say(_Gathered, "json_group_array({})", "coalesce(json_agg({}), '[]'::json)")
_say(_Json, "json({})", "{}")
