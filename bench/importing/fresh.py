"""A copy of a made database, which an import may fill: the made one stays for the next run."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from flask import Flask

from app.config import Settings
from app.db import db
from app.factory import create_app
from bench.data import databases


@dataclass(frozen=True, slots=True)
class Fresh:
    """Where an application finds its copy; `url` is "" for SQLite, whose file is in the folder."""

    data: Path
    url: str = ""

    def app(self) -> Flask:
        return create_app(Settings(data=self.data, database_url=self.url, worker=False, log_level="ERROR"))


@contextmanager
def fresh(database: str, cache: Path, people: int, folder: Path) -> Iterator[Fresh]:
    """A copy of the workspace with so many people; PostgreSQL's is dropped in the end."""
    if database == "sqlite":
        with databases.on_sqlite(cache, people) as made:
            _let_go(made.app)
            assert made.file is not None
            shutil.copytree(made.file.parent, folder / "data", ignore=shutil.ignore_patterns("backups"))
        yield Fresh(folder / "data")
        return
    with databases.on_postgres(cache, people) as made:
        _let_go(made.app)
        server = made.owner.replace("/bench?", "/postgres?")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS bench_import WITH (FORCE)")
            connection.execute("CREATE DATABASE bench_import TEMPLATE bench")
        try:
            yield Fresh(folder / "data", made.owner.replace("/bench?", "/bench_import?"))
        finally:
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute("DROP DATABASE IF EXISTS bench_import WITH (FORCE)")
                connection.execute("DROP DATABASE IF EXISTS bench_peer WITH (FORCE)")


def peers_database(given: Fresh, folder: Path) -> str:
    """An empty database of the same kind for the peer: a file, or a URL."""
    if not given.url:
        return str(folder / "peer.db")
    server = given.url.replace("/bench_import?", "/postgres?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS bench_peer WITH (FORCE)")
        connection.execute("CREATE DATABASE bench_peer")
    return given.url.replace("/bench_import?", "/bench_peer?")


def _let_go(app: Flask) -> None:
    """Close every connection, so that the database can be copied."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
