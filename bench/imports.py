"""An import beside the raw floor: reading the file and writing its cells with one `executemany`."""

import csv
import io
import sqlite3
import time
from pathlib import Path
from random import Random

from flask import Flask

from app import jobs
from app.accounts.models import Workspace
from app.batches import queries as batches
from app.batches.services import Committing, commit
from app.db import bind, db
from app.imports import services
from app.imports.domain.limits import Limits
from app.operations.workspaces import OPERATOR
from app.sample.domain import words
from bench.timing import Figure, table


def run(app: Flask, workspace_id: int, *, rows: int, folder: Path) -> str:
    """A table of check and commit, each as often the floor's time."""
    file = make_file(rows)
    floor = _timed("csv + executemany", lambda: _floor(file, folder / "floor.db"))
    batch_id, check = _check(app, workspace_id, file)
    committing = _timed("commit", lambda: _commit(app, workspace_id, batch_id))
    figures = [floor, check, committing]
    return table(f"Import of {rows:,} rows", figures, floor=floor, unit=rows, noun="rows")


def make_file(rows: int, *, seed: int = 11) -> bytes:
    """A CSV of new people with name, email, phone, address; the same for the same seed."""
    chance = Random(seed)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Email", "First name", "Last name", "Phone", "Street", "City", "Postcode"])
    for number in range(rows):
        city, _, postcode = chance.choice(words.PLACES)
        writer.writerow(
            [
                f"bench{number}@example.org",
                chance.choice(words.FIRST),
                chance.choice(words.LAST),
                f"(503) 555-{number % 10_000:04d}",
                f"{number} {chance.choice(words.STREETS)}",
                city,
                postcode,
            ]
        )
    return text.getvalue().encode()


def _timed(label: str, what: object) -> Figure:
    start = time.perf_counter()
    what()  # type: ignore[operator]
    return Figure(label, (time.perf_counter() - start,))


def _floor(file: bytes, path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a, b, c, d, e, f, g)")
        rows = csv.reader(io.StringIO(file.decode()))
        next(rows)
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _check(app: Flask, workspace_id: int, file: bytes) -> tuple[int, Figure]:
    with app.app_context():
        bind(workspace_id)
        workspace = db.session.get_one(Workspace, workspace_id)
        received = services.receive(
            workspace,
            io.BytesIO(file),
            filename="bench.csv",
            actor=OPERATOR,
            largest=1_000_000_000,
            limits=Limits(),
        )
        if not isinstance(received, services.Received):
            raise RuntimeError(str(received))
        services.map_columns(received.batch, services.mapping_of(received.batch))
        started = services.check(workspace, received.batch, actor=OPERATOR)
        if not isinstance(started, services.Checking):
            raise RuntimeError(str(started))
        batch_id, work_id = received.batch.id, started.work.id
        db.session.commit()
    return batch_id, _timed("check", lambda: jobs.finish(app, workspace_id, work_id))


def _commit(app: Flask, workspace_id: int, batch_id: int) -> None:
    with app.app_context():
        bind(workspace_id)
        batch = batches.get(workspace_id, batch_id)
        if batch is None:
            raise RuntimeError("the batch is gone")
        answer = commit(batch, actor=OPERATOR)
        if not isinstance(answer, Committing):
            raise RuntimeError(answer.reason)
        work_id = answer.work.id
        db.session.commit()
    jobs.finish(app, workspace_id, work_id)
