"""Kith's own check and commit of a file, each in a process of its own.

python -m bench.importing.ours FILE DATA [URL]
prints the seconds of each and the peak memory of each, and of the upload, as JSON.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from flask import Flask

from app.accounts.models import Workspace
from app.batches import queries as batches
from app.batches.services import Committing, commit
from app.config import ROOT
from app.db import bind, db
from app.imports import services
from app.imports.domain.limits import Limits
from app.operations.workspaces import OPERATOR
from bench.data import make
from bench.importing.fresh import Fresh
from bench.importing.worker import memory

LARGEST = 10_000_000_000
LIMITS = Limits(rows=10_000_000)


def main(file: Path, given: Fresh) -> None:
    """Check the file, commit what is ready, and tell."""
    app = given.app()
    with app.app_context():
        workspace_id = make.workspace_id()
    batch_id, check_id = started(app, workspace_id, file)
    told: dict[str, Any] = {"upload MB": memory()} | _worked("check", given, check_id)
    told |= _worked("commit", given, committing(app, workspace_id, batch_id))
    print(json.dumps(told | _counts(app, workspace_id, batch_id)))


def _worked(name: str, given: Fresh, work_id: int) -> dict[str, Any]:
    """Do one piece of work in a process of its own: its seconds, and its peak memory."""
    command = [sys.executable, "-m", "bench.importing.worker", str(given.data), str(work_id), given.url]
    done = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return {name: told["seconds"], f"{name} MB": told["MB"]}


def started(app: Flask, workspace_id: int, file: Path) -> tuple[int, int]:
    """Upload the file and start its check, which nobody does yet; the batch's id and the work's."""
    with app.app_context():
        bind(workspace_id)
        workspace = db.session.get_one(Workspace, workspace_id)
        with file.open("rb") as stream:
            received = services.receive(
                workspace, stream, filename="bench.csv", actor=OPERATOR, largest=LARGEST, limits=LIMITS
            )
        if not isinstance(received, services.Received):
            raise RuntimeError(str(received))
        services.map_columns(received.batch, services.mapping_of(received.batch))
        answer = services.check(workspace, received.batch, actor=OPERATOR)
        if not isinstance(answer, services.Checking):
            raise RuntimeError(str(answer))
        found = received.batch.id, answer.work.id
        db.session.commit()
    return found


def committing(app: Flask, workspace_id: int, batch_id: int) -> int:
    """Start the commit, which nobody does yet; the work's id."""
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
    return work_id


def _counts(app: Flask, workspace_id: int, batch_id: int) -> dict[str, int]:
    with app.app_context():
        bind(workspace_id)
        batch = batches.get(workspace_id, batch_id)
        assert batch is not None
        counts, results = batches.counts(batch), batches.results(batch)
    names = ("error", "possible_duplicate", "conflict", "skipped")
    told = {name: getattr(counts, name) for name in names}
    done = {name: getattr(results, name) for name in ("created", "updated", "unchanged", "stale")}
    return told | done


if __name__ == "__main__":
    main(Path(sys.argv[1]), Fresh(Path(sys.argv[2]), *sys.argv[3:4]))
