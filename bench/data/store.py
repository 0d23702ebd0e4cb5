"""Rows straight into the tables of the schema: `executemany` on SQLite, and from there COPY to PostgreSQL."""

import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from app.db import Base, now
from app.schema import metadata

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a row of one table becomes values for the driver."""

    names: tuple[str, ...]
    defaults: tuple[Any, ...]
    turns: tuple[tuple[int, Callable[[Any], Any]], ...]

    @classmethod
    def of(cls, kind: type[Base]) -> "Shape":
        columns: Any = list(kind.__table__.columns)
        dialect = sqlite.dialect()
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


class Store:
    """A file of SQLite, written without waiting for the disk: what a power failure damages is made again."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.shapes: dict[type[Base], Shape] = {}
        for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-800000", "temp_store=MEMORY"):
            self.connection.execute(f"PRAGMA {pragma}")
        self.connection.execute("BEGIN")

    def write(self, kind: type[Base], rows: list[dict[str, Any]]) -> None:
        """Add the rows; a column that a row does not name gets the model's default."""
        shape = self.shapes.setdefault(kind, Shape.of(kind))
        marks = ", ".join("?" * len(shape.names))
        names = ", ".join(f'"{name}"' for name in shape.names)
        statement = f'INSERT INTO "{_name(kind)}" ({names}) VALUES ({marks})'
        self.connection.executemany(statement, map(shape.values, rows))

    def settle(self) -> None:
        """Everything is written: keep it, and tell the planner what there is."""
        self.connection.execute("COMMIT")
        with closing(self.connection) as connection:
            connection.execute("PRAGMA analysis_limit=1000")
            connection.execute("ANALYZE")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def copy_all(file: Path, url: str) -> None:
    """Every row of the file into the same tables of PostgreSQL, as its owner.

    The values need no turning, as COPY reads text; keys are not checked, being right in the file.
    """
    with closing(sqlite3.connect(file)) as source, psycopg.connect(url) as target:
        target.execute("SET session_replication_role = replica")
        target.execute("SET timezone = 'UTC'")
        with _indexed_afterwards(target):
            for table in metadata.sorted_tables:
                _copy(source, target, table)
        target.commit()
        target.autocommit = True
        target.execute("VACUUM ANALYZE")
        target.execute("CHECKPOINT")


@contextmanager
def _indexed_afterwards(target: psycopg.Connection) -> Iterator[None]:
    """Without indexes but those of keys while rows are added: building them at the end is faster."""
    found = target.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
        "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    ).fetchall()
    for name, _ in found:
        target.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    yield
    target.execute("SET maintenance_work_mem = '512MB'")
    for name, definition in found:
        print(f"\r\033[Kindexing {name}", end="", file=sys.stderr)
        target.execute(definition)


def _copy(source: sqlite3.Connection, target: psycopg.Connection, table: Table) -> None:
    names = [column.name for column in table.columns]
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    quoted = ", ".join(f'"{name}"' for name in names)
    print(f"\r\033[Kcopying {table.name}", end="", file=sys.stderr)
    with target.cursor() as cursor, cursor.copy(command) as copy:
        for row in source.execute(f'SELECT {quoted} FROM "{table.name}"'):
            copy.write_row(row)


def _name(kind: type[Base]) -> str:
    table: Any = kind.__table__
    assert isinstance(table, Table)
    return str(table.name)
