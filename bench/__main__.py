"""`./run bench`: make workspaces, measure, and print the tables."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from app.accounts.domain.roles import Role
from app.accounts.services import create_staff, create_workspace
from app.config import ROOT, Settings
from app.db import db
from app.factory import create_app
from app.operations import schema
from app.operations.workspaces import OPERATOR
from app.sample.services import fill_workspace
from bench import imports
from bench.matching import run as matching
from bench.timing import measure, table
from tests.databases import initdb

EPILOG = "./run bench matching measures the matcher beside others; ./run bench matching --help tells how."
CACHE = Path(tempfile.gettempdir()) / "kith-bench"


PAGES, IMPORTS, UPDATES, START, MATCHING = "pages", "imports", "updates", "start", "matching"


def main() -> None:
    if sys.argv[1:2] == [MATCHING]:
        head()
        matching.main(sys.argv[2:])
        return
    options = arguments()
    head()
    if START in options.only:
        print(start())
    if PAGES in options.only:
        measure_pages(options)
    if IMPORTS in options.only:
        measure_imports(options)
    if UPDATES in options.only:
        measure_updates(options)


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
        choices=[PAGES, IMPORTS, UPDATES, START],
        default=[START, PAGES, IMPORTS, UPDATES],
    )
    parser.add_argument("--people", type=int, default=20_000, help="constituents behind the pages")
    parser.add_argument("--times", type=int, default=60, help="requests measured for each page")
    parser.add_argument("--databases", nargs="+", choices=["sqlite", "postgres"], help="all by default")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where made databases are kept")
    parser.add_argument(
        "--scale", type=int, default=5, help="size of the workspace that the import goes into"
    )
    parser.add_argument("--rows", type=int, default=5_000, help="rows of the imported file")
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


def measure_imports(options: argparse.Namespace) -> None:
    """Into a throw-away workspace on SQLite."""
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as name:
        folder = Path(name)
        app = create_app(Settings(data=folder, worker=False, log_level="ERROR"))
        workspace_id = fill(app, options.scale)
        print(imports.run(app, workspace_id, rows=options.rows, folder=folder))


def fill(app: Flask, scale: int) -> int:
    """A workspace with one owner and the sample; its id."""
    with app.app_context():
        schema.make_ready(app, say=lambda sentence: None)
        workspace = create_workspace(name="Bench", actor=OPERATOR)
        create_staff(
            workspace, name="Bench", email="bench@example.org", password=None, role=Role.OWNER, actor=OPERATOR
        )
        fill_workspace(workspace, today=datetime.now(UTC).date(), scale=scale)
        workspace_id = workspace.id
        db.session.commit()
    return workspace_id


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
