"""One worker at a time, and a fence against those that were thought dead."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from app import jobs
from app.constituents.services import next_numbers
from app.db import db, now
from app.work import leases, queries
from app.work.domain.lease import Ending, Lease, LostLease
from app.work.models import Work
from app.work.running import Handler, run
from tests import factories
from tests.factories import World
from tests.work.counting import applied, counting

pytestmark = pytest.mark.both


def take(app: Flask, workspace_id: int, work_id: int, owner: str) -> Lease | None:
    with factories.inside(app, workspace_id):
        lease = leases.take(workspace_id, work_id, owner)
        db.session.commit()
        return lease


def fall_silent(app: Flask, work_id: int, seconds: float) -> None:
    with app.app_context():
        db.session.execute(
            update(Work).where(Work.id == work_id).values(heartbeat_at=now() - timedelta(seconds=seconds))
        )
        db.session.commit()


def test_one_worker_gets_the_work(app: Flask, world: World, queued: int) -> None:
    first = take(app, world.ours, queued, "one")
    second = take(app, world.ours, queued, "two")

    assert first is not None
    assert (first.owner, first.fence, first.subject_id, first.tries) == ("one", 1, 7, 1)
    assert second is None


def test_work_of_another_workspace_is_not_there(app: Flask, world: World, queued: int) -> None:
    assert take(app, world.theirs, queued, "one") is None


@pytest.mark.parametrize(("seconds", "fence"), [(14, None), (16, 2)])
def test_a_worker_that_is_silent_for_long_enough_loses_its_work(
    app: Flask, world: World, queued: int, seconds: int, fence: int | None
) -> None:
    take(app, world.ours, queued, "one")
    fall_silent(app, queued, seconds)

    second = take(app, world.ours, queued, "two")

    assert (second.fence if second else None) == fence


def test_who_lost_the_lease_cannot_write(app: Flask, world: World, queued: int) -> None:
    old = take(app, world.ours, queued, "one")
    fall_silent(app, queued, 60)
    take(app, world.ours, queued, "two")
    assert old is not None

    def end(lease: Lease) -> None:
        leases.fail(lease, "no")

    writes: list[Callable[[Lease], object]] = [
        leases.hold,
        lambda lease: leases.beat(lease, 1),
        leases.finish,
        leases.stop,
        end,
        leases.give_back,
    ]
    for write in writes:
        with factories.inside(app, world.ours), pytest.raises(LostLease):
            write(old)


def test_a_lost_lease_takes_its_chunk_with_it(
    app: Flask, world: World, queued: int, handled: Callable[[Handler], None]
) -> None:
    lease = take(app, world.ours, queued, "one")
    assert lease is not None

    def be_overtaken(row: int) -> None:
        if row == 220:  # not in the first chunk; the other worker's fence is written in the same transaction
            db.session.execute(update(Work).where(Work.id == queued).values(fence=Work.fence + 1))

    with factories.inside(app, world.ours):
        ending = run(lease, counting(300, before_each=be_overtaken))

    with factories.inside(app, world.ours):
        rows = applied(world.ours)
        work = queries.get(world.ours, queued)
    assert ending is Ending.YIELDED
    assert work is not None
    assert 0 < len(rows) == work.done <= 220


def test_giving_back_lets_the_next_worker_go_on(app: Flask, world: World, queued: int) -> None:
    first = take(app, world.ours, queued, "one")
    assert first is not None
    with factories.inside(app, world.ours):
        leases.give_back(first)
        db.session.commit()

    second = take(app, world.ours, queued, "two")

    assert second is not None
    assert (second.fence, second.tries) == (2, 1)


def test_a_beat_tells_that_a_stop_was_requested_and_stores_progress(
    app: Flask, world: World, queued: int
) -> None:
    lease = take(app, world.ours, queued, "one")
    assert lease is not None
    with factories.inside(app, world.ours):
        before = leases.beat(lease, 10)
        db.session.execute(update(Work).where(Work.id == queued).values(stop_requested=True))
        after = leases.beat(lease, 20)
        leases.set_total(lease, 250)
        db.session.commit()
        work = queries.get(world.ours, queued)

    assert work is not None
    assert (before, after, work.done, work.total, work.tries) == (False, True, 20, 250, 0)


def test_waiting_work_is_told_apart_from_work_that_nobody_heard_of(
    app: Flask, world: World, queued: int
) -> None:
    with app.app_context():
        fresh = (queries.waiting(), queries.stale())
    fall_silent(app, queued, 3)
    with app.app_context():
        unheard = (queries.waiting(), queries.stale())
    take(app, world.ours, queued, "one")
    with app.app_context():
        taken = (queries.waiting(), queries.stale())
    fall_silent(app, queued, 20)
    with app.app_context():
        dead = (queries.waiting(), queries.stale())

    it = [(world.ours, queued)]
    assert (fresh, unheard, taken, dead) == ((it, []), (it, it), ([], []), (it, it))


def test_a_sweep_rings_for_unheard_work_once(
    app: Flask, world: World, queued: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[tuple[int, int]] = []
    bell = jobs.doorbell(app)
    monkeypatch.setattr(bell, "ring", lambda *key: rung.append(key))
    monkeypatch.setattr(bell, "is_ringing", lambda: bool(rung))
    fall_silent(app, queued, 3)

    counts = [jobs.sweep(app), jobs.sweep(app)]

    assert counts == [1, 0]
    assert rung == [(world.ours, queued)]


def test_the_numbers_of_rows_are_made_for_counting(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        next_numbers(world.ours, "row-1", 1)
        next_numbers(world.ours, "row-1", 1)

        assert applied(world.ours) == {"row-1": 2}
