"""Is the database there, and as new as the program? If not, make it so."""

import logging
import re
from collections.abc import Callable, Sequence
from functools import cache

from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from app.config import ROOT, Settings
from app.db import db
from app.operations import backups, search
from app.operations.folder import alone, make_folder, sqlite_file

MIGRATIONS = ROOT / "migrations"
_REVISION = re.compile(r'^(revision|down_revision)(?:: [^=]+)? = ["\'](\w+)["\']', re.MULTILINE)


class NewerDatabaseError(RuntimeError):
    """The database was made by a later version of the program."""


@cache
def head() -> str:
    """The revision that this program needs; read from the files, because importing Alembic takes its time."""
    found: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for file in (MIGRATIONS / "versions").glob("*.py"):
        for name, value in _REVISION.findall(file.read_text("utf-8")):
            found[name].add(value)
    (last,) = found["revision"] - found["down_revision"]
    return last


def current() -> str | None:
    """The database's revision; None when it is empty. Raises `DatabaseError` when it does not answer."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(revision) if revision else None


def make_ready(app: Flask, *, say: Callable[[str], None]) -> Sequence[str]:
    """Bring the database up to date, after a copy of what was there; answers what changed, oldest first.

    Raises `NewerDatabaseError` when the program is the older of the two, and `backups.BackupError`.
    """
    settings: Settings = app.config["SETTINGS"]
    make_folder(settings.data)
    if current() == head() and not search.behind(app):
        return ()
    with alone(settings):
        changes = _upgrade(app, settings, say)
    db.engine.dispose()  # connections made before the application's role existed
    return changes


def _upgrade(app: Flask, settings: Settings, say: Callable[[str], None]) -> Sequence[str]:
    before = current()  # again: another process may have been first
    if before == head():
        search.catch_up(app, head())
        return ()
    if before is not None:
        _refuse_newer(before)
        say(f"A copy from before the upgrade is in {backups.make(settings).path}")
    changes = _changes_since(before)
    _migrate(app, settings)
    if before is not None:
        search.catch_up(app, before)
        say("The database was upgraded: " + "; ".join(changes))
    return changes


def _refuse_newer(revision: str) -> None:
    known = {file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("*.py")}
    if revision not in known:
        raise NewerDatabaseError(
            "A later version of Kith made this database. Update the program, or restore an older backup."
        )


def _changes_since(revision: str | None) -> Sequence[str]:
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory(str(MIGRATIONS)).walk_revisions(revision or "base", "head")
    return [step.doc.rstrip(".") for step in steps if step.revision != revision][::-1]


def _migrate(app: Flask, settings: Settings) -> None:
    from alembic import command
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config(str(MIGRATIONS / "alembic.ini"))
    config.set_main_option("script_location", str(MIGRATIONS))
    with app.app_context():
        command.upgrade(config, "head")
    if settings.is_sqlite:
        sqlite_file(settings).chmod(0o600)


def is_up_to_date() -> bool:
    """Whether the database answers and is at the program's revision."""
    try:
        return current() == head()
    except DatabaseError:
        return False
