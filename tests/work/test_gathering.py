"""Work whose writes are gathered: others write meanwhile, and nothing comes to pass on what they changed."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete, select, text
from sqlalchemy.exc import OperationalError

from app import jobs
from app.connections import at_once
from app.constituents.models import Counter
from app.constituents.services import next_numbers
from app.db import db, insert_all, write_later
from app.gathering import gathering
from app.work.domain.lease import Ending, Lease, Progress
from app.work.running import Gathering, Handler
from tests import factories
from tests.factories import World

TOTAL = 30


class Counted:
    """Counts each row once; `meanwhile` is called in every chunk, before the first of its rows."""

    def __init__(self, lease: Lease, meanwhile: Callable[[int], None]) -> None:
        self.workspace_id, self.meanwhile = lease.workspace_id, meanwhile
        self.place = self.next = self.calls = 0

    def step(self, size: int) -> Progress:
        self.place, self.calls = self.next, self.calls + 1
        last = min(self.place + min(size, 10), TOTAL)
        db.session.scalar(select(Counter.last).limit(1))
        self.meanwhile(self.calls)
        for row in range(self.place, last):
            next_numbers(self.workspace_id, f"row-{row}", 1)
        self.next = last
        return Progress(last, finished=last == TOTAL)

    def again(self) -> None:
        self.next = self.place


def _somebody_saves() -> None:
    with at_once(db.engine) as other:
        other.execute(text("UPDATE staff SET name = name || '.'"))


def _counts(app: Flask, world: World) -> list[int]:
    with factories.inside(app, world.ours):
        rows = select(Counter.last).where(Counter.workspace_id == world.ours, Counter.name.startswith("row-"))
        return list(db.session.scalars(rows))


@pytest.mark.sqlite
@pytest.mark.parametrize("chunks", [(1,), (1, 2), (2, 4), (1, 2, 4, 6, 7)])
def test_each_row_is_carried_out_once_though_others_save_meanwhile(
    app: Flask, world: World, queued: int, handled: Callable[[Handler], None], chunks: tuple[int, ...]
) -> None:
    runs: list[Counted] = []

    def meanwhile(call: int) -> None:
        if call in chunks:
            _somebody_saves()

    def begin(lease: Lease) -> Gathering:
        runs.append(Counted(lease, meanwhile))
        return Gathering(runs[-1].step, runs[-1].again)

    handled(Handler(begin))
    ending = jobs.work_on(app, world.ours, queued)

    assert ending is Ending.FINISHED
    assert _counts(app, world) == [1] * TOTAL
    assert runs[0].calls == TOTAL / 10 + len(chunks)


@pytest.mark.sqlite
def test_the_third_time_nobody_else_can_write(
    app: Flask, world: World, queued: int, handled: Callable[[Handler], None]
) -> None:
    refused: list[int] = []

    def meanwhile(call: int) -> None:
        try:
            _somebody_saves()
        except OperationalError:
            refused.append(call)

    def begin(lease: Lease) -> Gathering:
        run = Counted(lease, meanwhile)
        return Gathering(run.step, run.again)

    handled(Handler(begin))

    assert jobs.work_on(app, world.ours, queued) is Ending.FINISHED
    assert refused == [3, 6, 9]
    assert _counts(app, world) == [1] * TOTAL


def test_what_waits_to_be_written_is_read_as_if_it_were_there(app: Flask, world: World) -> None:
    named = select(Counter.name).where(Counter.workspace_id == world.ours, Counter.name.in_(["a", "b"]))
    with factories.inside(app, world.ours):
        with gathering(db.session()) as writes:
            insert_all(Counter, [{"workspace_id": world.ours, "name": each, "last": 1} for each in "ab"])
            write_later(Counter, delete(Counter).where(Counter.name == "a"))
            unsent = len(writes.waiting)
            db.session.execute(text("SELECT 1"))
            seen = set(db.session.scalars(select(named.subquery())))
        assert unsent == 2
        assert seen == {"b"}


def test_what_waits_stays_until_something_bears_on_it(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours), gathering(db.session()) as writes:
        insert_all(Counter, [{"workspace_id": world.ours, "name": "a", "last": 1}])
        db.session.scalar(select(factories.Workspace.name).where(factories.Workspace.id == world.ours))
        before = len(writes.waiting)
        db.session.scalar(select(Counter.last).where(Counter.workspace_id == world.ours))
        assert (before, len(writes.waiting)) == (1, 0)
