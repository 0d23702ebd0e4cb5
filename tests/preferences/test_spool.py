"""An unsubscribe outlives a busy database, a full disk, and a process that is killed after its answer."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.config import ROOT
from app.db import now
from app.jobs import chores
from app.preferences.routes import page, unsubscribe
from app.preferences.services import spool
from tests.factories import World
from tests.preferences.makers import ONE_CLICK, OPT_OUT, Ann, ann, forged, ledger, post, reached, said


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (page, unsubscribe):
        monkeypatch.setattr(module, "PATIENCE", 0.05)


@pytest.fixture(autouse=True)
def clean(data_folder: Path) -> None:
    for file in spool.folder_of(data_folder).glob("*"):
        file.unlink()


def kept(data_folder: Path) -> list[Path]:
    return list(spool.folder_of(data_folder).glob("*.json"))


@contextmanager
def locked(data_folder: Path) -> Iterator[None]:
    """Another process holds SQLite's only writer's place."""
    other = sqlite3.connect(data_folder / "kith.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def stopped_while_locked(client: FlaskClient, data_folder: Path, who: Ann) -> str:
    with locked(data_folder):
        answer = client.post(who.stop, data=ONE_CLICK)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.usefixtures("hurried")
def test_while_the_database_is_busy_the_wish_is_kept_and_then_carried_out(
    app: Flask, world: World, client: FlaskClient, data_folder: Path
) -> None:
    who, before = ann(app, world), now()

    text = stopped_while_locked(client, data_folder, who)

    assert "Your wish is kept" in said(text)
    assert ledger(app, world) == []
    chores.do_prompt(app)
    assert reached(app, world, who.id) == set()
    assert kept(data_folder) == []
    [line] = ledger(app, world)
    assert line.source == "one-click unsubscribe"
    assert before <= line.at <= now(), "it holds since it was asked for"


@pytest.mark.usefixtures("hurried")
def test_to_stop_everything_on_the_page_is_kept_as_well(
    app: Flask, world: World, client: FlaskClient, data_folder: Path
) -> None:
    who = ann(app, world)
    with locked(data_folder):
        answer = client.post(who.page, data={"do": "stop"})
        false = client.post(forged(who.page), data={"do": "stop"})
    chores.do_prompt(app)

    assert (answer.status_code, false.status_code) == (200, 404)
    assert reached(app, world, who.id) == set()
    assert [line.source for line in ledger(app, world)] == ["the preference page"]


@pytest.mark.usefixtures("hurried")
def test_a_yes_given_later_is_not_undone_by_a_wish_that_waited(
    app: Flask, world: World, client: FlaskClient, data_folder: Path
) -> None:
    who = ann(app, world)
    client.post(who.stop)
    stopped_while_locked(client, data_folder, who)

    post(client, who, "start", OPT_OUT)
    chores.do_prompt(app)

    assert reached(app, world, who.id) == {"all", "Newsletter"}


@pytest.mark.usefixtures("hurried")
def test_a_false_link_is_not_kept(app: Flask, world: World, client: FlaskClient, data_folder: Path) -> None:
    who = ann(app, world)

    with locked(data_folder):
        answers = {client.post(path, data=ONE_CLICK).status_code for path in (forged(who.stop), "/u/x")}

    assert answers == {404}
    assert kept(data_folder) == []


@pytest.mark.usefixtures("hurried")
def test_what_is_kept_names_no_address_and_only_we_may_read_it(
    app: Flask, world: World, client: FlaskClient, data_folder: Path
) -> None:
    who = ann(app, world)
    stopped_while_locked(client, data_folder, who)

    [file] = kept(data_folder)

    assert "@" not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_where_the_disk_is_full_the_reserve_makes_room(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch, app: Flask, world: World
) -> None:
    who, reserve = ann(app, world), spool.folder_of(data_folder) / "reserve"
    spool.prepare(data_folder)
    assert reserve.stat().st_size == spool.RESERVE
    really = os.fsync

    def full(descriptor: int) -> None:
        if reserve.exists():
            raise OSError(errno.ENOSPC, "No space left on device")
        really(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    token = who.stop.rpartition("/")[2]

    assert spool.keep(data_folder, token, at=now(), source="one-click unsubscribe")
    assert len(kept(data_folder)) == 1


def test_what_cannot_be_kept_is_not_answered_for(
    app: Flask, world: World, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    who = ann(app, world)
    monkeypatch.setattr(unsubscribe, "PATIENCE", 0.05)
    monkeypatch.setattr(spool, "_write", _refused)

    with locked(data_folder):
        answer = client.post(who.stop, data=ONE_CLICK)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


def _refused(*_anything: object) -> None:
    raise OSError(errno.EIO, "the disk is broken")


def test_it_is_there_after_a_kill_right_after_the_answer(app: Flask, world: World, data_folder: Path) -> None:
    who = ann(app, world)
    token = who.stop.rpartition("/")[2]
    code = (
        "import os, signal, sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from app.preferences.services.spool import keep\n"
        "assert keep(Path(sys.argv[1]), sys.argv[2], at=datetime.now(UTC), source='one-click unsubscribe')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )

    killed = subprocess.run([sys.executable, "-c", code, str(data_folder), token], cwd=ROOT)

    assert killed.returncode == -9
    chores.do_prompt(app)
    assert reached(app, world, who.id) == set()


def test_a_half_written_file_of_before_a_crash_disturbs_nobody(
    app: Flask, world: World, data_folder: Path
) -> None:
    who = ann(app, world)
    folder = spool.folder_of(data_folder)
    folder.mkdir(exist_ok=True)
    (folder / f"{world.ours}-0.part").write_text('{"tok')
    (folder / f"{world.ours}-1.json").write_text('{"tok')
    spool.keep(data_folder, who.stop.rpartition("/")[2], at=now() - timedelta(hours=1), source="x")

    chores.do_prompt(app)

    assert reached(app, world, who.id) == set()
    assert not spool.is_any_waiting(data_folder)


def test_one_wish_that_fails_in_whatever_way_keeps_no_other_waiting(
    app: Flask, world: World, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, really = ann(app, world), spool.stop_by_link
    token = who.stop.rpartition("/")[2]
    spool.keep(data_folder, token, at=now() - timedelta(hours=1), source="old")
    spool.keep(data_folder, token, at=now(), source="new")
    (spool.folder_of(data_folder) / f"{world.ours}-spoiled.json").write_text("{")

    def stop(*given: Any, **more: Any) -> object:
        if more["source"] == "old":
            raise ValueError("nobody expected this")
        return really(*given, **more)

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(spool, "stop_by_link", stop)
    monkeypatch.setattr(Path, "rename", refuse)
    chores.do_prompt(app)

    assert reached(app, world, who.id) == set()
    assert len(kept(data_folder)) == 2, "what failed waits on"


def test_a_chore_that_fails_keeps_no_other_from_being_done(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []

    def failing(_workspace_id: int) -> None:
        raise ValueError("nobody expected this")

    monkeypatch.setattr(chores, "CHORES", [failing, done.append])
    chores.do_all(app)

    assert world.ours in done
