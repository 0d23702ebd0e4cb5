"""The table of one import: ours, django-import-export's and the raw floor, one after the other.

python -m bench.importing.run DATABASE ROWS PEOPLE CACHE [--latency] [--without-peer]
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from app.config import ROOT
from app.db import bind, db
from bench.data import make
from bench.importing import file as files
from bench.importing.file import File
from bench.importing.fresh import Fresh, fresh, peers_database
from bench.timing import grid

Told = dict[str, Any]


def main() -> None:
    """Measure once and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.importing.run", description=__doc__)
    parser.add_argument("database", choices=["sqlite", "postgres"])
    parser.add_argument("rows", type=int)
    parser.add_argument("people", type=int)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--latency", action="store_true", help="also what others wait for meanwhile")
    parser.add_argument("--without-peer", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for part in _parts(options, folder):
            print(part, flush=True)


def _parts(options: argparse.Namespace, folder: Path) -> Any:
    where = f"{options.database}, {options.people:,} on record"
    with fresh(options.database, options.cache, options.people, folder) as given:
        file = make_files(given, folder, options.rows, with_existing=not options.without_peer)
        floor = _json("floor", str(file.path), peers_database(given, folder))
        peer = None if options.without_peer else _peer(given, folder, file)
        ours = _json("ours", str(file.path), str(given.data), given.url)
        yield table(f"Import of {file.rows:,} rows, {where}", file, floor, peer, ours)
    if options.latency:
        with tempfile.TemporaryDirectory(prefix="kith-bench-") as other:
            Path(other).chmod(0o755)
            with fresh(options.database, options.cache, options.people, Path(other)) as given:
                told = _json("latency", str(file.path), str(given.data), given.url)
        yield _latency(f"Others while {file.rows:,} rows are committed, {where}", told)


def make_files(given: Fresh, folder: Path, rows: int, *, with_existing: bool) -> File:
    """The file, and for the peer all who are on record as a file of the same columns."""
    app = given.app()
    with app.app_context():
        workspace_id = make.workspace_id()
        bind(workspace_id)
        made = files.make(folder / "in.csv", workspace_id, rows)
        if with_existing:
            with (folder / "existing.csv").open("w", newline="", encoding="utf-8") as stream:
                csv.writer(stream).writerows(files.everybody(workspace_id))
        db.session.remove()
        db.engine.dispose()
    return made


def _peer(given: Fresh, folder: Path, file: File) -> Told:
    return _json("peer", str(file.path), str(folder / "existing.csv"), peers_database(given, folder))


def _json(module: str, *arguments: str) -> Told:
    command = [sys.executable, "-m", f"bench.importing.{module}", *arguments]
    done = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    told: Told = json.loads(done.stdout.splitlines()[-1])
    return told


def table(title: str, file: File, floor: Told, peer: Told | None, ours: Told) -> str:
    lines = [_line("csv + executemany (floor)", file, floor["floor"], floor["floor"])]
    for what in ("dry run", "import") if peer else ():
        assert peer is not None
        lines.append(_line(f"django-import-export: {what}", file, peer[what], floor["floor"], peer["MB"]))
    for what, beside in (("check", "dry run"), ("commit", "import")):
        times = f"{peer[beside] / ours[what]:.1f}" if peer else ""
        lines.append(_line(f"Kith: {what}", file, ours[what], floor["floor"], ours[f"{what} MB"], times))
    heads = ["seconds", "rows/s", "× floor", "peak MB", "× as fast as the peer"]
    seen = {key: value for key, value in ours.items() if isinstance(value, int) and "MB" not in key}
    about = f"Of the rows {file.known:,} are about people on record. Outcome: {seen}. "
    about += f"Load of the machine: {os.getloadavg()[0]:.1f}.\n"
    return grid(title, heads, lines) + about


def _line(
    label: str, file: File, seconds: float, floor: float, peak: int | None = None, times: str = ""
) -> list[str]:
    rate, share = f"{file.rows / seconds:,.0f}", f"{seconds / floor:.1f}"
    return [label, f"{seconds:.1f}", rate, share, str(peak or ""), times]


def _latency(title: str, told: Told) -> str:
    lines = []
    for what in ("page", "save"):
        for when in ("idle", "committing"):
            found = told[when][what]
            ratio = f"{found['p99'] / max(told['idle'][what]['p99'], 0.1):.1f}"
            lines.append([f"{what}, {when}", *(str(found[p]) for p in ("n", "p50", "p95", "p99")), ratio])
    return grid(title, ["requests", "p50 ms", "p95 ms", "p99 ms", "p99 × idle"], lines)


if __name__ == "__main__":
    main()
