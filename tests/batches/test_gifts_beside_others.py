"""Gifts of a batch while others are at work: two workers, two batches, an erasure."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from app import jobs
from app.batches.domain.rows import Outcome, RowState
from app.batches.queries.gifts import carried, people_by_lookup, totals
from app.batches.services.forgetting import forget_rows
from app.db import db
from tests import factories
from tests.batches import gifts, makers
from tests.batches.gifts import line
from tests.factories import World

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def _inside(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    gifts.alone(monkeypatch)
    with factories.inside(app, world.ours):
        yield


def _lookups(world: World, number: int) -> list[str]:
    people = (makers.person(f"P{n}", "Lee", f"p{n}@example.org") for n in range(number))
    return [each.lookup_id for each in makers.add(world.ours, *people)]


def _at_once(app: Flask, *works: tuple[int, int]) -> None:
    """Let a worker for each piece of work begin at the same instant."""
    db.session.commit()
    gate = threading.Barrier(len(works))

    def one(key: tuple[int, int]) -> None:
        gate.wait(30)
        jobs.finish(app, *key)

    threads = [threading.Thread(target=one, args=(key,)) for key in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_two_workers_record_each_gift_once(app: Flask, world: World) -> None:
    lookups = _lookups(world, 20)
    batch = gifts.open_batch(world.ours)
    gifts.enter(batch, *(line(who, to=lookups[0]) for who in lookups[1:]), line("eve@example.org Fox"))
    work = makers.start_commit(batch)

    _at_once(app, (world.ours, work.id), (world.ours, work.id))
    makers.drain(app)

    assert carried(makers.fresh(batch)) == {"USD": (20, 100_000)}
    assert len(gifts.given(world.ours)) == 20
    assert len(gifts.thanks(world.ours)) == 19


def test_of_two_batches_with_the_same_gift_one_records_it(app: Flask, world: World) -> None:
    [ann] = _lookups(world, 1)
    batches = [gifts.open_batch(world.ours) for _ in range(2)]
    for batch in batches:
        gifts.enter(batch, line(ann, key="7"))
    works = [makers.start_commit(batch).id for batch in batches]

    _at_once(app, *((world.ours, work) for work in works))
    makers.drain(app)

    rows = [gifts.rows(batch)[1] for batch in batches]
    assert len(gifts.given(world.ours)) == 1
    assert sorted(row.state for row in rows) == [RowState.APPLIED, RowState.STALE]
    assert sorted(row.donation_id is None for row in rows) == [False, True]


def test_what_a_row_said_of_a_gift_is_forgotten_with_its_giver_and_the_sums_stay(
    app: Flask, world: World
) -> None:
    [ann] = _lookups(world, 1)
    done, waiting = (gifts.open_batch(world.ours) for _ in range(2))
    gifts.enter(done, line(ann, "50", fund="Ann's own fund", key="7"))
    makers.commit(app, done)
    gifts.enter(waiting, line(ann, "60", fund="Ann's own fund"))

    forget_rows(world.ours, people_by_lookup(world.ours, {ann})[ann], set())
    db.session.commit()

    kept, left = gifts.rows(done)[1], gifts.rows(waiting)[1]
    assert set(kept.cells) == set(left.cells) == {""}
    assert (kept.state, kept.amount, kept.currency) == (RowState.APPLIED, 5_000, "USD")
    assert carried(makers.fresh(done)) == {"USD": (1, 5_000)}
    assert (left.outcome, left.amount, left.currency) == (Outcome.SKIPPED, None, "")
    assert totals(makers.fresh(waiting)) == {}
