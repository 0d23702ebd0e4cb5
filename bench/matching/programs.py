"""Programs run one by one, each in a process of its own, and what it took."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.config import ROOT

OURS, SPLINK, EMAIL, NXT = "Kith", "Splink 5", "exact email", "name and one more (NXT)"


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of the processor and on the clock, and megabytes at most; `error` is "" where it ended well."""

    processor: float
    clock: float
    megabytes: float
    error: str = ""


def command(matcher: str, folder: Path, out: Path) -> list[str]:
    """The words that start a matcher on a labelled set."""
    python = [sys.executable, "-m"]
    match matcher:
        case "Kith":
            files = [
                "--existing",
                folder / "existing.csv",
                "--incoming",
                folder / "incoming.csv",
                "--out",
                out,
            ]
            return [*python, "app.cli.match", *map(str, files)]
        case "Splink 5":
            return [*python, "bench.matching.matchers.splink", str(folder), str(out)]
        case _:
            rule = "email" if matcher == EMAIL else "nxt"
            return [*python, "bench.matching.matchers.rules", rule, str(folder), str(out)]


def measured(words: Sequence[str]) -> Taken:
    """Run a program to its end; its processor's seconds are those of user and system together."""
    launcher = [sys.executable, "-S", "-E", str(Path(__file__).with_name("launch.py"))]
    done = subprocess.run([*launcher, *words], cwd=ROOT, capture_output=True, check=True)
    told = json.loads(done.stdout)
    complaint = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["It failed."]
    error = complaint[0].partition(". ")[0] if told["status"] else ""
    return Taken(told["processor"], told["clock"], told["megabytes"], error)
