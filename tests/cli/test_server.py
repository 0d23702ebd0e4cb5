"""The real server process: how it starts and how it ends. What it refuses needs no process of its own."""

import gc
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app import server
from app.config import ROOT
from app.jobs import worker
from app.operations import schema

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

Started = subprocess.Popen[str]
Start = Callable[..., tuple[Started, int]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts servers on free ports; whatever still runs at the end is stopped."""
    started: list[Started] = []

    def begin(command: str = "serve", *words: str, **environment: str) -> tuple[Started, int]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        values = {**os.environ, "KITH_DATA": str(tmp_path / "data"), "PORT": str(port), **environment}
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "flask", "--app", str(ROOT / "wsgi.py"), command, *words],
            env=values,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process, port

    yield begin
    for process in started:
        process.kill()
        process.communicate()


Refused = Callable[..., Result]


@pytest.fixture
def refused(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Refused:
    """Tries to start with other settings, here; whoever does start would stay, and fails the test."""

    def stays(*_: Any, **__: Any) -> None:
        raise AssertionError("It started.")

    def attempt(command: str = "serve", **settings: Any) -> Result:
        given = replace(app.config["SETTINGS"], **{"development": False, "port": 0, **settings})
        monkeypatch.setitem(app.config, "SETTINGS", given)
        monkeypatch.setattr(server.Server, "run", stays)
        monkeypatch.setattr(worker, "working", stays)
        return app.test_cli_runner().invoke(args=[command])

    return attempt


def assert_told(result: Result, words: str) -> None:
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), result.exception
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


def wait_until_ready(port: int) -> None:
    until = time.monotonic() + 90
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            assert time.monotonic() < until, "the server did not become ready"
            time.sleep(0.05)


def test_a_first_start_serves_and_prints_the_set_up_link_and_ends_on_a_signal_or_many(
    start: Start, tmp_path: Path
) -> None:
    process, port = start()
    wait_until_ready(port)

    out = _ended_by_signals_on_top_of_each_other(process)

    assert f"Kith is at http://127.0.0.1:{port}" in out
    assert re.search(rf"http://127\.0\.0\.1:{port}/setup\S+", out)
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_worker_ends_on_signals_that_come_one_on_top_of_the_other(
    start: Start, data_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(data_folder, tmp_path / "data")
    process, _ = start("worker")
    assert process.stderr
    assert "Working in the background" in process.stderr.readline()

    _ended_by_signals_on_top_of_each_other(process)


def _ended_by_signals_on_top_of_each_other(process: Started) -> str:
    for _ in range(5_000):
        process.send_signal(signal.SIGTERM)

    out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    return out


def test_a_folder_is_that_of_one_server_and_starts_the_next_when_it_was_killed(
    start: Start, refused: Refused, data_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(data_folder, tmp_path / "data")
    first, port = start()
    wait_until_ready(port)
    assert_told(refused(data=tmp_path / "data"), "Another server already works in")
    first.kill()
    first.wait()

    process, port = start()

    wait_until_ready(port)
    _an_open_request_is_answered_after_the_signal_and_new_ones_are_not_taken(process, port)


def _an_open_request_is_answered_after_the_signal_and_new_ones_are_not_taken(
    process: Started, port: int
) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as upload:
        upload.sendall(
            b"POST /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000\r\n\r\n" + b"x" * 1000
        )
        time.sleep(0.3)

        process.send_signal(signal.SIGTERM)
        refused = _refused_within(port, 10)
        upload.sendall(b"x" * 1000)
        answer = upload.recv(100)

    assert refused
    assert answer.startswith(b"HTTP/1.1 4")
    assert process.wait(timeout=30) == 0


def _refused_within(port: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"secret_key": "secret"}, "KITH_SECRET_KEY can be guessed"),
        ({"host": "0.0.0.0", "development": True}, "KITH_DEVELOPMENT"),
    ],
)
def test_dangerous_settings_keep_it_from_starting(
    refused: Refused, settings: dict[str, Any], words: str
) -> None:
    assert_told(refused(**settings), words)


def test_a_taken_port_is_told_in_one_sentence(refused: Refused) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        assert_told(refused(port=other.getsockname()[1]), "did not start")

    with warnings.catch_warnings():  # waitress leaves the socket to the end of the process
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def test_a_worker_waits_for_a_database_that_is_ready(
    refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "head", lambda: "later")

    assert_told(refused("worker"), "not ready")


def test_the_demo_serves_a_filled_workspace_and_leaves_nothing_behind(start: Start, tmp_path: Path) -> None:
    places = tmp_path / "temporary"
    places.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process, _ = start("demo", "--port", str(port), TMPDIR=str(places))
    wait_until_ready(port)
    during = list(places.iterdir())

    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=30)

    assert process.returncode == 0
    assert re.search(r"Sign in as demo@example\.org with the password \S{12,}", out)
    assert "/setup" not in out
    assert len(during) == 1
    assert list(places.iterdir()) == []
