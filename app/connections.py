"""Connections to the database: the settings that the rules of durability and tenancy rest on."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from flask import current_app, has_request_context, request
from sqlalchemy import Connection, Engine, event

View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
APPLICATION_ROLE = "kith_app"
WRITER_PATIENCE = 10.0
"""Seconds that a writer waits for another one on SQLite."""
BUSY_TIMEOUT = "PRAGMA busy_timeout=10000"
_reading: ContextVar[bool] = ContextVar("reading", default=False)
_patience: ContextVar[float] = ContextVar("patience", default=WRITER_PATIENCE)


@contextmanager
def reading() -> Iterator[None]:
    """Commands inside only read: on SQLite they neither wait for a writer nor keep one waiting."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def only_reads(view: View) -> View:
    """Mark a view that is posted to, because what is asked is long, and that writes nothing."""
    view.only_reads = True  # type: ignore[attr-defined]
    return view


def is_look() -> bool:
    """Whether a request is being answered that may not write: then it waits for no writer either."""
    if not has_request_context():
        return False
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method in SAFE_METHODS or getattr(view, "only_reads", False)


@contextmanager
def at_once(engine: Engine) -> Iterator[Connection]:
    """A small write on a connection of its own, even in a request that reads.

    Raises OperationalError at once where somebody else is writing; commits at the end.
    """
    with hasty(0.0), engine.connect().execution_options(kith_writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def hasty(seconds: float) -> Iterator[None]:
    """Writers inside wait at most so long for another one on SQLite, then OperationalError is raised."""
    token = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(token)


def prepare(engine: Engine) -> None:
    """Give an engine the settings that the rules of durability and tenancy rest on."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_pragmas)
        event.listen(engine, "begin", _sqlite_begin)
    else:
        event.listen(engine, "connect", _become_application)


def _sqlite_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged unsubscribe must survive power loss
        "secure_delete=ON",
        "trusted_schema=OFF",
        "recursive_triggers=ON",  # else INSERT OR REPLACE deletes a line of a ledger and asks no trigger
        "journal_size_limit=67108864",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(BUSY_TIMEOUT)


def _sqlite_begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another wrote in between.
    if (_reading.get() or is_look()) and not connection.get_execution_options().get("kith_writes"):
        connection.exec_driver_sql("BEGIN")
    else:
        _begin_writing(connection, connection.connection.dbapi_connection)


def _begin_writing(connection: Connection, raw: Any) -> None:
    """Wait for the one writer's place, asking often.

    SQLite's own waiting asks ever more seldom, so that background work, which comes back after a short pause,
    would win again and again against staff who want to save.
    """
    raw.execute("PRAGMA busy_timeout=0")
    until = time.monotonic() + _patience.get()
    try:
        while time.monotonic() < until:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    break
            time.sleep(0.004)
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # the last try raises as SQLAlchemy does
    finally:
        raw.execute(BUSY_TIMEOUT)


def _become_application(connection: Any, _record: object) -> None:
    """Drop to the role that row-level security binds, where it exists (it is made by the first migration)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (APPLICATION_ROLE,))
        if cursor.fetchone():
            cursor.execute(f"SET ROLE {APPLICATION_ROLE}")
        # To compile a statement that asks every gate takes it seconds, to carry it out a tenth of that.
        cursor.execute("SET jit = off")
    connection.commit()
