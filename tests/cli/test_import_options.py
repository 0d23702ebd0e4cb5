"""What `kith import` is told besides the file, what it tells of every row, and `kith undo-import`."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from xlsxwriter import Workbook

from app.cli.imports import import_file
from app.cli.undo_import import undo_import
from app.db import db
from app.imports.models import SavedMapping
from tests import factories
from tests.batches import makers
from tests.factories import World


@pytest.fixture(autouse=True)
def _no_ringing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "RING", False)


def run(app: Flask, *arguments: object) -> Result:
    words = [*map(str, arguments), "--workspace", "green-valley"]
    return app.test_cli_runner().invoke(import_file, words)


def undo(app: Flask, *arguments: object) -> Result:
    words = [*map(str, arguments), "--workspace", "green-valley"]
    return app.test_cli_runner().invoke(undo_import, words)


def answer(result: Result) -> Any:
    """The one document on standard output."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return json.loads(result.stdout)


def written(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def people(app: Flask, world: World) -> list[str]:
    with factories.inside(app, world.ours):
        return [f"{each.name.first} {each.name.last}" for each in makers.everybody(world.ours)]


def test_every_row_tells_what_changes_and_by_which_rule(app: Flask, world: World, tmp_path: Path) -> None:
    with factories.inside(app, world.ours):
        makers.add(world.ours, makers.person("Ann", "Lee", "ann@example.org"))
    path = written(tmp_path, "Email,First name,Last name,Mobile\nann@example.org,Ann,Lee,(503) 555-0142\n")

    (row,) = answer(run(app, path, "--json"))["results"]

    assert (row["row"], row["line"], row["action"], row["state"]) == (2, 2, "update", "pending")
    assert (row["constituent"], row["score"] > 90) == ("C-1001", True)
    (change,) = row["changes"]
    assert list(change) == ["do", "field", "before", "after", "rule", "words"]
    assert (change["do"], change["field"], change["before"]) == ("add", "phones", None)
    assert change["after"]["number"] == "(503) 555-0142"
    assert change["rule"]
    assert change["words"] == "+ phone (503) 555-0142"


def test_a_saved_mapping_is_used_by_its_name(app: Flask, world: World, tmp_path: Path) -> None:
    path = written(tmp_path, "Email,Call me\nann@example.org,Annie\n")
    with factories.inside(app, world.ours):
        batch = makers.upload(world.ours, path.read_bytes())
        mapping = makers.mapped(batch, {"Call me": "nickname"})
        stored = SavedMapping(
            workspace_id=world.ours, name="Club list", signature="x", mapping=mapping.to_json()
        )
        db.session.add(stored)
        db.session.commit()

    told = answer(run(app, path, "--mapping", "Club list", "--commit", "--json"))
    unknown = run(app, path, "--mapping", "No such", "--json")
    other = run(app, written(tmp_path, "Who,Where\na@example.org,x\n"), "--mapping", "Club list", "--json")

    with factories.inside(app, world.ours):
        (ann,) = makers.everybody(world.ours)
    assert told["committed"]["created"] == 1
    assert ann.name.nickname == "Annie"
    assert unknown.exit_code == 2
    assert "There is no saved mapping named “No such”" in answer(unknown)["refused"]
    assert "“Club list” knows none of the columns" in answer(other)["refused"]


def test_the_sheet_of_a_workbook_is_chosen_by_its_name(app: Flask, world: World, tmp_path: Path) -> None:
    data = BytesIO()
    with Workbook(data) as book:
        for name, who in (("Members", "Ann"), ("Board", "Zoe")):
            for at, cells in enumerate((("Email", "First name"), (f"{who}@example.org", who))):
                sheet = book.get_worksheet_by_name(name) or book.add_worksheet(name)
                sheet.write_row(at, 0, cells)
    path = tmp_path / "people.xlsx"
    path.write_bytes(data.getvalue())

    done = run(app, path, "--sheet", "Board", "--commit", "--json")
    none = run(app, path, "--sheet", "Trustees", "--json")

    assert answer(done)["committed"]["created"] == 1
    assert people(app, world) == ["Zoe "]
    assert none.exit_code == 2
    assert "Trustees" in answer(none)["refused"]


NAMES = [
    *("Ann Lee", "Bo Fox", "Cy Day", "Di Ray", "Ed Kay", "Flo Orr", "Gil Poe"),
    *("Ida Voe", "Jan Roe", "Kit Moe", "Lou Nye", "Meg Ash", "Ned Ivy"),
]
MOVED = "First name,Last name,Email\n" + "".join(
    f"{name.replace(' ', ',')},{other.replace(' ', '.')}@example.org\n"
    for name, other in zip(NAMES, [*NAMES[1:], NAMES[0]], strict=True)
)


def test_a_suspicious_file_is_committed_by_nobody_who_did_not_say_that_it_is_right(
    app: Flask, world: World, tmp_path: Path
) -> None:
    path = written(tmp_path, MOVED)

    stopped = run(app, path, "--commit", "--json")
    before = people(app, world)
    went_on = run(app, path, "--commit", "--acknowledge", "--json")

    assert stopped.exit_code == 1
    assert answer(stopped)["committed"] is None
    assert [alarm["kind"] for alarm in answer(stopped)["alarms"]] == ["emails_moved"]
    assert "was checked and not committed" in stopped.stderr
    assert "--acknowledge" in stopped.stderr
    assert before == []
    assert (went_on.exit_code, answer(went_on)["alarms"]) == (0, [])
    assert answer(went_on)["committed"]["created"] > 10


@pytest.mark.both
def test_an_import_is_taken_back_by_its_number(app: Flask, world: World, tmp_path: Path) -> None:
    path = written(tmp_path, "Email,First name,Last name\nann@example.org,Ann,Lee\nbo@example.org,Bo,Fox\n")
    done = answer(run(app, path, "--commit", "--json"))

    undone = undo(app, done["batch"], "--json")
    again = undo(app, done["batch"], "--json")
    unknown = undo(app, 77)

    assert answer(undone) == {"batch": 1, "undone": {"taken_back": 2, "kept": 0}}
    assert people(app, world) == []
    assert (again.exit_code, list(answer(again))) == (2, ["refused"])
    assert (unknown.exit_code, unknown.stderr.strip()) == (2, "There is no import 77.")
