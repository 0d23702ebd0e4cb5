"""A process that imports the application once and forks workers, so that a killed one is soon replaced.

Started as `python -m tests.faults.nursery`. Each line on standard input asks for one thing: `fork PLACE`
answers a process id, PLACE ("module:function") being what makes the worker ready; `kill PID` kills and reaps;
`end PID` sends SIGTERM; `wait PID SECONDS` answers the exit status or `alive`.

`doom PLACE T S` forks one that does all that waits, and kills itself in the Tth transaction it would commit:
before its Sth statement, or else before the commit. It answers the exit status.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import configure_mappers

from app import jobs, server  # noqa: F401 - imported before the fork
from app.db import db
from app.factory import create_app
from app.jobs import worker


def main() -> None:
    configure_mappers()  # as the imports: once for all
    for line in sys.stdin:
        verb, *words = line.split()
        sys.stdout.write(f"{answer(verb, words)}\n")
        sys.stdout.flush()


def answer(verb: str, words: list[str]) -> object:
    match verb, *words:
        case "fork", place:
            return os.fork() or work(called(place))
        case "kill", pid:
            os.kill(int(pid), signal.SIGKILL)
            return os.waitpid(int(pid), 0)[1]
        case "end", pid:
            os.kill(int(pid), signal.SIGTERM)
            return "told"
        case "wait", pid, seconds:
            return wait(int(pid), float(seconds))
        case "doom", place, transaction, statement:
            application()
            return wait(os.fork() or work_until(int(transaction), int(statement), called(place)), 60)
    raise ValueError(verb)


def called(place: str) -> Callable[[], None]:
    module, _, function = place.partition(":")
    found: Callable[[], None] = getattr(import_module(module), function)
    return found


def wait(pid: int, seconds: float) -> object:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    return "alive"


@cache
def application() -> Flask:
    """Made before the fork, when it has no connection yet."""
    return create_app()


def work_until(transaction: int, statement: int, register: Callable[[], None]) -> int:
    """What a doomed worker does."""
    app = application()
    register()
    at = [1, 0]

    def begin(*_: Any) -> None:
        at[1] = 0

    def execute(*_: Any) -> None:
        at[1] += 1
        if at == [transaction, statement]:
            os.kill(os.getpid(), signal.SIGKILL)

    def commit(*_: Any) -> None:
        if at[0] == transaction:
            os.kill(os.getpid(), signal.SIGKILL)
        at[0] += 1

    with app.app_context():
        for name, hear in (("begin", begin), ("before_cursor_execute", execute), ("commit", commit)):
            event.listen(db.engine, name, hear)
    jobs.drain(app)
    os._exit(0)


def work(register: Callable[[], None]) -> None:
    """What a forked worker does until it is killed, told to leave, or alone because a test failed."""
    os.close(0)
    parent = os.getppid()
    leave: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: leave.append(1))
    app = create_app()
    register()
    with worker.working(app, threads=1):
        while not leave and os.getppid() == parent:
            time.sleep(0.02)
    os._exit(0)


if __name__ == "__main__":
    main()
