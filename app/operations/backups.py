"""Copies of the whole database that are known to be good."""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.config import Settings
from app.operations import postgres_copy, sqlite_copy
from app.operations.folder import locked, make_folder, sqlite_file


class BackupError(RuntimeError):
    """No good copy could be made or found; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy. `rows` counts what it holds, by table."""

    path: Path
    size: int
    rows: Mapping[str, int]


def make(settings: Settings) -> Backup:
    """Copy the database into the backup folder, verify the copy and let the oldest ones go."""
    folder = settings.data / "backups"
    make_folder(settings.data)
    path = folder / _name(settings)
    part = path.with_suffix(path.suffix + ".part")
    _refuse_full_disk(settings, folder)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        rows = _copy_and_verify(settings, part)
    except Exception:
        part.unlink(missing_ok=True)
        raise
    part.rename(path)
    rotate(folder, settings.backup_keep)
    return Backup(path, path.stat().st_size, rows)


def _copy_and_verify(settings: Settings, part: Path) -> Mapping[str, int]:
    if settings.is_sqlite:
        sqlite_copy.copy(sqlite_file(settings), part)
        return verify(settings, part)
    postgres_copy.copy(settings.owner_url, part)
    return verify(settings, part)


def verify(settings: Settings, path: Path) -> Mapping[str, int]:
    """The number of rows by table of a good copy; raises `BackupError` for anything else."""
    if not path.is_file():
        raise BackupError(f"There is no file {path}.")
    try:
        return sqlite_copy.verify(path) if settings.is_sqlite else postgres_copy.verify(path)
    except ValueError as problem:
        raise BackupError(f"{path.name} is not a good copy: {problem}") from problem


def kept(folder: Path) -> Sequence[Path]:
    """All backups in the folder, oldest first."""
    return sorted(path for path in folder.glob("kith-*") if path.suffix in (".db", ".dump"))


def rotate(folder: Path, keep: int) -> None:
    """Delete all backups but the newest `keep`, and at least one stays."""
    for path in kept(folder)[: -max(1, keep)]:
        path.unlink()


def _name(settings: Settings) -> str:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")[:-3]
    return f"kith-{stamp}Z" + (".db" if settings.is_sqlite else ".dump")


def _refuse_full_disk(settings: Settings, folder: Path) -> None:
    needed = sqlite_file(settings).stat().st_size if settings.is_sqlite else 0
    if shutil.disk_usage(folder).free < needed * 1.2 + 32_000_000:
        raise BackupError("The disk has no room for a backup. Free some space, then try again.")


def restore(settings: Settings, path: Path) -> Backup | None:
    """Put a verified copy in the place of the live data; answers the copy of what was there before.

    Raises `BackupError` for a bad copy and `FolderInUseError` while a server runs; migrations are up to
    the caller. There is nothing before in an empty data folder.
    """
    verify(settings, path)
    if not settings.is_sqlite:
        before = make(settings)
        postgres_copy.replace(settings.owner_url, path)
        return before
    make_folder(settings.data)
    live = sqlite_file(settings)
    with locked(settings.data):
        before_or_none = make(settings) if live.exists() else None
        sqlite_copy.replace(live, path)
    return before_or_none
