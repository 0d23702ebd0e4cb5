"""`./run bench matching`: our matcher beside others, on labelled sets, at size and as somebody types."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from app.config import ROOT
from bench.data.labelled.make import write_set
from bench.data.labelled.mixes import SPARSE, USUAL
from bench.matching import report
from bench.matching.figures import Figures, figures, links
from bench.matching.programs import EMAIL, NXT, OURS, SPLINK, Taken, command, measured
from tests.databases import initdb

MATCHERS = (OURS, SPLINK, EMAIL, NXT)
SIZES = ("5000x20000", "100000x100000", "100000x1000000")
PARTS = ("labelled", "upload", "sizes", "stored", "typed", "storage")


def main(words: Sequence[str]) -> None:
    """Print every table asked for."""
    options = arguments(words)
    folders = options.labelled or default_sets(options)
    if "labelled" in options.only:
        for folder in folders:
            print_labelled(folder, options.matchers)
    if "upload" in options.only:
        told = {folder.name: task("bench.matching.upload", folder) for folder in folders}
        print(report.upload("People who are twice in one upload", told), flush=True)
    if "sizes" in options.only:
        for size in options.sizes:
            print_size(options, size)
    if {"stored", "typed", "storage"} & set(options.only):
        print_stored(options)


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="./run bench matching", description=__doc__)
    parser.add_argument(
        "--labelled", type=Path, nargs="+", metavar="FOLDER", help="labelled sets of your own"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--matchers", nargs="+", choices=MATCHERS, default=MATCHERS)
    parser.add_argument("--sizes", nargs="+", default=SIZES, metavar="ROWSxRECORDS")
    parser.add_argument("--people", type=int, default=1_000_000, help="on record while somebody types")
    parser.add_argument("--queries", type=int, default=400, help="of each kind while somebody types")
    parser.add_argument("--databases", nargs="+", choices=["sqlite", "postgres"], help="all by default")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--small", action="store_true", help="everything at a size that takes a minute")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "kith-bench")
    options = parser.parse_args(words)
    if options.small:
        options.sizes, options.people, options.queries = ("100x400",), 400, 5
    return options


def default_sets(options: argparse.Namespace) -> list[Path]:
    """A usual set and a sparse one, made once."""
    incoming, existing = (100, 400) if options.small else (5_000, 20_000)
    return [
        generated(options, incoming, existing),
        generated(options, incoming // 2, existing // 4, is_sparse=True),
    ]


def generated(options: argparse.Namespace, incoming: int, existing: int, *, is_sparse: bool = False) -> Path:
    """The folder of a set of this size."""
    mix, name = (SPARSE, "sparse") if is_sparse else (USUAL, "usual")
    folder: Path = options.cache / f"{name}-{incoming}x{existing}-seed{options.seed}"
    if not (folder / "truth.csv").exists():
        write_set(folder, seed=options.seed, existing=existing, incoming=incoming, mix=mix)
    return folder


def print_labelled(folder: Path, matchers: Sequence[str]) -> None:
    """What each matcher is worth on one set, and its errors."""
    found = {name: judged(name, folder) for name in matchers}
    print(report.worth(f"Labelled set “{folder.name}”", found), flush=True)
    sound = {name: told for name, (told, _) in found.items() if told}
    title = f"Wrong links of “{folder.name}”, automatic / with review"
    print(report.errors(title, sound), flush=True)


def judged(name: str, folder: Path) -> tuple[Figures | None, Taken]:
    """The figures of one matcher, None where it cannot run; and what it took."""
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as place:
        out = Path(place) / "out.csv"
        taken = run(name, folder, out)
        if taken.error:
            return None, taken
        with (folder / "truth.csv").open(encoding="utf-8") as file:
            rows = sum(1 for _ in file) - 1
        return figures(*links(folder, out), rows), taken


def run(name: str, folder: Path, out: Path) -> Taken:
    """Run a matcher; Splink may not be installed."""
    if name == SPLINK and find_spec("splink") is None:
        return Taken(0, 0, 0, "is not installed")
    return measured(command(name, folder, out))


def print_size(options: argparse.Namespace, size: str) -> None:
    """What whole programs take, ours and Splink."""
    incoming, existing = map(int, size.split("x"))
    folder = generated(options, incoming, existing)
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as place:
        names = [name for name in (OURS, SPLINK) if name in options.matchers]
        found = {name: run(name, folder, Path(place) / "out.csv") for name in names}
    title = f"{incoming:,} rows against {existing:,} records, from two files to a third"
    print(report.effort(title, incoming, found), flush=True)


def print_stored(options: argparse.Namespace) -> None:
    """A workspace whose keys are kept: an upload, one person at a time, and the room it takes."""
    databases = options.databases or (["sqlite", "postgres"] if initdb() else ["sqlite"])
    typing = generated(options, min(100_000, options.people // 4), options.people)
    if "stored" in options.only:
        for size in options.sizes:
            folder = generated(options, *map(int, size.split("x")))
            told = {name: of_workspace("match", name, folder, options) for name in databases}
            print(
                report.stored(f"{size.replace('x', ' rows against ')} records that are kept", told),
                flush=True,
            )
    for part, printed in (("typed", report.typed), ("storage", report.storage)):
        if part in options.only:
            told = {name: of_workspace(part, name, typing, options) for name in databases}
            title = {"typed": "As somebody types", "storage": "Room for a million records"}[part]
            print(printed(f"{title}, {options.people:,} on record", told), flush=True)


def of_workspace(what: str, database: str, folder: Path, options: argparse.Namespace) -> Mapping[str, Any]:
    """One task on a workspace; it is made before, in a process of its own."""
    words = (database, str(folder), str(options.cache))
    made(*words)
    return task("bench.matching.tasks", what, *words, str(options.queries))


@cache
def made(*words: str) -> None:
    """Make a workspace, or see that it is there."""
    subprocess.run([sys.executable, "-m", "bench.matching.tasks", "make", *words], check=True, cwd=ROOT)


def task(module: str, *words: str | Path) -> Mapping[str, Any]:
    """What a program prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, words)], check=True, cwd=ROOT, stdout=subprocess.PIPE
    )
    told: Mapping[str, Any] = json.loads(done.stdout)
    return told
