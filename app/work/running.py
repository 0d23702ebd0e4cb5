"""Doing a piece of work: chunk after chunk, each in one short transaction, until it ends or has to yield."""

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from app.db import db, reading
from app.gathering import gathering as gathered
from app.work import leases
from app.work.domain.lease import Ending, Lease, LostLease, Progress, Refused
from app.work.domain.pace import GATHERED, MANY_WRITERS, ONE_WRITER, Pace
from app.work.garbage import seldom_collecting

MOST_TRIES = 12
UNEXPECTED = (
    "Something went wrong that Kith did not expect. What was done so far is kept; you can try to go on."
)
INTERRUPTED = "This was interrupted many times without getting further. What was done so far is kept."
UNEXPECTED_ANEW = "Something went wrong that Kith did not expect. Nothing was kept; you can try again."
INTERRUPTED_ANEW = "This was interrupted many times without getting further. Nothing was kept."

Step = Callable[[int], Progress]
"""Does one chunk of at most so many rows through `db.session`. It may flush, and never commits."""

Thought = TypeVar("Thought")


@dataclass(frozen=True, slots=True)
class Staged(Generic[Thought]):
    """A step in two parts, for work that writes nothing but its own rows.

    `think` reads and decides about so many rows before the one writer's place is taken, in a transaction of
    its own that only reads; `write` stores what was thought. What is thought must be plain values, and what
    others may write in between must not matter.
    """

    think: Callable[[int], Thought]
    write: Callable[[Thought], Progress]


@dataclass(frozen=True, slots=True)
class Gathering:
    """A step whose writes are gathered on SQLite, so that others are kept from writing only while they are
    sent. Whoever wrote meanwhile comes first: then nothing of the step comes to pass, `again` makes it forget
    what it did since it was called, and it is called once more.
    """

    step: Step
    again: Callable[[], None]


_log = logging.getLogger(__name__)


def _nothing(_lease: Lease, _ending: Ending) -> None:
    pass


