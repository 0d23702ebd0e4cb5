"""The made databases: kept in a folder, and made anew when the schema or what makes them has changed."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from flask import Flask

from app.config import ROOT, Settings
from app.db import db
from app.factory import create_app
from app.operations import schema
from bench.data import make
from bench.data.store import PostgresStore, SqliteStore
from tests.databases import initdb

OPTIONS = "shared_buffers=1GB work_mem=16MB max_wal_size=8GB fsync=off listen_addresses='' jit=off".split()


@dataclass(frozen=True, slots=True)
class Made:
    """An application on a filled database; `owner` is the libpq URL of PostgreSQL's owner, else the file."""

    app: Flask
    label: str
    file: Path | None = None
    owner: str = ""


@contextmanager
def on_sqlite(cache: Path, many: int) -> Iterator[Made]:
    """A workspace with so many people in a file."""
    folder = cache / f"sqlite-{many}-{version()}"
    app = create_app(Settings(data=folder, worker=False, log_level="ERROR"))
    file = folder / "kith.db"
    if not (folder / "filled").exists():
        _clear(folder)
        with app.app_context():
            schema.make_ready(app, say=print)
            db.engine.dispose()
        make.fill(app, SqliteStore(file), many)
        (folder / "filled").touch()
    yield Made(app, "SQLite", file=file)


def _clear(folder: Path) -> None:
    for file in folder.glob("kith.db*"):
        file.unlink()


@contextmanager
def on_postgres(cache: Path, many: int) -> Iterator[Made]:
    """A workspace with so many people on a server of our own, which stops at the end."""
    folder = cache / f"postgres-{many}-{version()}"
    with server(folder) as owner:
        with psycopg.connect(owner, autocommit=True) as connection:
            filled = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'bench_filled'").fetchone()
            if not filled:
                connection.execute("DROP DATABASE IF EXISTS bench")
                connection.execute("CREATE DATABASE bench")
        url = owner.replace("/postgres?", "/bench?")
        app = create_app(
            Settings(data=folder.parent / f"{folder.name}-app", database_url=url, log_level="ERROR")
        )
        if not filled:
            with app.app_context():
                schema.make_ready(app, say=print)
            make.fill(app, PostgresStore(url), many)
            with psycopg.connect(owner, autocommit=True) as connection:
                connection.execute("CREATE DATABASE bench_filled")
        yield Made(app, "PostgreSQL", owner=url)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A PostgreSQL server whose data stay in `folder`; yields the URL of its `postgres` database."""
    binaries = Path(initdb() or "initdb").parent
    folder.mkdir(parents=True, exist_ok=True)
    prefix: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        prefix = ["runuser", "-u", "postgres", "--"]

    def run(*command: str | Path) -> None:
        subprocess.run([*prefix, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    data = folder / "data"
    if not data.exists():
        run(binaries / "initdb", "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = " ".join(f"-c {option}" for option in [*OPTIONS, f"unix_socket_directories={folder}"])
    run(binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://owner@/postgres?host={folder}"
    finally:
        run(binaries / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop")


def version() -> str:
    """Changes with the schema and with what makes the data."""
    hashed = hashlib.sha256()
    for file in sorted(
        [*(ROOT / "migrations" / "versions").glob("*.py"), *(ROOT / "bench" / "data").glob("*.py")]
    ):
        hashed.update(file.read_bytes())
    return hashed.hexdigest()[:10]
