"""Who does the background work: the queue is the doorbell, the rows of `app.work` are the truth."""

import os
import secrets
import socket
import threading
import time
from collections.abc import Sequence

from flask import Flask, current_app, has_app_context

from app.db import bind, db
from app.jobs.doorbell import Doorbell
from app.work import bell, leases, queries
from app.work.domain.lease import Ending
from app.work.domain.state import WorkState
from app.work.running import Handler, run

HANDLERS: dict[str, Handler] = {}
"""How each kind of work is done; the application's factory fills it."""

OWNER = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
_EXTENSION = "kith-jobs"


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
        lease = leases.take(workspace_id, work_id, OWNER)
        db.session.commit()
        if lease is None:
            return None
        return run(lease, HANDLERS[lease.kind], is_leaving=leaving.is_set if leaving else lambda: False)


def finish(app: Flask, workspace_id: int, work_id: int) -> WorkState:
    """See a piece of work to its end: do it here, or wait for the worker that has it.

    Raises `RuntimeError` inside an open transaction, since SQLite lets only one write.
    """
    if has_app_context() and db.session().in_transaction():
        raise RuntimeError("commit before you wait for background work")
    while True:
        work_on(app, workspace_id, work_id)
        with app.app_context():
            bind(workspace_id)
            work = queries.get(workspace_id, work_id)
            state = work.state if work else WorkState.FAILED
        if not state.is_alive:
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


def sweep(app: Flask) -> int:
    """Ring again for work that nobody has heard of; returns for how many pieces."""
    if doorbell(app).is_ringing():
        return 0
    with app.app_context():
        found = queries.stale()
    for key in found:
        doorbell(app).ring(*key)
    return len(found)
