"""The real server process: how it starts, what it refuses, how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.config import ROOT

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


def test_a_first_start_serves_and_prints_the_set_up_link_and_ends_on_a_signal(
    start: Start, tmp_path: Path
) -> None:
    process, port = start()
    wait_until_ready(port)

    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=30)

    assert process.returncode == 0
    assert f"Kith is at http://127.0.0.1:{port}" in out
    assert re.search(rf"http://127\.0\.0\.1:{port}/setup\S+", out)
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("process_of", ["serve", "worker"])
def test_signals_that_come_one_on_top_of_the_other_end_it_all_the_same(start: Start, process_of: str) -> None:
    process, port = start()
    wait_until_ready(port)
    if process_of == "worker":
        process, _ = start("worker")
        assert process.stderr
        assert "Working in the background" in process.stderr.readline()

    for _ in range(5_000):
        process.send_signal(signal.SIGTERM)

    process.communicate(timeout=30)
    assert process.returncode == 0


def test_an_open_request_is_answered_after_the_signal_and_new_ones_are_not_taken(start: Start) -> None:
    process, port = start()
    wait_until_ready(port)
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


def test_a_second_server_does_not_share_the_data_folder(start: Start) -> None:
    _, port = start()
    wait_until_ready(port)

    second, _ = start()
    _, err = second.communicate(timeout=30)

    assert second.returncode == 1
    assert "Another server already works in" in err
    assert "Traceback" not in err


def test_a_killed_server_leaves_a_folder_that_starts_again(start: Start) -> None:
    first, port = start()
    wait_until_ready(port)
    first.kill()
    first.wait()

    _, port = start()

    wait_until_ready(port)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"KITH_SECRET_KEY": "secret"}, "KITH_SECRET_KEY can be guessed"),
        ({"KITH_HOST": "0.0.0.0", "KITH_DEVELOPMENT": "yes"}, "KITH_DEVELOPMENT"),
    ],
)
def test_dangerous_settings_keep_it_from_starting(
    start: Start, environment: dict[str, str], words: str
) -> None:
    process, _ = start(**environment)
    _, err = process.communicate(timeout=30)

    assert process.returncode == 1
    assert words in err
    assert "Traceback" not in err


def test_a_taken_port_is_told_in_one_sentence(start: Start) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        process, _ = start(PORT=str(other.getsockname()[1]))
        _, err = process.communicate(timeout=30)

    assert process.returncode == 1
    assert "did not start" in err
    assert "Traceback" not in err


def test_a_worker_waits_for_a_database_that_is_ready(start: Start) -> None:
    process, _ = start("worker")
    _, err = process.communicate(timeout=30)

    assert process.returncode == 1
    assert "not ready" in err


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
