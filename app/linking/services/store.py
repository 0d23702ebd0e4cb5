"""A database that lasts as long as a comparison, in a folder that is thrown away."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from flask import Flask
from sqlalchemy import Table, event

from app.db import bind, db
from app.matching.models import MatchCount, MatchKey, MatchRecord

ONLY = 1
"""The id of the only workspace, which no table of workspaces knows."""


@contextmanager
def throw_away() -> Iterator[int]:
    """An empty workspace on SQLite, to whose id the session is bound; nothing of it stays."""
    with tempfile.TemporaryDirectory(prefix="kith-match-") as folder:
        app = Flask("kith-match", instance_path=folder)
        app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{Path(folder) / 'match.db'}"
        db.init_app(app)
        with app.app_context():
            event.listen(db.engine, "connect", _hurry)
            try:
                yield _workspace()
            finally:
                db.session.remove()
                db.engine.dispose()


def _hurry(connection: Any, _record: object) -> None:
    """What is thrown away needs neither safety nor checks."""
    for pragma in ("synchronous=OFF", "journal_mode=MEMORY", "secure_delete=OFF", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _workspace() -> int:
    tables = [cast(Table, kind.__table__) for kind in (MatchRecord, MatchKey, MatchCount)]
    db.metadata.create_all(db.engine, tables=tables)
    bind(ONLY)
    return ONLY
