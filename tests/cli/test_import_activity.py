"""`kith import-activity`: what it checks, records, refuses, and how it is taken back."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.activity.models import Donation
from app.cli.import_activity import import_activity
from app.cli.undo_import import undo_import
from app.db import db
from tests.activity_imports.makers import stripe
from tests.batches import makers
from tests.factories import World, inside


@pytest.fixture(autouse=True)
def _no_ringing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "RING", False)


def run(app: Flask, command: Any, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(command, [*map(str, arguments), "--workspace", "green-valley"])


def test_a_file_is_checked_recorded_and_taken_back(app: Flask, world: World, tmp_path: Path) -> None:
    with inside(app, world.ours):
        makers.add(world.ours, makers.person("Ann", "Lee", "ann@example.org"))
    path = tmp_path / "payments.csv"
    path.write_text(
        stripe(
            "ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org", "ch_2,2026-03-01,5.00,0.00,Paid,no@example.org"
        )
    )

    checked = json.loads(run(app, import_activity, path, "--json").stdout)
    done = json.loads(run(app, import_activity, path, "--commit", "--json").stdout)

    assert checked["recorded"] is None
    assert done["counts"] == {"new": 1, "changed": 0, "no_change": 0, "waiting": 1, "error": 0, "skipped": 0}
    assert done["recorded"] == {"new": 1, "changed": 0, "no_change": 0}
    with inside(app, world.ours):
        assert db.session.scalars(select(Donation.amount)).all() == [5000]

    told = run(app, undo_import, done["batch"])

    assert "1 rows taken back" in told.stdout
    with inside(app, world.ours):
        assert db.session.scalars(select(Donation.amount)).all() == []


def test_a_file_of_which_too_little_is_known_is_refused_with_what_to_say(
    app: Flask, world: World, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Who,When\nann@example.org,2026-03-01\n")

    answer = run(app, import_activity, path, "--json")

    assert answer.exit_code == 2
    assert "Say which tool" in json.loads(answer.stdout)["refused"]
