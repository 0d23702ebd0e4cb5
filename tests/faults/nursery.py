"""A process that imports the application once and forks workers, so that a killed one is soon replaced.

Started as `python -m tests.faults.nursery MODULE:FUNCTION`, where the function registers handlers. Each line
on standard input asks for one thing: `fork` answers a process id, `kill PID` kills and reaps, `end PID` sends
SIGTERM, `wait PID SECONDS` answers the exit status or `alive`.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from importlib import import_module

from app import server  # noqa: F401 - imported before the fork
from app.factory import create_app
from app.jobs import worker


def main(place: str) -> None:
    module, _, function = place.partition(":")
    register: Callable[[], None] = getattr(import_module(module), function)
    for line in sys.stdin:
        verb, *words = line.split()
        sys.stdout.write(f"{answer(verb, [float(word) for word in words], register)}\n")
        sys.stdout.flush()


def answer(verb: str, words: list[float], register: Callable[[], None]) -> object:
    match verb:
        case "fork":
            return os.fork() or work(register)
        case "kill":
            os.kill(int(words[0]), signal.SIGKILL)
            return os.waitpid(int(words[0]), 0)[1]
        case "end":
            os.kill(int(words[0]), signal.SIGTERM)
            return "told"
        case "wait":
            return wait(int(words[0]), words[1])
    raise ValueError(verb)


def wait(pid: int, seconds: float) -> object:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    return "alive"


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
    main(sys.argv[1])
