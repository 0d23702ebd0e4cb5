"""The made databases: kept in a folder, and made anew when the schema or what makes them has changed."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
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
from bench.data.store import Store, copy_all
from tests.databases import initdb

Fill = Callable[[Flask, Store], None]
CACHE = Path(tempfile.gettempdir()) / "kith-bench"
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
    with filled(cache / f"sqlite-{many}-{version()}", lambda app, store: make.fill(app, store, many)) as made:
        yield made


@contextmanager
def filled(folder: Path, fill: Fill) -> Iterator[Made]:
    """A file in `folder` that is filled once."""
    app = create_app(Settings(data=folder, worker=False, log_level="ERROR"))
    file = folder / "kith.db"
    if not (folder / "filled").exists():
        for old in folder.glob("kith.db*"):
            old.unlink()
        _prepare(app)
        fill(app, Store(file))
        (folder / "filled").touch()
    yield Made(app, "SQLite", file=file)


@contextmanager
def on_postgres(cache: Path, many: int) -> Iterator[Made]:
    """The same workspace, copied from the file to a server of our own, which stops at the end."""
    with on_sqlite(cache, many) as made, copied(cache / f"postgres-{many}-{version()}", made) as copy:
        yield copy


@contextmanager
def copied(folder: Path, made: Made) -> Iterator[Made]:
    """What was made in a file on a server whose data are in `folder`; copied once."""
    with server(folder) as owner:
        url = owner.replace("/postgres?", "/bench?")
        app = create_app(Settings(data=_beside(folder), database_url=url, worker=False, log_level="ERROR"))
        if not (_beside(folder) / "filled").exists():
            with psycopg.connect(owner, autocommit=True) as connection:
                connection.execute("DROP DATABASE IF EXISTS bench")
                connection.execute("CREATE DATABASE bench")
            _prepare(app)
            assert made.file is not None
            copy_all(made.file, url)
            (_beside(folder) / "filled").touch()
        yield Made(app, "PostgreSQL", owner=url)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _prepare(app: Flask) -> None:
    """The schema, without anything in it."""
    with app.app_context():
        schema.make_ready(app, say=print)
        db.engine.dispose()


def _beside(folder: Path) -> Path:
    """The application's own folder: the server's belongs to another user."""
    return folder.with_name(f"{folder.name}-app")


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


MADE_BY = (
    "migrations/versions",
    "bench/data",
    "app/constituents/columns.py",
    "app/constituents/domain/words.py",
)


def version() -> str:
    """Changes with the schema and with what makes the data."""
    hashed = hashlib.sha256()
    for place in MADE_BY:
        path = ROOT / place
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            hashed.update(file.read_bytes())
    return hashed.hexdigest()[:10]
