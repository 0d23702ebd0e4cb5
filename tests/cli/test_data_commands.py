"""Backup, restore, upgrade and doctor from the command line."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.db import db
from app.operations import doctor
from tests.factories import World

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("words", [["backup", "--json"], ["kith", "backup", "--json"]])
def test_backup_tells_where_the_copy_is_and_what_it_holds(app: Flask, world: World, words: list[str]) -> None:
    result = app.test_cli_runner().invoke(args=words)

    told = json.loads(result.stdout)
    assert Path(told["path"]).stat().st_size == told["bytes"]
    assert told["rows"]["workspaces"] == 2


def test_backup_in_words_says_that_it_was_checked(app: Flask, world: World) -> None:
    result = app.test_cli_runner().invoke(args=["backup"])

    assert "checked" in result.stdout


def test_restore_asks_and_puts_the_copy_back(app: Flask, world: World) -> None:
    runner = app.test_cli_runner()
    path = json.loads(runner.invoke(args=["backup", "--json"]).stdout)["path"]
    with app.app_context():
        db.session.execute(text("UPDATE workspaces SET name = 'Changed'"))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()

    refused = runner.invoke(args=["restore", path], input="n\n")
    names_between = _names(app)
    restored = runner.invoke(args=["restore", path, "--yes"])

    assert (refused.exit_code, restored.exit_code) == (1, 0)
    assert names_between == {"Changed"}
    assert _names(app) == {"Green Valley Trust", "Blue Hills Aid"}


def test_restore_refuses_a_bad_file_in_one_sentence(app: Flask, world: World, tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_text("not a database" * 100)

    result = app.test_cli_runner().invoke(args=["restore", str(tmp_path / "bad.db"), "--yes"])

    assert result.exit_code == 1
    assert "bad.db is not a good copy" in result.stderr
    assert "Traceback" not in result.stderr


def test_upgrade_says_when_there_is_nothing_to_do(app: Flask, world: World) -> None:
    result = app.test_cli_runner().invoke(args=["upgrade"])

    assert (result.exit_code, result.stdout) == (0, "The database was up to date.\n")


def test_upgrade_refuses_to_go_backwards(app: Flask, world: World) -> None:
    with app.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        db.session.commit()

    result = app.test_cli_runner().invoke(args=["upgrade"])

    assert result.exit_code == 1
    assert "later version" in result.stderr


def test_the_doctor_is_content_with_sound_data(app: Flask, world: World) -> None:
    result = app.test_cli_runner().invoke(args=["kith", "doctor", "--json"])

    assert result.exit_code == 0
    assert json.loads(result.stdout)["sound"] is True


def test_the_doctor_ends_with_1_when_something_is_wrong(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(doctor.EXAMINATIONS, "primaries", lambda workspace_id: [f"wrong in {workspace_id}"])
    runner = app.test_cli_runner()

    as_json = runner.invoke(args=["kith", "doctor", "--json"])
    in_words = runner.invoke(args=["kith", "doctor"])

    finding = {"workspace": "green-valley", "check": "primaries", "what": "wrong in 11"}
    assert (as_json.exit_code, in_words.exit_code) == (1, 1)
    assert finding in json.loads(as_json.stdout)["findings"]
    assert "green-valley: primaries: wrong in 11" in in_words.stdout


def _names(app: Flask) -> set[str]:
    with app.app_context():
        names = set(db.session.scalars(text("SELECT name FROM workspaces")))
        db.session.remove()
        db.engine.dispose()
        return names
