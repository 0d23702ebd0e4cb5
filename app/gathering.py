"""Writes that wait for each other, so that others are kept from writing only while these are sent.

SQLite has one writer. Inside `gathering` what is to be written is put together first, and all of it is sent
at the end, or as soon as anything reads a table that it concerns: nobody can tell the difference.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql import visitors

Send = Callable[[], object]
_KEY = "gathered"


@dataclass(slots=True)
class Gathered:
    """What waits to be sent, and which tables it concerns. `since` is when the first of it was sent."""

    waiting: list[Send] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    since: float | None = None

    def send(self) -> None:
        """Carry out all that waits, in its order."""
        self.since = self.since or time.monotonic()
        waiting, self.waiting = self.waiting, []
        self.tables.clear()
        for write in waiting:
            write()


@contextmanager
def gathering(session: Session) -> Iterator[Gathered]:
    """Writes inside wait. What is left in the end is sent; after an error it is forgotten."""
    gathered = session.info[_KEY] = Gathered()
    try:
        yield gathered
        gathered.send()
    finally:
        del session.info[_KEY]


def write(session: Session, table: str, send: Send) -> None:
    """Call `send`, which writes this table: now, or later where writes are gathered."""
    gathered: Gathered | None = session.info.get(_KEY)
    if gathered is None:
        send()
    else:
        gathered.waiting.append(send)
        gathered.tables.add(table)


def waits(session: Session) -> bool:
    """Whether writes are gathered."""
    return _KEY in session.info


@event.listens_for(Session, "do_orm_execute")
def _send_before(state: ORMExecuteState) -> None:
    gathered: Gathered | None = state.session.info.get(_KEY)
    if gathered and gathered.waiting and _bears_on(state, gathered.tables):
        gathered.send()


@event.listens_for(Session, "before_flush")
def _send_before_flush(session: Session, _context: object, _instances: object) -> None:
    gathered: Gathered | None = session.info.get(_KEY)
    if gathered and gathered.waiting:
        gathered.send()


def _bears_on(state: ORMExecuteState, tables: set[str]) -> bool:
    """Whether a statement writes, or reads one of these tables; one that names none may read any."""
    if not state.is_select:
        return True
    named = set(_tables(state.statement))
    return not named or not named.isdisjoint(tables)


def _tables(statement: Any) -> Iterator[str]:
    for element in visitors.iterate(statement):
        table = element if isinstance(element, Table) else getattr(element, "table", None)
        while table is not None and not isinstance(table, Table):
            table = getattr(table, "element", None)
        if table is not None:
            yield table.name
