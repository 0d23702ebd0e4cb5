"""`./run bench`: make workspaces, measure, and print the tables."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from app.config import ROOT
from bench.data.databases import CACHE
from bench.facts import run as activity
from bench.groups import run as groups
from bench.matching import run as matching
from bench.timing import measure, table
from tests.databases import initdb

EPILOG = (
    "./run bench matching measures the matcher beside others, ./run bench activity facts and their rollups, "
    "./run bench groups counts and members of groups; each tells how with --help."
)

PAGES, IMPORTS, UPDATES, START = "pages", "imports", "updates", "start"
IMPORT, MATCHING, CONSENT, ACTIVITY, GROUPS = "import", "matching", "consent", "activity", "groups"
ALONE = {IMPORT: IMPORTS, CONSENT: CONSENT}
"""Words that measure one part alone."""


def main() -> None:
    if sys.argv[1:2] == [MATCHING]:
        head()
        matching.main(sys.argv[2:])
        return
    if sys.argv[1:2] == [ACTIVITY]:
        head()
        activity.main(sys.argv[2:])
        return
    if sys.argv[1:2] == [GROUPS]:
        head()
        groups.main(sys.argv[2:])
        return
    if (asked := ALONE.get("".join(sys.argv[1:2]))) is not None:
        sys.argv[1:2] = ["--only", asked]
    options = arguments()
    head()
    if START in options.only:
        print(start())
    measured = {
        PAGES: measure_pages,
        IMPORTS: measure_imports,
        UPDATES: measure_updates,
        CONSENT: measure_consent,
    }
    for name, measured_by in measured.items():
        if name in options.only:
            measured_by(options)


def head() -> None:
    print(
        f"Python {platform.python_version()} on {os.cpu_count()} cores, {datetime.now(UTC):%Y-%m-%d}.\n",
        flush=True,
    )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__, epilog=EPILOG)
    parser.add_argument(
        "--only",
        nargs="+",
        choices=[PAGES, IMPORTS, UPDATES, CONSENT, START],
        default=[START, PAGES, IMPORTS, UPDATES, CONSENT],
    )
    parser.add_argument("--people", type=int, default=20_000, help="constituents on record")
    parser.add_argument("--times", type=int, default=60, help="requests measured for each page")
    parser.add_argument("--databases", nargs="+", choices=["sqlite", "postgres"], help="all by default")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where made databases are kept")
    parser.add_argument("--rows", type=int, default=5_000, help="rows of the imported file")
    parser.add_argument("--latency", action="store_true", help="also what others wait for during a commit")
    parser.add_argument("--without-peer", action="store_true", help="import without django-import-export")
    parser.add_argument("--plans", type=int, default=10_000, help="update plans that are applied and undone")
    return parser.parse_args()


def measure_pages(options: argparse.Namespace) -> None:
    """Each database in a process of its own; without PostgreSQL installed only SQLite."""
    for database in options.databases or databases():
        given = [database, str(options.people), str(options.times), str(options.cache)]
        subprocess.run([sys.executable, "-m", "bench.pages", *given], check=True, cwd=ROOT)


def databases() -> list[str]:
    """Those that can be measured here."""
    return ["sqlite", "postgres"] if initdb() else ["sqlite"]


def measure_updates(options: argparse.Namespace) -> None:
    """Each database in a process of its own, in a throw-away workspace."""
    for database in options.databases or databases():
        given = [database, str(options.plans)]
        subprocess.run([sys.executable, "-m", "bench.updates", *given], check=True, cwd=ROOT)


def measure_consent(options: argparse.Namespace) -> None:
    """Each database in a process of its own, on the workspace that pages are measured on."""
    for database in options.databases or databases():
        given = [database, str(options.people), str(max(3, options.times // 10)), str(options.cache)]
        subprocess.run([sys.executable, "-m", "bench.consent", *given], check=True, cwd=ROOT)


def measure_imports(options: argparse.Namespace) -> None:
    """Each database in turn: the file of so many rows into a workspace of so many people."""
    for database in options.databases or databases():
        given = [database, str(options.rows), str(options.people), str(options.cache)]
        more = ["--latency"] * options.latency + ["--without-peer"] * options.without_peer
        subprocess.run([sys.executable, "-m", "bench.importing.run", *given, *more], check=True, cwd=ROOT)


def start() -> str:
    """Start-up as whole processes."""
    bare = measure("import flask", lambda: _python("import flask"), times=3, warm=1)
    ours = measure(
        "create_app()", lambda: _python("from app.factory import create_app; create_app()"), times=3, warm=1
    )
    return table("Start-up (whole process)", [bare, ours], floor=bare)


def _python(code: str) -> None:
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "KITH_DATA": data, "KITH_LOG_LEVEL": "ERROR"}
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=environment)


if __name__ == "__main__":
    main()
