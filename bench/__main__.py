"""`./run bench`: fill a throw-away workspace, measure, and print the tables."""

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
from bench import imports, pages
from bench.timing import measure, table


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as name:
        folder = Path(name)
        app = create_app(Settings(data=folder, worker=False, log_level="ERROR"))
        workspace_id = fill(app, options.scale)
        print(f"{platform.python_version()} on {os.cpu_count()} cores, {datetime.now(UTC):%Y-%m-%d}, SQLite,")
        print(f"{2_000 * options.scale:,} constituents of the sample workspace.\n")
        print(start(), pages.run(app, workspace_id, times=options.times), sep="\n")
        print(imports.run(app, workspace_id, rows=options.rows, folder=folder))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--scale", type=int, default=5, help="thousands of constituents, divided by two")
    parser.add_argument("--rows", type=int, default=5_000, help="rows of the imported file")
    parser.add_argument("--times", type=int, default=40, help="requests measured for each page")
    return parser.parse_args()


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
