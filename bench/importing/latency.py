"""How long a second member of staff waits for a page and for a save, idle and while a file is committed.

python -m bench.importing.latency FILE DATA [URL]
prints milliseconds as JSON. The commit runs in a process of its own, as a worker's does.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from app import jobs
from app.config import ROOT
from app.constituents.models import Constituent
from app.db import bind, db
from bench import clients
from bench.data import make
from bench.importing.fresh import Fresh
from bench.importing.ours import committing, started

PAUSE = 0.05
"""Seconds between two requests: nobody clicks faster."""
IDLE_ROUNDS = 150
MOST_ROUNDS = 2_000
Times = dict[str, list[float]]


def main(file: Path, given: Fresh) -> None:
    """Measure idle, then during a commit."""
    app = given.app()
    with app.app_context():
        workspace_id = make.workspace_id()
    batch_id, check_id = started(app, workspace_id, file)
    jobs.finish(app, workspace_id, check_id)
    visit = _visitor(app, workspace_id)
    _rounds(visit, lambda rounds: rounds < 20)
    idle = _rounds(visit, lambda rounds: rounds < IDLE_ROUNDS)
    work_id = committing(app, workspace_id, batch_id)
    command = [sys.executable, "-m", "bench.importing.worker", str(given.data), str(work_id), given.url]
    worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    busy = _rounds(visit, lambda rounds: rounds < MOST_ROUNDS and worker.poll() is None)
    if worker.wait() != 0:
        raise RuntimeError("the commit failed")
    print(json.dumps({"idle": _told(idle), "committing": _told(busy)}))


def _visitor(app: Flask, workspace_id: int) -> Callable[[int], Times]:
    """Opens somebody's profile, and writes a note about her."""
    client = clients.browser(app, workspace_id)
    with app.app_context():
        bind(workspace_id)
        people = select(Constituent.id).where(Constituent.workspace_id == workspace_id).limit(500)
        ids = db.session.scalars(people).all()
        db.session.remove()
    form = client.get(f"/constituents/{ids[0]}/notes/new").get_data(as_text=True)
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
    token = found[1] if found else ""

    def visit(number: int) -> Times:
        person = ids[number % len(ids)]
        note = {"csrf_token": token, "kind": "call", "on": "2026-01-05", "text": "Called back."}
        same = {"Sec-Fetch-Site": "same-origin"}
        page = lambda: client.get(f"/constituents/{person}")  # noqa: E731
        save = lambda: client.post(f"/constituents/{person}/notes/new", data=note, headers=same)  # noqa: E731
        return {"page": [_timed(page, 200)], "save": [_timed(save, 302, 303)]}

    return visit


def _timed(ask: Callable[[], Any], *expected: int) -> float:
    begun = time.perf_counter()
    answer = ask()
    taken = time.perf_counter() - begun
    if answer.status_code not in expected:
        raise RuntimeError(f"answered {answer.status_code}")
    return taken


def _rounds(visit: Callable[[int], Times], goes_on: Callable[[int], bool]) -> Times:
    times: Times = {"page": [], "save": []}
    rounds = 0
    while goes_on(rounds):
        for what, taken in visit(rounds).items():
            times[what] += taken
        rounds += 1
        time.sleep(PAUSE)
    return times


def _told(times: Times) -> dict[str, dict[str, float]]:
    return {
        what: {"n": len(taken), **{f"p{share}": _percentile(taken, share) for share in (50, 95, 99)}}
        for what, taken in times.items()
    }


def _percentile(taken: Sequence[float], share: int) -> float:
    """In milliseconds."""
    ordered = sorted(taken) or [0.0]
    return round(1_000 * ordered[min(len(ordered) - 1, round(share / 100 * len(ordered)))], 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Fresh(Path(sys.argv[2]), *sys.argv[3:4]))
