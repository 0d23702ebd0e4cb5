"""A server brings its database up to date, never backwards, and never without a copy."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.db import db
from app.factory import create_app
from app.operations import backups, schema
from tests.factories import World

NEXT = '''"""Add a table for the test."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{down}"


def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.BigInteger(), primary_key=True))
'''


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def later_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with one migration more."""
    down = schema.head()
    shutil.copytree(schema.MIGRATIONS, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "migrations" / "versions" / "9999_later.py").write_text(NEXT.format(down=down))
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")
    schema.head.cache_clear()
    monkeypatch.setattr(schema, "head", schema.head.__wrapped__)


@pytest.mark.sqlite
def test_an_empty_folder_gets_a_private_database(tmp_path: Path, said: list[str]) -> None:
    app = create_app(Settings(data=tmp_path / "new", worker=False))
    with app.app_context():
        changes = schema.make_ready(app, say=said.append)
        again = schema.make_ready(app, say=said.append)
        db.engine.dispose()

        assert schema.is_up_to_date()
        db.engine.dispose()
    assert list(changes)
    assert list(again) == []
    assert said == []
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / "kith.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.sqlite
@pytest.mark.usefixtures("world", "later_program")
def test_an_upgrade_is_preceded_by_a_copy_and_says_what_changed(app: Flask, said: list[str]) -> None:
    settings = app.config["SETTINGS"]
    with app.app_context():
        pending = schema.is_up_to_date()
        changes = schema.make_ready(app, say=said.append)
        done = schema.is_up_to_date()

    copy = backups.kept(settings.data / "backups")[-1]
    assert (pending, done) == (False, True)
    assert list(changes) == ["Add a table for the test"]
    assert str(copy) in said[0]
    assert backups.verify(settings, copy)["workspaces"] == 2
    assert "later" not in backups.verify(settings, copy)


@pytest.mark.sqlite
def test_a_database_of_a_later_program_is_left_alone(app: Flask, world: World, said: list[str]) -> None:
    with app.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        db.session.commit()

        with pytest.raises(schema.NewerDatabaseError):
            schema.make_ready(app, say=said.append)
