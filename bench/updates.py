"""Update plans in sets: planned, applied and undone, with the statements that each thousand of them takes."""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from flask import Flask

from app.accounts.models import Workspace
from app.accounts.services import create_workspace
from app.config import Settings
from app.constituents.domain.record import Band, Email, Existing, Incoming, Kind, Name, Phone, PointType
from app.db import bind, db
from app.factory import create_app
from app.lifecycle.services.undoing import undo
from app.operations import schema
from app.operations.workspaces import OPERATOR
from app.updates.domain.entry import EntryKind
from app.updates.domain.plan import UpdatePlan, create_plan, plan
from app.updates.domain.rules import UpdateRules
from app.updates.services import Applied, TakenBack, Task, apply_all
from bench.data.databases import server
from bench.timing import grid
from tests.databases import make_database
from tests.statements import count_statements

AT_ONCE = 1_000
"""Plans in a transaction."""


def main() -> None:
    """Measure on one database and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.updates", description=__doc__)
    parser.add_argument("database", choices=["sqlite", "postgres"])
    parser.add_argument("plans", type=int)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as name, _url(options.database, Path(name)) as url:
        app = create_app(Settings(data=Path(name) / "app", database_url=url, worker=False, log_level="ERROR"))
        with app.app_context():
            schema.make_ready(app, say=lambda sentence: None)
            workspace_id = create_workspace(name="Bench", actor=OPERATOR).id
            db.session.commit()
            db.session.remove()
        print(run(app, workspace_id, plans=options.plans, label=options.database))


@contextmanager
def _url(database: str, folder: Path) -> Iterator[str]:
    if database == "sqlite":
        yield ""
        return
    folder.chmod(0o755)  # its server belongs to another user
    with server(folder / "server") as owner:
        yield make_database(owner, "bench_updates")


def run(app: Flask, workspace_id: int, *, plans: int, label: str) -> str:
    """The table: seconds, plans in a second, and statements for the first and the last thousand."""
    with app.app_context():
        bind(workspace_id)
        steps = _steps(db.session.get_one(Workspace, workspace_id), plans)
        lines = [_line(name, step, plans) for name, step in steps]
        db.session.remove()
        db.engine.dispose()
    heads = ["seconds", "people/s", f"statements, first {AT_ONCE:,}", f"last {AT_ONCE:,}"]
    return grid(f"{plans:,} update plans on {label}, {AT_ONCE:,} in a transaction", heads, lines)


T = TypeVar("T")
Step = Callable[[], Sequence[int]]


def _steps(workspace: Workspace, plans: int) -> Iterator[tuple[str, Step]]:
    """What is done, one after the other; each answers its statements, part by part."""
    known: list[Existing] = []
    tasks: list[Task] = []
    sets: list[int] = []

    def add() -> Sequence[int]:
        new = [_task(Existing(Kind.INDIVIDUAL, Name()), create_plan(_row(number))) for number in range(plans)]
        return _in_parts(new, lambda part: known.extend(each.record for each in _applied(workspace, part)))

    def think() -> Sequence[int]:
        tasks.extend(_task(who, _planned(who, number)) for number, who in enumerate(known))
        return (0, 0)

    def carry_out() -> Sequence[int]:
        return _in_parts(tasks, lambda part: sets.append(_applied(workspace, part)[0].change_set))

    def take_back() -> Sequence[int]:
        return _in_parts([*sets], lambda part: _undone(workspace, part[0]), at_once=1)

    yield "add people", add
    yield "plan", think
    yield "apply", carry_out
    yield "undo", take_back


def _in_parts(items: Sequence[T], do: Callable[[list[T]], object], *, at_once: int = AT_ONCE) -> list[int]:
    """Do it with some at a time, each in a transaction of its own."""
    counts = []
    for start in range(0, len(items), at_once):
        with count_statements() as counted:
            do(list(items[start : start + at_once]))
            db.session.commit()
        counts.append(len(counted))
    return counts


def _applied(workspace: Workspace, tasks: Sequence[Task]) -> list[Applied]:
    done = [each for each in apply_all(workspace.id, tasks, actor=OPERATOR) if isinstance(each, Applied)]
    if len(done) != len(tasks):
        raise RuntimeError("somebody else wrote here")
    return done


def _undone(workspace: Workspace, change_set: int) -> None:
    outcomes = undo(workspace, change_set, actor=OPERATOR).outcomes.values()
    if not all(isinstance(each, TakenBack) and not each.left for each in outcomes):
        raise RuntimeError("something stays")


def _row(number: int, *, again: str = "") -> Incoming:
    digits = f"503555{number:04d}"
    return Incoming(
        Kind.INDIVIDUAL,
        Name(first=f"Ann{again}", last=f"Lee {number}"),
        (Email(f"p{again}{number}@example.org", PointType.HOME, primary=True),),
        (Phone(digits, f"+1{digits}{again and 9}", PointType.HOME, primary=True),),
    )


def _planned(who: Existing, number: int) -> UpdatePlan:
    today = datetime.now(UTC).date()
    row = _row(number, again="a")
    return plan(who, row, UpdateRules(), band=Band.MATCH, entry=EntryKind.IMPORTED_BATCH, today=today)


def _task(who: Existing, planned: UpdatePlan) -> Task:
    return Task(plan=planned, kind=who.kind, constituent_id=who.id, version=who.version, source="bench")


def _line(name: str, step: Step, plans: int) -> list[str]:
    begun = time.perf_counter()
    counts = step()
    seconds = time.perf_counter() - begun
    told = [str(counts[0]), str(counts[-1])] if counts[0] else ["", ""]
    return [name, f"{seconds:.1f}", f"{plans / seconds:,.0f}", *told]


if __name__ == "__main__":
    main()
