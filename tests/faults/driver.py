"""Lets workers work, kills them at random moments, and looks at what they left behind."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from app.config import ROOT


@dataclass(frozen=True, slots=True)
class Survival:
    """How a piece of work came through: kills, and seconds from the last start to its end."""

    kills: int
    seconds: float


class Nursery:
    """Forks workers; see tests/faults/nursery.py."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, words: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        assert answer, "the nursery died"
        return answer

    def fork(self, register: str) -> int:
        """A worker of whom `register` ("module:function") made what the test needs."""
        return int(self.ask(f"fork {register}"))

    def kill(self, pid: int) -> None:
        self.ask(f"kill {pid}")

    def doom(self, register: str, transaction: int = 0, statement: int = 0) -> bool:
        """Let one worker do all that waits, until this statement; whether it was killed."""
        status = int(self.ask(f"doom {register} {transaction} {statement}"))
        assert status in (0, -signal.SIGKILL), status
        return status != 0

    def end(self, pid: int, seconds: float = 10) -> int:
        """Ask a worker to leave, and answer its exit status."""
        self.ask(f"end {pid}")
        return int(self.ask(f"wait {pid} {seconds}"))


@contextmanager
def nursery(environment: Mapping[str, str]) -> Iterator[Nursery]:
    """A nursery whose workers work in this environment."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery"],
        cwd=ROOT,
        env={**os.environ, "KITH_LOG_LEVEL": "WARNING", **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            yield Nursery(process)
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # a test that failed has left workers behind


def survive(
    workers: Nursery,
    register: str,
    *,
    kills: int,
    seed: int,
    progress: Callable[[], object],
    is_done: Callable[[], bool],
    check: Callable[[], None],
    lifetime: float = 0.25,
    patience: float = 30,
) -> Survival:
    """Kill `kills` workers one after the other, then let one finish; `check` looks at the data each time.

    Some die while they start, the others up to `lifetime` seconds after `progress` has moved. Fails when the
    work was done before all have died, since nothing would be learned, and when nobody goes on within
    `patience` seconds.
    """
    chance = random.Random(seed)
    for number in range(kills):
        before = progress()
        pid = workers.fork(register)
        if chance.random() < 0.75:
            wait(lambda was=before: progress() != was, patience)
        time.sleep(chance.uniform(0, lifetime))
        workers.kill(pid)
        check()
        assert not is_done(), f"the work was done after {number} kills: give it more to do"
    started = time.monotonic()
    pid = workers.fork(register)
    wait(is_done, patience)
    assert workers.end(pid) == 0
    check()
    return Survival(kills, time.monotonic() - started)


def survive_moments(
    workers: Nursery, register: str, *, kills: int, seed: int, check: Callable[[], None]
) -> None:
    """Kill workers early in their work, then let one finish; `check` looks at the data each time.

    The moments are random and always the same; each costs no more than the work done until then.
    """
    chance = random.Random(seed)
    for number in range(kills):
        is_killed = workers.doom(register, chance.randint(2, 7), chance.randint(1, 40))
        check()
        assert is_killed, f"the work was done after {number} kills: give it more to do"
    assert not workers.doom(register)
    check()


def wait(until: Callable[[], bool], patience: float) -> None:
    """Return as soon as `until` is true; fail after `patience` seconds."""
    latest = time.monotonic() + patience
    while not until():
        assert time.monotonic() < latest, "nobody went on with the work"
        time.sleep(0.05)
