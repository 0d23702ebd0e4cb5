"""Files that keep every no outside the database: one for each month, to which lines are only added.

Beside them stands for each workspace how far its ledger is kept. Whoever adds holds the folder's lock.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from app.consent.domain.refusals import Kept, from_line, to_line

PATIENCE = 2.0
"""Seconds that somebody who was answered may wait for another one who writes here; a chore comes later."""
MONTH = "%Y-%m"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a ledger is kept: the last line that was looked at, and how many people were erased."""

    sequence: int = 0
    line: int = 0
    erased: int = 0


def folder_of(data: Path) -> Path:
    """Where the files are, below the deployment's data."""
    return data / "refusals"


@contextmanager
def alone(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Nobody else adds meanwhile; raises `OSError` when somebody does for too long."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, until: float) -> None:
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise
            time.sleep(0.005)


def append(folder: Path, kept: Iterable[Kept], at: datetime) -> int:
    """Add these to the file of this month; they are on the disk on return. Answers how many."""
    lines = (to_line(each).encode() + b"\n" for each in kept)
    first = next(lines, b"")
    if not first:
        return 0
    path = folder / f"{at.strftime(MONTH)}.jsonl"
    is_new = not path.exists()
    number = 1
    with open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
        out.write((b"" if _ends_well(out.fileno()) else b"\n") + first)
        for number, line in enumerate(lines, 2):  # noqa: B007 - the last one counts them
            out.write(line)
        out.flush()
        os.fsync(out.fileno())
    if is_new:
        _sync_folder(folder)
    return number


def _ends_well(descriptor: int) -> bool:
    """Whether nobody was killed, or ran out of room, in the middle of a last line."""
    size = os.fstat(descriptor).st_size
    return not size or os.pread(descriptor, 1, size - 1) == b"\n"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def months(folder: Path) -> list[Path]:
    """The files, oldest first."""
    return sorted(folder.glob("????-??.jsonl"))


def read(folder: Path) -> Iterator[Kept | None]:
    """All that is kept, of whatever workspace, oldest first; None for what cannot be read."""
    for path in months(folder):
        with path.open("rb") as file:
            yield from (from_line(line) for line in file if line != b"\n")


def remove_old(folder: Path, before: datetime) -> None:
    """Remove the files of months that had ended before this instant."""
    for path in months(folder):
        if path.stem < before.strftime(MONTH):
            path.unlink()


def mark(folder: Path, workspace_id: int) -> Mark | None:
    """How far this ledger is kept; None where nobody knows, so that all of it has to be looked at."""
    try:
        told = json.loads(_mark_file(folder, workspace_id).read_bytes())
        return Mark(int(told["sequence"]), int(told["line"]), int(told["erased"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def set_mark(folder: Path, workspace_id: int, new: Mark) -> None:
    """Remember it, after the lines themselves; an older mark costs lines that are kept twice."""
    path = _mark_file(folder, workspace_id)
    part = path.with_suffix(".part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(asdict(new), out)
    part.rename(path)


def forget_mark(folder: Path, workspace_id: int) -> None:
    """Let the whole ledger be looked at again."""
    _mark_file(folder, workspace_id).unlink(missing_ok=True)


def _mark_file(folder: Path, workspace_id: int) -> Path:
    return folder / f"{workspace_id}.mark"