def _no_more(_workspace_id: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Handler:
    """How one kind of work is done.

    `begin` finds the place where the work stands and returns the step; what it keeps between chunks must be
    plain values. `at_end` runs in the transaction that ends the work, with FINISHED, STOPPED or FAILED.
    `afterwards` runs when finished work is committed, in a transaction of its own: nothing rests on it.
    `keeps` tells whether work that fails leaves what it did so far, or `at_end` clears it away.
    """

    begin: Callable[[Lease], Step | Staged[Any] | Gathering]
    at_end: Callable[[Lease, Ending], None] = _nothing
    afterwards: Callable[[int], object] = _no_more
    keeps: bool = True


def run(lease: Lease, handler: Handler, *, is_leaving: Callable[[], bool] = lambda: False) -> Ending:
    """Do the work of `lease`, and commit each chunk. `is_leaving` tells that the process goes down."""
    try:
        return _run_or_fail(lease, handler, is_leaving)
    except LostLease:
        db.session.rollback()
        _log.warning("work was taken over by another worker", extra=_about(lease))
    except (OperationalError, InterfaceError) as error:
        _yield_after(lease, error)
    return Ending.YIELDED


def _run_or_fail(lease: Lease, handler: Handler, is_leaving: Callable[[], bool]) -> Ending:
    try:
        return _run(lease, handler, is_leaving)
    except Refused as refusal:
        words = str(refusal)
    except Exception as error:
        if isinstance(error, LostLease) or _will_pass(error):
            raise
        _log.error("work failed", exc_info=error, extra=_about(lease))
        words = UNEXPECTED if handler.keeps else UNEXPECTED_ANEW
    return _fail(lease, handler, words)


def pace(step: Step | Staged[Any] | Gathering | None = None) -> Pace:
    """The pace that suits the session's database, and the step."""
    if db.engine.dialect.name != "sqlite":
        return MANY_WRITERS
    return GATHERED if isinstance(step, Gathering | Staged) else ONE_WRITER


def _run(lease: Lease, handler: Handler, is_leaving: Callable[[], bool]) -> Ending:
    if lease.tries > MOST_TRIES:
        raise Refused(INTERRUPTED if handler.keeps else INTERRUPTED_ANEW)
    step = handler.begin(lease)
    rhythm = pace(step)
    db.session.rollback()
    size = rhythm.least
    with seldom_collecting():
        while not is_leaving():
            done = _chunk(lease, handler, step, size)
            if done.ending is not None:
                return done.ending
            size = rhythm.next_size(done.size, done.seconds)
            time.sleep(rhythm.pause)
    leases.give_back(lease)
    db.session.commit()
    return Ending.YIELDED


@dataclass(frozen=True, slots=True)
class _Chunk:
    """How the work ended, if it did, and for how many seconds the lock was held for how many rows."""

    ending: Ending | None
    seconds: float
    size: int


def _chunk(lease: Lease, handler: Handler, step: Step | Staged[Any] | Gathering, size: int) -> _Chunk:
    match step:
        case Gathering():
            return _gathered(lease, handler, step, size)
        case Staged():
            return _transaction(lease, handler, _thought_out(step, size), size)
        case _:
            return _transaction(lease, handler, partial(step, size), size)


def _gathered(lease: Lease, handler: Handler, gathering: Gathering, size: int) -> _Chunk:
    """The same beside others who write: twice in the hope that none of them does, then before them all."""
    least = pace().least
    for many in (size, least) if db.engine.dialect.name == "sqlite" else ():
        try:
            with reading():
                return _transaction(lease, handler, partial(gathering.step, many), many, is_gathering=True)
        except OperationalError as error:
            if not _was_overtaken(error):
                raise
            db.session.rollback()
            db.session.expunge_all()
            gathering.again()
            size = least
    return _transaction(lease, handler, partial(gathering.step, size), size)


def _transaction(
    lease: Lease, handler: Handler, do: Callable[[], Progress], size: int, *, is_gathering: bool = False
) -> _Chunk:
    """One transaction: a chunk, or the end of the work."""
    with gathered(db.session()) if is_gathering else nullcontext() as writes:
        ending = Ending.STOPPED if leases.hold(lease) else None
        started = time.monotonic()
        if ending is None:
            progress = do()
            leases.beat(lease, progress.done)
            ending = Ending.FINISHED if progress.finished else None
        if ending is not None:
            handler.at_end(lease, ending)
            (leases.finish if ending is Ending.FINISHED else leases.stop)(lease)
    db.session.commit()
    db.session.expunge_all()
    held_since = writes.since if writes and writes.since else started
    return _Chunk(ending, time.monotonic() - held_since, size)


def _was_overtaken(error: OperationalError) -> bool:
    """Whether somebody else wrote since this transaction began, or writes now."""
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _thought_out(step: Staged[Thought], size: int) -> Callable[[], Progress]:
    """The second part of a step, when the first is done."""
    with reading():
        thought = step.think(size)
        db.session.rollback()
    db.session.expunge_all()
    return partial(step.write, thought)


def _fail(lease: Lease, handler: Handler, words: str) -> Ending:
    db.session.rollback()
    leases.hold(lease)
    try:
        with db.session.begin_nested():
            handler.at_end(lease, Ending.FAILED)
    except Exception as error:
        _log.error("work could not end well", exc_info=error, extra=_about(lease))
    leases.fail(lease, words)
    db.session.commit()
    return Ending.FAILED


def _yield_after(lease: Lease, error: DBAPIError) -> None:
    """End the chunk, and let the work be tried again later."""
    db.session.rollback()
    _log.warning("work has to wait", exc_info=error, extra=_about(lease))
    try:
        leases.give_back(lease)
        db.session.commit()
    except (DBAPIError, LostLease):  # its heartbeat will grow old, which says the same
        db.session.rollback()


def _will_pass(error: Exception) -> bool:
    """Whether this is trouble of the moment: a locked database, a full disk, a lost connection."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_BUSY)
    return code & 0xFF != sqlite3.SQLITE_ERROR  # that one means a wrong statement


def _about(lease: Lease) -> dict[str, object]:
    return {"fields": {"workspace": lease.workspace_id, "work": lease.work_id, "kind": lease.kind}}
