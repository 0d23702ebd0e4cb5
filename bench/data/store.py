"""Rows straight into the tables of the schema: `executemany` on SQLite, COPY on PostgreSQL."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite

from app.db import Base, now

Row = Mapping[str, Any]


class Store(Protocol):
    """Where rows go."""

    def write(self, kind: type[Base], rows: list[dict[str, Any]]) -> None:
        """Add the rows; a column that a row does not name gets the model's default."""

    def settle(self) -> None:
        """Everything is written: keep it, and tell the planner what there is."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a row of one table becomes values for the driver."""

    names: tuple[str, ...]
    defaults: tuple[Any, ...]
    turns: tuple[tuple[int, Callable[[Any], Any]], ...]

    @classmethod
    def of(cls, kind: type[Base], dialect: Dialect) -> "Shape":
        columns: Any = list(kind.__table__.columns)
        found = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
        turns = tuple((place, turn) for place, turn in enumerate(found) if turn)
        return cls(tuple(column.name for column in columns), tuple(map(_default, columns)), turns)

    def values(self, row: Row) -> list[Any]:
        values = list(map(row.get, self.names, self.defaults))
        for place, turn in self.turns:
            if values[place] is not None:
                values[place] = turn(values[place])
        return values


def _default(column: Any) -> Any:
    if column.default is None:
        return None
    if column.default.is_scalar:
        return column.default.arg
    return now() if column.name.endswith("_at") else column.default.arg(None)


class SqliteStore:
    """The file, without waiting for the disk: what is lost in a power failure is made again."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.shapes: dict[type[Base], Shape] = {}
        for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-800000", "temp_store=MEMORY"):
            self.connection.execute(f"PRAGMA {pragma}")
        self.connection.execute("BEGIN")

    def write(self, kind: type[Base], rows: list[dict[str, Any]]) -> None:
        shape = self.shapes.setdefault(kind, Shape.of(kind, sqlite.dialect()))
        marks = ", ".join("?" * len(shape.names))
        names = ", ".join(f'"{name}"' for name in shape.names)
        statement = f'INSERT INTO "{_name(kind)}" ({names}) VALUES ({marks})'
        self.connection.executemany(statement, map(shape.values, rows))

    def settle(self) -> None:
        self.connection.execute("COMMIT")
        with closing(self.connection) as connection:
            connection.execute("PRAGMA analysis_limit=1000")
            connection.execute("ANALYZE")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class PostgresStore:
    """The server, as its owner, without checking what is true by construction."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url)
        self.shapes: dict[type[Base], Shape] = {}
        self.connection.execute("SET session_replication_role = replica")

    def write(self, kind: type[Base], rows: list[dict[str, Any]]) -> None:
        shape = self.shapes.setdefault(kind, Shape.of(kind, postgresql.psycopg.dialect()))
        columns = sql.SQL(", ").join(map(sql.Identifier, shape.names))
        command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(_name(kind)), columns)
        with self.connection.cursor() as cursor, cursor.copy(command) as copy:
            for row in rows:
                copy.write_row(shape.values(row))

    def settle(self) -> None:
        self.connection.commit()
        self.connection.autocommit = True
        with closing(self.connection) as connection:
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")


def _name(kind: type[Base]) -> str:
    table: Any = kind.__table__
    assert isinstance(table, Table)
    return str(table.name)


def write_all(store: Store, gathered: Mapping[type[Base], Iterable[dict[str, Any]]]) -> None:
    """Write what was gathered, table by table."""
    for kind, rows in gathered.items():
        store.write(kind, list(rows))
