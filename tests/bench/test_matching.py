"""`./run bench matching` at a size that takes seconds: every part of it, so that it cannot rot."""

import contextlib
import csv
import io
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bench.__main__ import main as front_door
from bench.data.labelled.make import write_set
from bench.matching import run
from bench.matching.matchers import rules
from bench.matching.programs import OURS, Taken, measured

PROCESS = subprocess.run


@pytest.mark.slow
def test_every_table_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    of_their_own: list[str] = []

    def here(command: Sequence[str], **how: Any) -> subprocess.CompletedProcess[str]:
        """What is timed, and the first of a kind, in a process of its own as always; the others here."""
        module = command[2]
        if command[1] != "-m" or module not in of_their_own:
            of_their_own.append(module)
            return PROCESS(command, **how)
        out = io.StringIO()
        monkeypatch.setattr(sys, "argv", [module, *command[3:]])
        with contextlib.redirect_stdout(out):
            runpy.run_module(module, run_name="__main__")
        return subprocess.CompletedProcess(command, 0, stdout=out.getvalue())

    monkeypatch.setattr(run.subprocess, "run", here)

    words = ["--small", "--databases", "sqlite", "--matchers", OURS, "--cache", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", ["bench", "matching", *words])

    front_door()

    printed = capsys.readouterr().out
    for title in (
        "Labelled set “usual-100x400-seed7”",
        "Labelled set “sparse-50x100-seed7”",
        "Wrong links of",
        "People who are twice in one upload",
        "100 rows against 400 records, from two files to a third",
        "records that are kept",
        "As somebody types",
        "Room for a million records",
    ):
        assert title in printed, title
    (usual,) = [line for line in printed.splitlines() if line.startswith(f"| {OURS} | .")][:1]
    assert float(usual.split("|")[2].split()[0]) > 0.8


def test_a_matcher_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "find_spec", lambda name: None)

    assert run.run("Splink 5", tmp_path, tmp_path / "out.csv").error == "is not installed"


def test_a_program_that_fails_is_told_with_what_it_took() -> None:
    failed = measured([sys.executable, "-c", "raise SystemExit('No such set. Make one.')"])
    busy = measured([sys.executable, "-c", "sum(range(3_000_000))"])

    assert failed.error == "No such set"
    assert (busy.error, busy.processor > 0.02, busy.megabytes > 3) == ("", True, True)
    assert isinstance(busy, Taken)


@pytest.mark.parametrize(
    ("rule", "expected"), [("email", {"R1": "C1", "R2": "C1"}), ("nxt", {"R1": "C1", "R3": "C2"})]
)
def test_the_rules_of_other_tools(tmp_path: Path, rule: str, expected: dict[str, str]) -> None:
    head = "first_name,last_name,organization_name,email,phone,address_line1,zip"
    (tmp_path / "existing.csv").write_text(
        f"constituent_id,{head}\nC1,Ann,Lee,,ann@example.org,,,\nC2,Bo,Fox,,,(503) 555-0100,,\n"
    )
    (tmp_path / "incoming.csv").write_text(
        f"row_id,{head}\nR1,ann,LEE,,Ann@example.org,,,\nR2,Zoe,Lee,,ann@example.org,,,\nR3,Bo,Fox,,,5035550100,,\n"
    )

    rules.main(rules.RULES[rule], tmp_path, tmp_path / "out.csv")

    with (tmp_path / "out.csv").open(newline="") as file:
        assert {row["row_id"]: row["constituent_id"] for row in csv.DictReader(file)} == expected


def test_a_set_of_ones_own_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_set(tmp_path / "own", seed=1, existing=60, incoming=30)

    run.main(["--labelled", str(tmp_path / "own"), "--only", "labelled", "--matchers", "exact email"])

    assert "Labelled set “own”" in capsys.readouterr().out
