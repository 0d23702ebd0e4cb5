"""A backup is a copy that was read again; a restore puts one back whole."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.models import Workspace
from app.config import Settings
from app.db import db
from app.operations import backups, folder
from tests.factories import World


@pytest.fixture
def settings(app: Flask) -> Settings:
    found: Settings = app.config["SETTINGS"]
    for path in backups.kept(found.data / "backups"):
        path.unlink()
    return found


def rename(app: Flask, world: World, name: str) -> None:
    with app.app_context():
        db.session.execute(update(Workspace).where(Workspace.id == world.ours).values(name=name))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def name_of(app: Flask, world: World) -> str | None:
    with app.app_context():
        db.engine.dispose()
        name = db.session.scalar(select(Workspace.name).where(Workspace.id == world.ours))
        db.session.remove()
        db.engine.dispose()  # as a server that was stopped before the restore
        return name


@pytest.mark.both
def test_a_backup_counts_its_rows_and_is_for_its_owner_alone(settings: Settings, world: World) -> None:
    made = backups.make(settings)

    assert made.rows["workspaces"] == 2
    assert made.rows["memberships"] == 5
    assert made.rows["constituents"] == 0
    assert made.size == made.path.stat().st_size > 0
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert list((settings.data / "backups").glob("*.part")) == []


@pytest.mark.both
def test_a_restore_brings_back_what_was(app: Flask, settings: Settings, world: World) -> None:
    made = backups.make(settings)
    rename(app, world, "Renamed")

    before = backups.restore(settings, made.path)

    assert name_of(app, world) == "Green Valley Trust"
    assert before is not None
    backups.restore(settings, before.path)
    assert name_of(app, world) == "Renamed"


@pytest.mark.sqlite
def test_a_restore_does_not_read_the_old_databases_log(app: Flask, settings: Settings, world: World) -> None:
    made = backups.make(settings)
    log = Path(f"{folder.sqlite_file(settings)}-wal")
    with closing(sqlite3.connect(folder.sqlite_file(settings))) as other:
        other.execute("SELECT 1 FROM staff").fetchall()  # an open file's log is not tidied away
        rename(app, world, "Renamed")
        forgotten = log.read_bytes()
    log.write_bytes(forgotten)
    assert forgotten

    backups.restore(settings, made.path)

    assert name_of(app, world) == "Green Valley Trust"


@pytest.mark.sqlite
def test_only_the_newest_backups_are_kept(tmp_path: Path) -> None:
    for day in range(1, 6):
        (tmp_path / f"kith-2026110{day}T000000.000Z.db").touch()
    (tmp_path / "mine.db").touch()

    backups.rotate(tmp_path, keep=2)
    backups.rotate(tmp_path, keep=0)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["kith-20261105T000000.000Z.db", "mine.db"]


def damaged(good: Path, where: Path) -> Path:
    content = bytearray(good.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    where.write_bytes(content)
    return where


def empty_database(where: Path) -> Path:
    with closing(sqlite3.connect(where)) as connection:
        connection.execute("CREATE TABLE other (id)")
    return where


def text_file(where: Path) -> Path:
    where.write_text("email,name\n" * 100)
    return where


@pytest.mark.sqlite
@pytest.mark.parametrize("kind", ["missing", "text", "other", "damaged"])
def test_what_is_no_good_copy_is_refused_and_changes_nothing(
    app: Flask, settings: Settings, world: World, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "kith.db"
    match kind:
        case "text":
            text_file(path)
        case "other":
            empty_database(path)
        case "damaged":
            damaged(backups.make(settings).path, path)

    with pytest.raises(backups.BackupError):
        backups.restore(settings, path)

    assert name_of(app, world) == "Green Valley Trust"


@pytest.mark.postgres
def test_a_damaged_dump_is_refused(settings: Settings, world: World, tmp_path: Path) -> None:
    with pytest.raises(backups.BackupError, match="not a good copy"):
        backups.verify(settings, damaged(backups.make(settings).path, tmp_path / "kith.dump"))


@pytest.mark.sqlite
def test_nothing_is_restored_under_a_running_server(settings: Settings, world: World) -> None:
    made = backups.make(settings)

    with folder.locked(settings.data), pytest.raises(folder.FolderInUseError):
        backups.restore(settings, made.path)


@pytest.mark.sqlite
def test_a_full_disk_is_told_before_a_copy_is_begun(
    settings: Settings, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 1_000_000}))

    with pytest.raises(backups.BackupError, match="no room"):
        backups.make(settings)

    assert backups.kept(settings.data / "backups") == []
