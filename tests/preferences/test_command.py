"""`kith unsubscribe`: a mailbox that stops mail."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app import connections
from app.jobs import chores
from tests.factories import World
from tests.preferences.makers import ann, forged, ledger, reached


def run(app: Flask, *words: str, message: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["kith", "unsubscribe", *words], input=message)


def mail(subject: str, to: str = "unsubscribe@example.org") -> str:
    return f"From: Ann <ann@example.org>\nTo: {to}\nSubject: {subject}\n\nThank you.\n"


@pytest.mark.both
def test_a_message_with_the_token_as_its_subject_stops(app: Flask, world: World) -> None:
    who = ann(app, world)
    token = who.stop.rpartition("/")[2]

    result = run(app, "-", "--json", message=mail(token))

    assert (result.exit_code, json.loads(result.stdout)) == (0, {"stopped": True})
    assert reached(app, world, who.id) == set()
    assert [line.source for line in ledger(app, world)] == ["a message to the unsubscribe address"]


@pytest.mark.parametrize("place", ["subject", "folded", "address", "argument", "whole link"])
def test_the_token_is_found_wherever_it_may_stand(app: Flask, world: World, place: str) -> None:
    who = ann(app, world)
    token = who.stop.rpartition("/")[2]
    messages = {
        "subject": mail(f"Re: {token}"),
        "folded": mail(f"please\n {token}"),
        "address": mail("stop", f"unsubscribe+{token}@example.org"),
    }
    words = {"argument": token, "whole link": f"https://kith.example.org{who.stop}"}

    result = run(app, words.get(place, "-"), message=messages.get(place, ""))

    assert result.exit_code == 0, result.output
    assert reached(app, world, who.id) == set()


def test_a_message_without_a_genuine_token_changes_nothing(app: Flask, world: World) -> None:
    who = ann(app, world)
    page = who.page.rpartition("/")[2]

    for subject in ("stop please", forged(who.stop)[3:], page, ""):
        result = run(app, "-", message=mail(subject))
        assert result.exit_code == 1
        assert "no link of ours" in result.stderr

    assert ledger(app, world) == []


def test_while_the_database_is_busy_the_wish_is_kept(
    app: Flask, world: World, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = ann(app, world)
    monkeypatch.setattr("app.cli.unsubscribe.make_ready", lambda *_a, **_k: None)
    token = connections._patience.set(0.05)
    other = sqlite3.connect(data_folder / "kith.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    try:
        result = run(app, who.stop)
    finally:
        other.close()
        connections._patience.reset(token)
    chores.do_prompt(app)

    assert result.exit_code == 0
    assert reached(app, world, who.id) == set()
