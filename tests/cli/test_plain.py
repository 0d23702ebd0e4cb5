"""What fails outside Kith ends a command in one sentence and status 1."""

import errno
import os
import runpy
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.cli.lazy import LazyGroup
from app.cli.plain import Plain
from app.db import db

ROOT = Path(__file__).resolve().parents[2]


def database(why: str) -> OperationalError:
    return OperationalError("SELECT secret", {}, Exception(why))


FAILURES = [
    (database("database is locked"), "The database is busy"),
    (database("database or disk is full"), "The disk of the database is full"),
    (database("connection failed: port 1\nIs it running?"), "cannot be used: connection failed: port 1."),
    (PermissionError(errno.EACCES, "Permission denied", "/kept"), "/kept: Permission denied."),
]


@pytest.mark.parametrize(("error", "said"), FAILURES)
def test_a_failure_outside_is_one_sentence(error: Exception, said: str) -> None:
    @click.command(cls=Plain)
    def command() -> None:
        raise error

    result = CliRunner().invoke(command)

    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "SELECT" not in result.stderr


def test_commands_of_the_group_are_told_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def command() -> None:
        raise database("database is locked")

    group = LazyGroup({"go": "tests.cli.test_plain:GO"})
    monkeypatch.setitem(globals(), "GO", click.command("go")(command))

    result = CliRunner().invoke(group, ["go"])

    assert result.exit_code == 1
    assert "The database is busy" in result.stderr


def test_a_bug_is_not_hidden() -> None:
    @click.command(cls=Plain)
    def command() -> None:
        raise KeyError("bug")

    assert isinstance(CliRunner().invoke(command).exception, KeyError)


UNUSABLE = [
    ({"PORT": "abc"}, "PORT must be a whole number, not 'abc'."),
    ({"DATABASE_URL": "somewhere"}, "DATABASE_URL cannot be understood"),
    ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"}, "The database cannot be used: connection"),
    ({"KITH_DATA": "{file}/data"}, "Not a directory."),
]


@pytest.mark.parametrize(("environment", "said"), UNUSABLE)
def test_settings_that_cannot_work_are_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], said: str
) -> None:
    (tmp_path / "file").touch()
    for name, value in {"KITH_DATA": str(tmp_path / "data"), **environment}.items():
        monkeypatch.setenv(name, value.format(file=tmp_path / "file"))

    told = _complaint()

    assert said in told
    assert len(told.splitlines()) == 1


def _complaint() -> str:
    """What `flask --app wsgi.py kith setup-link` ends with, without a process of its own."""
    try:
        app: Flask = runpy.run_path(str(ROOT / "wsgi.py"))["app"]
    except SystemExit as end:
        return str(end)
    result = app.test_cli_runner().invoke(args=["kith", "setup-link"])
    with app.app_context():
        db.engine.dispose()
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    return result.stderr


def test_a_process_ends_with_the_sentence_and_no_traceback(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-P", "-m", "flask", "--app", str(ROOT / "wsgi.py"), "kith", "setup-link"],
        env={**os.environ, "KITH_DATA": str(tmp_path / "data"), "KITH_LOG_LEVEL": "LOUD"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == ["Kith did not start. Unknown level: 'LOUD'."]
