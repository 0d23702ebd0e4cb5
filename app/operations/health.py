"""Can this process serve people right now?"""

import sqlite3
import threading
import time
from collections.abc import Callable, Sequence

from flask import Flask
from sqlalchemy import insert
from sqlalchemy.exc import DatabaseError, OperationalError

from app.accounts.models import SignInAttempt
from app.db import at_once, db, new_id, now
from app.operations import schema
from app.operations.folder import LEAST_FREE, free_share

REMEMBERED = 1.0
"""Seconds for which an answer is given again, so that strangers cannot keep the database busy."""

_lock = threading.Lock()
_answers: dict[int, tuple[float, Sequence[str]]] = {}


def failing(app: Flask) -> Sequence[str]:
    """The names of what is not right: `database`, `migrations`, `disk`; none when people can be served."""
    with _lock:
        at, answer = _answers.get(id(app), (0.0, ()))
        if time.monotonic() - at > REMEMBERED:
            answer = _failing(app)
            _answers[id(app)] = (time.monotonic(), answer)
        return answer


def _failing(app: Flask) -> Sequence[str]:
    checks: dict[str, Callable[[], bool]] = {
        "database": _is_writable,
        "migrations": schema.is_up_to_date,
        "disk": lambda: free_share(app.config["SETTINGS"].data) > LEAST_FREE,
    }
    return [name for name, check in checks.items() if not check()]


def _is_writable() -> bool:
    """Whether a row could be written; it is taken back. Where somebody is writing, one can."""
    try:
        with at_once(db.engine) as connection:
            connection.execute(insert(SignInAttempt).values(id=new_id(), key="probe", at=now()))
            connection.rollback()
    except OperationalError as error:
        return _is_busy(error.orig)
    except DatabaseError:
        return False
    return True


def _is_busy(error: BaseException | None) -> bool:
    return isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
