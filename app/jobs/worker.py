"""A huey consumer in threads of this process, and the sweeper that finds work whose worker died."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from huey.consumer import BaseProcess, Consumer

from app import jobs
from app.jobs import chores

SWEEP_EVERY = 5.0
CHORES_EVERY = 600.0
LISTEN_EVERY = 0.25
COME_BACK_WITHIN = 5.0
LEAVE_WITHIN = 5.0
"""Seconds: between sweeps, between chores, between looks into the queue file, between tries to reach a
Postgres that is away, and for a chunk to end when we leave."""

_log = logging.getLogger(__name__)
logging.getLogger("huey").setLevel(logging.WARNING)


class Sweeper(BaseProcess):
    """Stands in the place of huey's scheduler, which Kith has no use for."""

    process_name = "Sweeper"
    app: Flask
    is_first = True

    def __init__(self, huey: Any, stop_flag: threading.Event, interval: int, periodic: bool) -> None:
        super().__init__(huey, stop_flag)  # type: ignore[no-untyped-call]
        self._chores_at = time.monotonic() + CHORES_EVERY

    def loop(self, now: object = None) -> None:
        try:
            jobs.sweep(self.app, is_first=self.is_first)
            self.is_first = False
            chores.do_prompt(self.app)
            if time.monotonic() >= self._chores_at:
                self._chores_at = time.monotonic() + CHORES_EVERY
                chores.do_all(self.app)
        except Exception as error:  # the database may be away for a while
            _log.warning("could not look for waiting work, or do what is due", exc_info=error)
        self.stop_flag.wait(SWEEP_EVERY)


class _Consumer(Consumer):
    """Leaves signals to the process it lives in."""

    def _set_signal_handlers(self) -> None:
        pass


class Worker:
    """Background work in `threads` threads of this process."""

    def __init__(self, app: Flask, threads: int) -> None:
        self._leaving = threading.Event()
        jobs.doorbell(app).answer(
            lambda workspace_id, work_id: jobs.work_on(app, workspace_id, work_id, leaving=self._leaving)
        )
        consumer = type(
            "Consumer", (_Consumer,), {"scheduler_class": type("Sweep", (Sweeper,), {"app": app})}
        )
        self._consumer = consumer(
            jobs.doorbell(app).queue(),
            workers=threads,
            periodic=False,
            max_delay=LISTEN_EVERY if app.config["SETTINGS"].is_sqlite else COME_BACK_WITHIN,
            shutdown_timeout=LEAVE_WITHIN,
        )

    def start(self) -> None:
        """Begin to listen; returns at once."""
        self._consumer.start()

    def leave(self) -> None:
        """Take nothing new, and end what is open after its chunk; returns at once."""
        self._leaving.set()
        self._consumer.stop()

    def stop(self) -> None:
        """Leave, and return when all threads have ended."""
        self.leave()
        self._consumer.stop(graceful=True)


@contextmanager
def working(app: Flask, threads: int) -> Iterator[Worker]:
    """Work in the background as long as the context lasts."""
    worker = Worker(app, threads)
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()
        jobs.doorbell(app).close()
