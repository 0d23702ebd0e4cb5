"""What fails outside Kith ends a command in one sentence and status 1."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy.exc import OperationalError

from app.cli.lazy import LazyGroup
from app.cli.plain import Plain

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


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"PORT": "abc"}, "PORT must be a whole number, not 'abc'."),
        ({"KITH_LOG_LEVEL": "LOUD"}, "Unknown level: 'LOUD'."),
        ({"DATABASE_URL": "somewhere"}, "DATABASE_URL cannot be understood"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"}, "The database cannot be used: connection"),
        ({"KITH_DATA": "{file}/data"}, "Not a directory."),
    ],
)
def test_settings_that_cannot_work_are_said_in_one_sentence(
    tmp_path: Path, environment: dict[str, str], said: str
) -> None:
    file = tmp_path / "file"
    file.touch()
    given = {name: value.format(file=file) for name, value in environment.items()}

    ended = subprocess.run(
        [sys.executable, "-P", "-m", "flask", "--app", str(ROOT / "wsgi.py"), "kith", "setup-link"],
        env={**os.environ, "KITH_DATA": str(tmp_path / "data"), **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 1
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
