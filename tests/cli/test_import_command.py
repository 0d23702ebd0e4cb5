"""`kith import`: the same check and commit as on the screens, answered as one JSON document."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from app.batches.models import Batch
from app.cli.imports import import_file
from app.config import ROOT, Settings
from app.constituents.models import Constituent
from app.db import db
from app.imports import services
from app.imports.domain.limits import Limits
from app.imports.models import UploadPart
from app.jobs import HANDLERS
from tests import factories
from tests.batches import makers
from tests.factories import World
from tests.imports.corpus.hostile import HOSTILE

pytestmark = pytest.mark.both

LIST = """Email,First name,Last name
ann@example.org,Ann,Lee
noa@example.org,Noa,Park
ann@example.org,Ann,Lee
nowhere,Bo,Fox
"""


@pytest.fixture(autouse=True)
def _no_ringing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "RING", False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


def run(app: Flask, *arguments: object) -> Result:
    words = [*map(str, arguments), "--workspace", "green-valley"]
    return app.test_cli_runner().invoke(import_file, words)


def answer(result: Result) -> Any:
    """The one document on standard output."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return json.loads(result.stdout)


def count(app: Flask, world: World, kind: type[Any]) -> int:
    with factories.inside(app, world.ours):
        return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_a_check_answers_every_row_and_changes_nothing(app: Flask, world: World, file: Path) -> None:
    with factories.inside(app, world.ours):
        makers.add(world.ours, makers.person("Ann", "Lee", "ann@example.org"))

    result = run(app, file, "--json")

    assert result.exit_code == 0
    told = answer(result)
    assert list(told) == ["batch", "rows", "counts", "alarms", "committed", "results"]
    assert told["counts"] == {"ready": 2, "error": 1, "possible_duplicate": 0, "conflict": 0, "skipped": 1}
    assert (told["batch"], told["rows"], told["committed"]) == (1, sum(told["counts"].values()), None)
    assert [(row["row"], row["line"], row["outcome"], row["action"]) for row in told["results"]] == [
        (2, 2, "ready", "no_change"),
        (3, 3, "ready", "create"),
        (4, 4, "skipped", "none"),
        (5, 5, "error", "none"),
    ]
    assert told["results"][0]["constituent"] == "C-1001"
    assert told["results"][0]["score"] >= 95
    words = "row line outcome action state detail constituent score changes"
    assert set(told["results"][2]) == set(words.split())
    assert told["results"][2]["detail"] == "same email as row 2"
    assert count(app, world, Constituent) == 1


def test_a_commit_says_what_it_did(app: Flask, world: World, file: Path) -> None:
    first = answer(run(app, file, "--commit", "--json"))
    second = answer(run(app, file, "--commit", "--json"))

    assert first["committed"] == {"created": 2, "updated": 0, "unchanged": 0}
    assert second["committed"] == {"created": 0, "updated": 0, "unchanged": 2}
    assert [row["constituent"] for row in first["results"]] == ["C-1001", "C-1002", None, None]
    assert count(app, world, Constituent) == 2


def test_without_json_it_answers_in_a_sentence(app: Flask, world: World, file: Path) -> None:
    checked, committed = run(app, file), run(app, file, "--commit")

    assert checked.stdout.startswith("Import 1: 4 rows: 2 ready, 1 error, 0 possible duplicate")
    assert "Nothing has been changed." in checked.stdout
    assert "Committed: 2 created, 0 updated, 0 unchanged." in committed.stdout


@pytest.mark.parametrize(
    ("mode", "actions"),
    [
        ("both", ["update", "create"]),
        ("create", ["none", "create"]),
        ("update", ["update", "none"]),
    ],
)
def test_the_mode_says_what_the_file_may_do(
    app: Flask, world: World, tmp_path: Path, mode: str, actions: list[str]
) -> None:
    with factories.inside(app, world.ours):
        makers.add(world.ours, makers.person("Ann", "Lee", "ann@example.org"))
    path = tmp_path / "list.csv"
    path.write_text(
        "Email,First name,Last name,Mobile\nann@example.org,Ann,Lee,503-555-0101\nnoa@example.org,Noa,,\n"
    )

    told = answer(run(app, path, "--mode", mode, "--json"))

    assert [row["action"] for row in told["results"]] == actions
    assert told["counts"]["skipped"] == actions.count("none")


