"""What every command gets: its workspace, and a clean standard output."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

import click
import pytest
from flask import Flask

from app.accounts.models import Workspace
from app.cli.context import fail, in_workspace, print_json
from app.config import Settings
from app.db import bound_workspace, db
from app.factory import create_app
from tests.factories import World


class Color(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Thing:
    when: date
    parts: tuple[str, ...]


@click.command("whoami")
@in_workspace
def whoami(workspace: Workspace) -> None:
    """Says which workspace the command and its session are for."""
    print_json({"slug": workspace.slug, "bound": bound_workspace(db.session()) == workspace.id})


@click.command("show")
def show() -> None:
    print_json(
        {"at": datetime(2026, 11, 21, 8, 0, tzinfo=UTC), "thing": Thing(date(2026, 1, 2), ("Jürgen",))}
    )
    fail("Two words", status=2)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """An application that has no database yet."""
    app = create_app(Settings(data=tmp_path / "new", worker=False))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.sqlite
def test_the_first_command_makes_a_database_and_a_workspace_and_says_so(empty: Flask) -> None:
    first = empty.test_cli_runner().invoke(whoami)
    second = empty.test_cli_runner().invoke(whoami)

    assert json.loads(first.stdout) == json.loads(second.stdout) == {"slug": "default", "bound": True}
    assert "default" in first.stderr
    assert second.stderr == ""


@pytest.mark.sqlite
def test_the_first_workspace_may_be_named(empty: Flask) -> None:
    result = empty.test_cli_runner().invoke(whoami, ["--workspace", "green"])

    assert json.loads(result.stdout)["slug"] == "green"


@pytest.mark.both
def test_one_of_several_workspaces_has_to_be_named(app: Flask, world: World) -> None:
    runner = app.test_cli_runner()
    unclear = runner.invoke(whoami)
    wrong = runner.invoke(whoami, ["--workspace", "grey"])
    right = runner.invoke(whoami, ["--workspace", "blue-hills"])

    assert (unclear.exit_code, wrong.exit_code, right.exit_code) == (1, 1, 0)
    assert (unclear.stdout, wrong.stdout) == ("", "")
    assert "blue-hills, green-valley" in unclear.stderr
    assert "“grey”" in wrong.stderr
    assert json.loads(right.stdout) == {"slug": "blue-hills", "bound": True}


@pytest.mark.sqlite
def test_json_goes_to_standard_output_and_words_to_standard_error(app: Flask) -> None:
    result = app.test_cli_runner().invoke(show)

    thing = {"when": "2026-01-02", "parts": ["Jürgen"]}
    assert json.loads(result.stdout) == {"at": "2026-11-21T08:00:00+00:00", "thing": thing}
    assert "Jürgen" in result.stdout
    assert (result.stderr, result.exit_code) == ("Two words\n", 2)


@pytest.mark.sqlite
def test_every_command_of_the_group_can_be_imported(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["kith", "--help"])

    assert result.exit_code == 0
    assert {"backup", "doctor"} <= set(result.stdout.split())


@pytest.mark.sqlite
def test_an_unknown_command_is_no_traceback(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["kith", "frobnicate"])

    assert result.exit_code == 2
    assert "frobnicate" in result.stderr
