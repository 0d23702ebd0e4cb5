"""While background work writes, staff's saves get their turn."""

import threading
import time
from collections.abc import Callable
from statistics import median

import pytest
from flask import Flask
from sqlalchemy import text

from app import jobs
from app.db import db
from app.work.running import Handler
from tests.factories import World
from tests.work.counting import counting

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]


def test_a_save_waits_for_a_chunk_or_two_and_not_for_the_work(
    app: Flask, world: World, queued: int, handled: Callable[[Handler], None]
) -> None:
    chunks: list[int] = []
    handled(counting(100_000, before_each=lambda row: (chunks.append(row), time.sleep(0.001))))
    leaving = threading.Event()
    worker = threading.Thread(
        target=jobs.work_on, args=(app, world.ours, queued), kwargs={"leaving": leaving}, daemon=True
    )
    worker.start()
    while not chunks:
        time.sleep(0.01)

    waited = []
    for _ in range(15):
        before = len(chunks)
        with app.app_context():
            db.session.execute(text("UPDATE staff SET density = 'compact'"))
            db.session.commit()
        waited.append(len(chunks) - before)
        time.sleep(0.03)
    leaving.set()
    worker.join(20)

    assert median(waited) <= 100  # rows: two of the smallest chunks
    assert not worker.is_alive()
