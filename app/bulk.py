"""Many rows in one statement of the driver's own.

SQLAlchemy looks at every value of every row of an `executemany`, which costs more than the database does.
Here that is done once for each table, and a row becomes a tuple. PostgreSQL takes the columns as arrays, in
one statement as well: COPY is not for tables with row-level security.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import JSON, Column, Connection, Dialect, Enum, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

Row = Mapping[str, Any]
Turn = Callable[[Any], Any]
"""What makes the driver's value of ours."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A statement with its parameters, ready to be sent; making it needs no database."""

    statement: str
    parameters: Any


def insert(table: Table, rows: Sequence[Row], dialect: Dialect, *, or_leave: bool = False) -> Packed:
    """The statement that adds these rows; a column that the first row does not name gets its default.

    With `or_leave` a row whose key is there already is left out.
    """
    named = tuple(rows[0])
    names = named + tuple(
        column.name for column in table.columns if column.default is not None and column.name not in rows[0]
    )
    given = _filled(table, rows, named, names)
    return _packed(_insertion(table, names, dialect.name, or_leave), table, names, given, dialect)


def update(table: Table, key: Sequence[str], rows: Sequence[Row], dialect: Dialect) -> Packed:
    """The statement that writes what rows say of the same columns, each where its `key` is."""
    values = tuple(name for name in rows[0] if name not in key)
    names = (*values, *key)
    statement = _updating(table, values, tuple(key), dialect.name)
    return _packed(statement, table, names, _filled(table, rows, names, names), dialect)


def send(connection: Connection, packed: Packed) -> None:
    """Carry it out."""
    connection.exec_driver_sql(packed.statement, packed.parameters)


def _filled(
    table: Table, rows: Sequence[Row], named: tuple[str, ...], names: tuple[str, ...]
) -> Iterable[tuple[Any, ...]]:
    fallen_back = tuple(_default(table.columns[name]) for name in names[len(named) :])
    stated = [tuple(map(row.__getitem__, named)) for row in rows]
    return (each + fallen_back for each in stated) if fallen_back else stated


def _default(column: Column[Any]) -> Any:
    """The one value for all rows, which cannot be part of what tells them apart."""
    default: Any = column.default
    assert default.is_scalar or not column.primary_key, f"{column} is to be named in every row"
    return default.arg if default.is_scalar else default.arg(None)


def _packed(
    statement: str, table: Table, names: tuple[str, ...], rows: Iterable[tuple[Any, ...]], dialect: Dialect
) -> Packed:
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place, name in enumerate(names):
        if turn := _turn(table.columns[name].type, dialect.name, dialect):
            columns[place] = [None if value is None else turn(value) for value in columns[place]]
    if dialect.name == "postgresql":
        return Packed(statement, tuple(map(list, columns)))
    return Packed(statement, list(zip(*columns, strict=True)))


# --- values


_TURNS: dict[tuple[int, str], tuple[TypeEngine[Any], Turn | None]] = {}


def _turn(kind: TypeEngine[Any], name: str, dialect: Dialect) -> Turn | None:
    """What is done with a value that is not null; None where the driver takes it as it is."""
    known = _TURNS.get((id(kind), name))
    if known is None:
        known = _TURNS[id(kind), name] = (kind, _made(kind, dialect))  # the type lives on, and so its id
    return known[1]


def _made(kind: TypeEngine[Any], dialect: Dialect) -> Turn | None:
    own = kind.dialect_impl(dialect)
    if isinstance(own, JSON):
        return _to_text
    turn: Turn | None = own.bind_processor(dialect)
    return cache(turn) if turn and isinstance(own, Enum) else turn


_encode = json.JSONEncoder().encode


def _to_text(value: Any) -> str:
    """JSON as text; most lists of a row are empty."""
    return "[]" if value == [] else _encode(value)


# --- statements

_POSTGRES: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


@cache
def _insertion(table: Table, names: tuple[str, ...], dialect: str, or_leave: bool) -> str:
    into = f"INSERT INTO {table.name} ({', '.join(map(_quoted, names))})"
    end = " ON CONFLICT DO NOTHING" if or_leave else ""
    if dialect == "postgresql":
        return f"{into} SELECT {_cast(table, names)} FROM {_arrays(table, names)}{end}"  # noqa: S608
    return f"{into} VALUES ({', '.join('?' * len(names))}){end}"


@cache
def _updating(table: Table, values: tuple[str, ...], key: tuple[str, ...], dialect: str) -> str:
    own = table.name
    if dialect == "postgresql":
        cast = {name: _cast(table, (name,)) for name in values}
        written = ", ".join(f"{_quoted(name)} = {cast[name]}" for name in values)
        found = " AND ".join(f"{own}.{_quoted(name)} = given.{_quoted(name)}" for name in key)
        return f"UPDATE {own} SET {written} FROM {_arrays(table, (*values, *key))} WHERE {found}"  # noqa: S608
    written = ", ".join(f"{_quoted(name)} = ?" for name in values)
    found = " AND ".join(f"{_quoted(name)} = ?" for name in key)
    return f"UPDATE {own} SET {written} WHERE {found}"  # noqa: S608


def _quoted(name: str) -> str:
    return f'"{name}"'


def _arrays(table: Table, names: tuple[str, ...]) -> str:
    """The parameters as rows called `given`; JSON comes as text."""
    kinds = ", ".join(f"%s::{_array_of(table.columns[name])}[]" for name in names)
    return f"unnest({kinds}) AS given({', '.join(map(_quoted, names))})"


def _array_of(column: Column[Any]) -> str:
    if isinstance(column.type, JSON):
        return "text"
    return column.type.compile(dialect=_POSTGRES).partition(" COLLATE ")[0]


def _cast(table: Table, names: tuple[str, ...]) -> str:
    columns = [table.columns[name] for name in names]
    return ", ".join(
        f"given.{_quoted(column.name)}{'::jsonb' if isinstance(column.type, JSON) else ''}"
        for column in columns
    )
