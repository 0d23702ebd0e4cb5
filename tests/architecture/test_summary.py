"""The line at the end of a test run is what people read: it may not hide what was not run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = """
import pytest

def test_plain_though_its_name_says_postgres(): pass
@pytest.mark.sqlite
def test_on_sqlite(): pass
@pytest.mark.postgres
def test_on_postgres(): pass
@pytest.mark.postgres
def test_wrong_on_postgres(): assert False
@pytest.mark.browser
@pytest.mark.postgres
def test_in_a_browser(): pass
"""
SKIPPED = """
import pytest

def test_left_for_later(): pytest.skip("no reason is good enough")
"""


def pytest_on(folder: Path, source: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Runs pytest with this repository's settings, and no plugin it can do without, on one file of tests."""
    (folder / "test_sample.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder)]
    words = [*command, "-p", "no:cacheprovider", "-p", "xdist.plugin", *options, str(folder)]
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(words, cwd=ROOT, env=alone, text=True, capture_output=True)


def summary_of(run: subprocess.CompletedProcess[str]) -> str:
    return next(line for line in run.stdout.splitlines() if line.startswith("Ran:"))


def test_the_summary_counts_each_kind(tmp_path: Path) -> None:
    run = pytest_on(tmp_path, SAMPLE)

    expected = "Ran: unit 1 passed · SQLite 1 passed · PostgreSQL 1 passed, 1 failed · browser 1 passed"
    assert summary_of(run) == expected


def test_the_summary_is_the_same_when_two_processes_share_the_tests(tmp_path: Path) -> None:
    alone = pytest_on(tmp_path, SAMPLE, "--without-browser")
    shared = pytest_on(tmp_path, SAMPLE, "--without-browser", "-n", "2")

    assert summary_of(shared) == summary_of(alone)


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("--without-browser", "browser none · NOT RUN: browser (1 tests left out)"),
        ("--without-postgres", "PostgreSQL none · browser none · NOT RUN: PostgreSQL (3 tests left out)"),
    ],
)
def test_the_summary_names_what_was_left_out(tmp_path: Path, option: str, expected: str) -> None:
    run = pytest_on(tmp_path, SAMPLE, option)

    assert summary_of(run).endswith(expected)


def test_a_skipped_test_fails_the_run_of_the_front_door(tmp_path: Path) -> None:
    lenient = pytest_on(tmp_path, SKIPPED)
    strict = pytest_on(tmp_path, SKIPPED, "--nothing-skipped")

    assert lenient.returncode == 0
    assert strict.returncode == 1
    assert "counts as a failure" in strict.stdout
