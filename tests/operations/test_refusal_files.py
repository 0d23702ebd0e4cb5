"""Every no is kept in files, whole and soon, also by those who are killed or have no room."""

import os
import signal
import stat
from pathlib import Path

import pytest
from flask import Flask

from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.services import refusal_files
from app.jobs import chores
from app.jobs.refusals import keep
from app.operations import refusals
from tests.factories import World
from tests.operations.refusing import ANN, People, backup, let_go, mailable, put, refuse, sound

pytestmark = pytest.mark.sqlite


def test_killed_between_the_commit_and_the_file_nothing_is_lost(
    app: Flask, world: World, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go(app)
    child = os.fork()
    if not child:
        monkeypatch.setattr(refusal_files, "append", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        try:
            refuse(app, world, EventKind.UNSUBSCRIBED, people[ANN])
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert sound(app, world) == ["1 refusal of the ledger not kept in KITH_DATA/refusals"]

    refusals.at_start(app, print)

    assert sound(app, world) == []


def test_a_full_disk_refuses_nobody_is_told_and_is_caught_up_with(
    app: Flask,
    world: World,
    people: People,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with monkeypatch.context() as full:

        def half(descriptor: int) -> None:
            os.truncate(descriptor, os.fstat(descriptor).st_size - 40)
            raise OSError(28, "No space left on device")

        full.setattr(os, "fsync", half)
        refuse(app, world, EventKind.UNSUBSCRIBED, people[ANN])
        assert ANN not in mailable(app, world, people)
        assert "not kept outside the database yet" in caplog.text
        assert sound(app, world) == ["1 refusal of the ledger not kept in KITH_DATA/refusals"]

    chores.do_prompt(app)

    assert keep in chores.CHORES  # for what was committed by a process that is gone
    assert sound(app, world) == []
    with app.app_context():
        assert list(refusals.replay(app).sentences())[1:] == [
            "1 line of KITH_DATA/refusals could not be read."
        ]


def test_a_repair_by_the_doctor_puts_back_and_keeps(app: Flask, world: World, people: People) -> None:
    path = backup(app)
    refuse(app, world, EventKind.UNSUBSCRIBED, people[ANN])
    put(app, path)
    assert sound(app, world) == ["1 refusal of KITH_DATA/refusals not in the ledger: was a backup restored?"]

    result = app.test_cli_runner().invoke(args=["kith", "doctor", "--repair"])

    assert "green-valley: refusals: repaired." in result.output
    assert sound(app, world) == []
    assert ANN not in mailable(app, world, people)


def test_files_are_for_their_owner_name_nobody_and_go_when_they_are_old(
    app: Flask, world: World, people: People, folder: Path
) -> None:
    old, recent = folder / "2025-01.jsonl", folder / "2026-01.jsonl"
    for each in (old, recent):
        each.write_bytes(b"")
    refuse(
        app,
        world,
        EventKind.SUPPRESSED,
        people[ANN],
        address="ann@example.org",
        reason=SuppressionReason.MANUAL,
    )

    files = refusal_files.months(folder)
    text = b"".join(file.read_bytes() for file in files).decode()
    assert old not in files
    assert recent in files
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir() if file != recent} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert text.count("\n") == 3  # a lift or a consent is not kept, and nothing twice
    assert not any(word in text.lower() for word in ("@", "example", "ann", "alice", "letter"))
