"""The data folder: private, on a disk that suits, and of one server at a time."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import NullPool, create_engine, make_url, text

from app.config import Settings

NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "fuse.sshfs", "afs", "ceph"})
LEAST_FREE = 0.10
"""Below this share of free disk the server calls itself not ready."""


class FolderInUseError(RuntimeError):
    """Another server works in this data folder."""


def make_folder(path: Path) -> None:
    """Create the data folder and its backups, for this system user alone."""
    for folder in (path, path / "backups"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def sqlite_file(settings: Settings) -> Path:
    """Where the embedded database is."""
    return Path(make_url(settings.url).database or "kith.db")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the data folder for one server, as two writers' caches and queues would not know of each other.

    Raises `FolderInUseError`. The lock ends with the process, however that ends.
    """
    descriptor = os.open(path / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise FolderInUseError(f"Another server already works in {path}. Stop it first.") from None
    try:
        yield
    finally:
        os.close(descriptor)


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Wait for other processes that prepare the same database, and keep later ones waiting."""
    if not settings.is_sqlite:
        with create_engine(settings.owner_url, poolclass=NullPool).connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(7318204)"))
            yield
        return
    descriptor = os.open(settings.data / "prepare.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def free_share(path: Path) -> float:
    """The free part of the disk that holds `path`, from 0 to 1."""
    usage = shutil.disk_usage(path)
    return usage.free / usage.total


def file_system(path: Path) -> str:
    """The type of the file system that holds `path`, as the kernel names it; "" where it does not tell."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    at = str(path.resolve())
    best = ("", "")
    for line in mounts.read_text("utf-8", "replace").splitlines():
        _, point, kind, *_ = line.split(" ")
        inside = at == point or at.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1]


def is_on_network(path: Path) -> bool:
    """Whether `path` is on a network file system, where SQLite's write-ahead log does not work."""
    return file_system(path) in NETWORK
