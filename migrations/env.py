"""How migrations run: on their own engine, as the owner, with SQLite's foreign keys off and checked after."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import JSON, Connection, Enum, create_engine, event, pool
from sqlalchemy.types import TypeDecorator

from app import schema
from app.db import UtcDateTime


def render_item(kind: str, item: object, _context: AutogenContext) -> str | bool:
    """Write our own column types as the plain types they store: migrations import nothing of the app."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):  # the closed set lives in the code, not in the schema
        return f"sa.String(length={item.length})"
    if kind == "type" and isinstance(item, JSON):
        return "JSON"
    if kind == "type" and isinstance(item, TypeDecorator):
        raise TypeError(f"say how {item!r} is written in a migration")
    return False


def migrate(connection: Connection) -> None:
    options: dict[str, Any] = {
        "target_metadata": schema.metadata,
        "render_as_batch": True,
        "render_item": render_item,
        "compare_type": True,
    }
    context.configure(connection=connection, **options)
    with context.begin_transaction():
        context.run_migrations()
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration would leave {len(broken)} broken references: {broken[:3]}")


def _plain(connection: Any, _record: object) -> None:
    # With foreign keys on, rebuilding a table would delete the rows that refer to it.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA busy_timeout=10000")
    connection.execute("PRAGMA journal_mode=WAL")


engine = create_engine(current_app.config["OWNER_URL"], poolclass=pool.NullPool)
if engine.dialect.name == "sqlite":
    event.listen(engine, "connect", _plain)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
with engine.begin() as connection:
    migrate(connection)
