"""Wishes to stop that the database could not take: kept on disk before the answer, carried out soon after.

Each is a small file of its own, written whole and synced before anybody is told that it is kept. It holds the
link's token, which names no address.
"""

import json
import logging
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.consent.domain.links import Purpose, unchecked
from app.db import db
from app.preferences.services.stopping import stop_by_link

RESERVE = 256 * 1024
"""Bytes set aside, and given up when the disk is full, so that wishes still find room."""
MOST_WAITING = 100_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A wish that waits: its file, its link, when it came, and by what."""

    file: Path
    token: str
    at: datetime
    source: str


def folder_of(data: Path) -> Path:
    """Where wishes wait, below the deployment's data."""
    return data / "unsubscribes"


def prepare(data: Path) -> None:
    """Set the reserve aside, as long as there is room."""
    folder = folder_of(data)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    reserve = folder / "reserve"
    if not reserve.exists():
        try:
            _write(reserve, bytes(RESERVE))
        except OSError:
            reserve.unlink(missing_ok=True)


def keep(data: Path, token: str, *, at: datetime, source: str) -> bool:
    """Keep a wish on disk; only once it is True may anybody be told. False for what names no workspace."""
    link = unchecked(token)
    folder = folder_of(data)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if link is None or sum(1 for _ in folder.iterdir()) > MOST_WAITING:
        return False
    text = json.dumps({"token": token, "at": at.isoformat(), "source": source}).encode()
    file = folder / f"{link.workspace}-{secrets.token_hex(8)}.json"
    try:
        _write(file, text)
    except OSError:
        (folder / "reserve").unlink(missing_ok=True)
        _write(file, text)
    return True


def _write(file: Path, content: bytes) -> None:
    """The file is there whole or not at all, also when power fails."""
    unfinished = file.with_suffix(".part")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    unfinished.rename(file)
    descriptor = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_any_waiting(data: Path) -> bool:
    """Whether any wish waits, in whatever workspace."""
    return any(folder_of(data).glob("*.json"))


def waiting(data: Path, workspace_id: int) -> Iterator[Waiting]:
    """What waits for a workspace, oldest first."""
    kept = [_read(file) for file in folder_of(data).glob(f"{workspace_id}-*.json")]
    yield from sorted(filter(None, kept), key=lambda each: each.at)


def _read(file: Path) -> Waiting | None:
    """What a file says; None for one that somebody spoiled, which is put aside for people to look at."""
    try:
        told = json.loads(file.read_bytes())
        return Waiting(file, told["token"], datetime.fromisoformat(told["at"]), told["source"])
    except (OSError, ValueError, KeyError):
        _log.warning("a kept unsubscribe cannot be read", extra=_about(file))
        with suppress(OSError):  # the disk may refuse that too: then it is said again, and nothing else waits
            file.rename(file.with_suffix(".spoiled"))
        return None


def _about(file: Path) -> dict[str, dict[str, str]]:
    return {"fields": {"file": file.name}}


def carrying_out(data: Path) -> tuple[Callable[[], bool], Callable[[int], object]]:
    """The chore that carries out what waits: whether it is due, and what it does in one workspace."""
    return lambda: is_any_waiting(data), lambda workspace_id: apply_waiting(data, workspace_id)


def apply_waiting(data: Path, workspace_id: int) -> int:
    """Carry out what waits for a workspace, each wish in a transaction of its own; answers how many.

    A wish's file goes after its commit: one that is carried out twice is as good as once.
    """
    done = 0
    for each in waiting(data, workspace_id):
        try:
            stop_by_link(each.token, at=each.at, source=each.source, of=tuple(Purpose))
            db.session.commit()
            each.file.unlink(missing_ok=True)
        except Exception as error:  # whatever is wrong with one wish must not keep others waiting
            db.session.rollback()
            _log.warning("an unsubscribe still waits", exc_info=error, extra=_about(each.file))
            continue
        done += 1
    return done
