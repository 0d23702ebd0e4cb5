"""The queue carries rings and nothing else: JSON, each heard once, on both kinds of queue."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import jobs
from app.db import db
from app.jobs import worker
from app.jobs.doorbell import Doorbell
from app.work import queries, services
from app.work.domain.state import WorkState
from app.work.models import Work
from app.work.running import Handler
from tests import factories
from tests.factories import World
from tests.work.counting import KIND, applied, counting

pytestmark = pytest.mark.both


@pytest.fixture
def doorbell(app: Flask) -> Iterator[Doorbell]:
    bell = Doorbell(app.config["SETTINGS"])
    bell.queue().storage.flush_queue()
    yield bell
    bell.close()


def test_a_ring_is_heard_once_by_whoever_listens(doorbell: Doorbell) -> None:
    heard: list[tuple[int, int]] = []
    doorbell.answer(lambda *key: heard.append(key))

    doorbell.ring(11, 2**62)
    waiting = doorbell.is_ringing()
    doorbell.queue().execute(doorbell.queue().dequeue())

    assert waiting
    assert heard == [(11, 2**62)]
    assert not doorbell.is_ringing()


def test_a_message_is_plain_json(doorbell: Doorbell) -> None:
    doorbell.ring(11, 7)

    (message,) = doorbell.queue().storage.enqueued_items()

    assert [11, 7] in json.loads(bytes(message))


def test_the_queue_is_private(doorbell: Doorbell, backend: str, data_folder: Path) -> None:
    doorbell.ring(11, 7)

    if backend == "sqlite":
        assert (data_folder / "queue.db").exists()
    else:
        with doorbell.queue().storage.db() as cursor:
            role = cursor.execute("SELECT current_user").fetchone()
        assert role == ("kith_app",)


def test_a_commit_wakes_a_worker_of_this_process(
    app: Flask, world: World, handled: Callable[[Handler], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    handled(counting(50))
    monkeypatch.setitem(app.config, "RING", True)
    jobs.doorbell(app).queue().storage.flush_queue()
    with worker.working(app, threads=2):
        with factories.inside(app, world.ours):
            work = services.start(workspace_id=world.ours, kind=KIND, subject_id=7, total=50, by=None)
            db.session.commit()
            assert isinstance(work, Work)
            work_id = work.id
        state = jobs.finish(app, world.ours, work_id)

    with factories.inside(app, world.ours):
        assert len(applied(world.ours)) == 50
        assert set(applied(world.ours).values()) == {1}
    assert state is WorkState.DONE


def test_the_sweeper_finds_work_whose_ring_was_lost(
    app: Flask, world: World, queued: int, handled: Callable[[Handler], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    handled(counting(50))
    jobs.doorbell(app).queue().storage.flush_queue()

    with worker.working(app, threads=1):
        until = time.monotonic() + 10
        while time.monotonic() < until and _state(app, world, queued) is not WorkState.DONE:
            time.sleep(0.05)

    assert _state(app, world, queued) is WorkState.DONE


def test_a_worker_that_leaves_ends_its_threads(app: Flask, world: World) -> None:
    before = threading.active_count()

    with worker.working(app, threads=2):
        during = threading.active_count()

    assert during == before + 3
    assert threading.active_count() == before


def _state(app: Flask, world: World, work_id: int) -> WorkState | None:
    with app.test_request_context("/"):
        work = queries.get(world.ours, work_id)
        return work.state if work else None
