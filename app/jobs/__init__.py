"""Who does the background work: the queue is the doorbell, the rows of `app.work` are the truth."""

import os
import secrets
import socket
import threading
import time
from collections.abc import Sequence

from flask import Flask, current_app, has_app_context

from app.accounts.queries import locale_of
from app.db import bind, db, keep_statistics
from app.jobs.doorbell import Doorbell
from app.words import speaking
from app.work import bell, leases, queries
from app.work.domain.lease import Ending, Lease
from app.work.domain.state import WorkState
from app.work.running import Handler, run

HANDLERS: dict[str, Handler] = {}
"""How each kind of work is done; the application's factory fills it."""

PATIENCE = 20
"""How often a command tries to go on with work that the database does not let it write."""

_EXTENSION = "kith-jobs"


def owner() -> str:
    """How a worker of this process signs its leases: machine, process, and one word for each lease."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def init_app(app: Flask) -> None:
    """Let committed work ring this application's doorbell, unless its configuration has `RING` off."""
    app.config.setdefault("RING", True)
    app.extensions[_EXTENSION] = Doorbell(app.config["SETTINGS"])
    bell.answer(_ring)


def doorbell(app: Flask) -> Doorbell:
    """The doorbell of this application."""
    found: Doorbell = app.extensions[_EXTENSION]
    return found


def _ring(workspace_id: int, work_id: int) -> None:
    if current_app.config["RING"]:
        doorbell(current_app).ring(workspace_id, work_id)


def work_on(
    app: Flask, workspace_id: int, work_id: int, *, leaving: threading.Event | None = None
) -> Ending | None:
    """Do one piece of work now, in its own session; None when it is over or somebody has it."""
    with app.app_context():
        bind(workspace_id)
        lease = leases.take(workspace_id, work_id, owner())
        db.session.commit()
        if lease is None:
            return None
        with speaking(locale_of(workspace_id)):
            return _do(lease, leaving)


def _do(lease: Lease, leaving: threading.Event | None) -> Ending:
    handler = HANDLERS[lease.kind]
    ending = run(lease, handler, is_leaving=leaving.is_set if leaving else lambda: False)
    if ending is Ending.FINISHED:
        handler.afterwards(lease.workspace_id)
        keep_statistics()
        db.session.commit()
    return ending


def finish(app: Flask, workspace_id: int, work_id: int) -> WorkState:
    """See a piece of work to its end: do it here, or wait for the worker that has it.

    Answers a living state when the database could not be written `PATIENCE` times in a row. Raises
    `RuntimeError` inside an open transaction, since SQLite lets only one write.
    """
    if has_app_context() and db.session().in_transaction():
        raise RuntimeError("commit before you wait for background work")
    yielded = 0
    while True:
        ending = work_on(app, workspace_id, work_id)
        yielded = yielded + 1 if ending is Ending.YIELDED else 0
        with app.app_context():
            bind(workspace_id)
            work = queries.get(workspace_id, work_id)
            state = work.state if work else WorkState.FAILED
        if not state.is_alive or yielded == PATIENCE:
            return state
        time.sleep(0.2)


def drain(app: Flask) -> int:
    """Do all work that waits in any workspace; returns how many pieces were taken."""
    taken = 0
    while found := _waiting(app):
        taken += sum(work_on(app, *key) is not None for key in found)
    return taken


def _waiting(app: Flask) -> Sequence[tuple[int, int]]:
    with app.app_context():
        return queries.waiting()


def sweep(app: Flask, *, is_first: bool = False) -> int:
    """Ring again for work that nobody has heard of, and for that of dead workers; returns for how many.

    A worker's first sweep rings for all that waits, as what rang before may have died with its predecessor.
    """
    with app.app_context():
        freed = leases.free_dead(_is_alive) if app.config["SETTINGS"].is_sqlite else []
        found = queries.waiting() if is_first else queries.stale()
        db.session.commit()
    if not freed and doorbell(app).is_ringing():
        return 0
    wanted = {*freed, *found}
    for key in wanted:
        doorbell(app).ring(*key)
    return len(wanted)


def _is_alive(owner: str) -> bool:
    """Whether the process of that name still runs, as far as can be seen: not into another container."""
    host, pid, _ = owner.split(":")
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