def test_dates_that_do_not_tell_are_read_as_is_usual_or_as_the_command_says(
    app: Flask, world: World, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Email,First name,Birth date\nann@example.org,Ann,3/4/1971\n")
    other = tmp_path / "other.csv"
    other.write_text("Email,First name,Birth date\nbo@example.org,Bo,3/4/1971\n")

    usual = run(app, path, "--commit", "--json")
    said = run(app, other, "--dates", "dmy", "--commit", "--json")

    with factories.inside(app, world.ours):
        births = [str(each.birth) for each in makers.everybody(world.ours)]
    assert births == ["1971-03-04", "1971-04-03"]
    assert "month first" in usual.stderr
    assert said.stderr == ""


def test_every_hostile_file_is_refused_as_a_whole(app: Flask, world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    for odd in HOSTILE:
        path.write_bytes(odd.data)

        result = run(app, path, "--commit", "--json")

        assert (result.exit_code, list(answer(result))) == (2, ["refused"]), odd.name
    assert (count(app, world, Batch), count(app, world, UploadPart)) == (0, 0)


def test_what_cannot_be_opened_is_refused(app: Flask, world: World, tmp_path: Path) -> None:
    dangling = tmp_path / "link.csv"
    dangling.symlink_to("nowhere")
    unread = Path("/proc/self/mem")

    for path in (tmp_path / "missing.csv", tmp_path, dangling, unread, Path("bad\udcff.csv")):
        result = run(app, path, "--json")

        assert result.exit_code == 2, path
        assert "cannot be read" in answer(result)["refused"]


def test_a_file_with_an_odd_name_is_read(app: Flask, world: World, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/li\xffst.csv"))
    path.write_text(LIST)

    assert answer(run(app, path, "--json"))["rows"] == 4


def test_a_file_refused_in_the_middle_leaves_nothing(
    app: Flask, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HANDLERS, "dry_run", services.handler(Limits(rows=20)))
    path = tmp_path / "list.csv"
    path.write_text("Email\n" + "".join(f"a{n}@example.org\n" for n in range(21)))

    result = run(app, path, "--commit", "--json")

    assert result.exit_code == 2
    assert answer(result)["refused"].startswith("This file has more than 20 rows. Split it")
    assert (count(app, world, Batch), count(app, world, UploadPart)) == (0, 0)


def test_a_file_above_the_limit_of_this_deployment_is_refused(
    app: Flask, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings: Settings = app.config["SETTINGS"]
    small = Settings(data=settings.data, database_url=settings.database_url, max_upload_mb=1)
    monkeypatch.setitem(app.config, "SETTINGS", small)
    path = tmp_path / "list.csv"
    path.write_text("Email\n" + "ann@example.org\n" * 70_000)

    result = run(app, path, "--json")

    assert (result.exit_code, "larger than 1 MB" in answer(result)["refused"]) == (2, True)
    assert count(app, world, UploadPart) == 0


def test_a_process_of_its_own_prints_json_and_nothing_else(
    app: Flask, world: World, file: Path, data_folder: Path
) -> None:
    settings: Settings = app.config["SETTINGS"]
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "kith", "import", str(file), "--json"]
    environment = {
        **os.environ,
        "KITH_DATA": str(data_folder),
        "DATABASE_URL": settings.database_url,
        "FLASK_SKIP_DOTENV": "1",
    }
    done = subprocess.run(
        [*command, "--commit", "--workspace", "green-valley"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["committed"] == {"created": 2, "updated": 0, "unchanged": 0}
