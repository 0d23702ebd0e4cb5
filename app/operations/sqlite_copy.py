"""Copying and checking an SQLite file."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path


def copy(source: Path, target: Path) -> None:
    """Write a consistent copy of a database that may be in use into an empty file.

    A plain copy of the file would be damaged: what was written last is still in the write-ahead log.
    """
    with closing(sqlite3.connect(source, isolation_level=None, timeout=30)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def verify(path: Path) -> Mapping[str, int]:
    """The number of rows by table; raises `ValueError` when the file is damaged or is no database of Kith."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return _verified(connection)
    except sqlite3.DatabaseError as error:
        raise ValueError(f"SQLite cannot read it ({error}).") from error


def _verified(connection: sqlite3.Connection) -> Mapping[str, int]:
    (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if answer != "ok":
        raise ValueError(f"it is damaged ({answer}).")
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise ValueError("some rows refer to rows that are not there.")
    rows = _counts(connection)
    if "alembic_version" not in rows:
        raise ValueError("it is no database of Kith.")
    return rows


def _counts(connection: sqlite3.Connection) -> Mapping[str, int]:
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - names of tables
        for (name,) in names
        if not name.startswith("sqlite_")
    }


def replace(live: Path, copy_of: Path) -> None:
    """Put a verified copy in the place of the live file, which no process may have open."""
    part = live.with_suffix(".part")
    copy(copy_of, part)
    part.chmod(0o600)
    if live.exists():
        with closing(sqlite3.connect(live, isolation_level=None)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    # A log of the old database beside the new file would be read as the new one's, and damage it.
    for ending in ("-wal", "-shm"):
        Path(f"{live}{ending}").unlink(missing_ok=True)
    part.rename(live)
