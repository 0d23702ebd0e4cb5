"""Databases for tests: a migrated template of each backend, put back before every test."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from flask import Flask
from sqlalchemy import Connection, create_engine, text

from app.db import db
from app.schema import metadata

KEPT = {"alembic_version"}
MEMORY, ROOM = Path("/dev/shm"), 1_000_000_000
"""Where Linux keeps files in memory, and the bytes that have to be free there."""


def folders_in_memory() -> None:
    """Let pytest make its folders where a commit waits for no disk, which takes longer than most tests.

    A disk may be named all the same: `PYTEST_DEBUG_TEMPROOT=/tmp ./run test`.
    """
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def initdb() -> str | None:
    """The path of PostgreSQL's `initdb`, or None where it is not installed; `./run test` names its folder."""
    if given := os.environ.get("POSTGRES_BIN"):
        return str(Path(given) / "initdb")
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    places += sorted(Path("/opt/homebrew/opt").glob("postgresql*/bin/initdb"), reverse=True)
    return str(places[0]) if places else shutil.which("initdb")


@contextmanager
def cluster() -> Iterator[str]:
    """A PostgreSQL server of our own on a unix socket; yields the URL of its `postgres` database."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    binaries = Path(initdb() or "initdb").parent
    # A short path: unix sockets allow about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="kith-pg-", dir="/tmp"))
    run = _as_ordinary_user(folder)
    run(binaries / "initdb", "-D", folder / "data", "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
    run(binaries / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://owner@/postgres?host={folder}"
    finally:
        run(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _as_ordinary_user(folder: Path):  # type: ignore[no-untyped-def]
    prefix: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        prefix = ["runuser", "-u", "postgres", "--"]

    def run(*command: str | Path) -> None:
        subprocess.run([*prefix, *map(str, command)], check=True, capture_output=True, cwd=folder)

    return run


def make_database(server: str, name: str) -> str:
    """Create an empty database on the server and answer its URL."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.replace("/postgres?", f"/{name}?")


class Reset(Protocol):
    """Empties an application's database."""

    def __call__(self, app: Flask) -> None: ...
    def close(self) -> None: ...


class SqliteReset:
    """Puts a copy of the migrated file back."""

    def __init__(self, app: Flask) -> None:
        self.path = Path(app.config["SETTINGS"].data / "kith.db")
        self.template = self.path.with_suffix(".template")
        with app.app_context():
            db.engine.dispose()
        shutil.copy(self.path, self.template)

    def __call__(self, app: Flask) -> None:
        with app.app_context():
            db.engine.dispose()
        for ending in ("-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)
        shutil.copy(self.template, self.path)

    def close(self) -> None:
        """Nothing is held open."""


class PostgresReset:
    """Empties, as the owner, each table that has rows.

    Without triggers, which guard what is written once. To delete a few rows takes a tenth of the time of
    TRUNCATE, which makes files anew.
    """

    def __init__(self, app: Flask) -> None:
        self.owner = create_engine(app.config["OWNER_URL"], pool_size=1)
        self.names = [table.name for table in metadata.sorted_tables if table.name not in KEPT]

    def __call__(self, app: Flask) -> None:
        with self.owner.begin() as connection:
            if filled := self._filled(connection):
                connection.execute(text("SET LOCAL session_replication_role = replica"))
                connection.execute(text("; ".join(f"DELETE FROM {name}" for name in filled)))

    def close(self) -> None:
        self.owner.dispose()

    def _filled(self, connection: Connection) -> list[str]:
        questions = " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in self.names
        )
        return list(connection.execute(text(questions)).scalars())
