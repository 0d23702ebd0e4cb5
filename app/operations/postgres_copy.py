"""Copying a Postgres database with its own tools."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sqlalchemy import make_url


class MissingToolError(RuntimeError):
    """PostgreSQL's client programs are not installed here."""


def copy(owner_url: str, target: Path) -> None:
    """Dump the whole database into `target`, as the owner, who sees every workspace's rows."""
    _run("pg_dump", owner_url, ["--format=custom", f"--file={target}"])


def verify(path: Path) -> Mapping[str, int]:
    """Rows by table, counted in the dump itself; raises `ValueError` when it cannot be read to its end."""
    command = [_tool("pg_restore"), "--data-only", "--file=-", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout is not None
        rows = _count(process.stdout)
    if process.returncode:
        raise ValueError("pg_restore cannot read it.")
    if "alembic_version" not in rows:
        raise ValueError("it is no database of Kith.")
    return rows


def _count(lines: Iterable[bytes]) -> Mapping[str, int]:
    rows: dict[str, int] = {}
    table = ""
    for line in lines:
        if table and line.startswith(b"\\."):
            table = ""
        elif table:
            rows[table] += 1
        elif line.startswith(b"COPY "):
            table = line.split(b" ")[1].decode().removeprefix("public.")
            rows[table] = 0
    return rows


def replace(owner_url: str, path: Path) -> None:
    """Put the dump in the place of what the database holds, all of it or nothing."""
    options = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", str(path)]
    _run("pg_restore", owner_url, options)


def _run(tool: str, owner_url: str, options: Sequence[str]) -> None:
    url = make_url(owner_url).set(drivername="postgresql")
    environment = {**os.environ, "PGPASSWORD": str(url.password or "")}  # not for `ps` to see
    place = url.set(password=None).render_as_string()
    command = [_tool(tool), f"--dbname={place}", *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"{tool} failed: {done.stderr.strip()[-500:]}")


def _tool(name: str) -> str:
    """The newest program of that name; an older one refuses a newer server."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version)
    found = str(installed[-1]) if installed else shutil.which(name)
    if found is None:
        raise MissingToolError(f"{name} is not installed. Install PostgreSQL's client programs.")
    return found


def _version(path: Path) -> float:
    text = path.parent.parent.name
    return float(text) if text.replace(".", "", 1).isdigit() else 0.0
