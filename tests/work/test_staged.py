"""Work that thinks before it takes the writer's place."""

import gc
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app import jobs
from app.connections import at_once
from app.db import db
from app.work.domain.lease import Ending, Progress
from app.work.garbage import OBJECTS, seldom_collecting
from app.work.running import Handler, Staged
from tests.factories import World


@pytest.mark.sqlite
def test_others_write_while_a_chunk_is_thought_out(
    app: Flask, world: World, queued: int, handled: Callable[[Handler], None]
) -> None:
    done: list[Any] = []

    def think(size: int) -> list[int]:
        with at_once(db.engine) as other:
            other.execute(text("UPDATE staff SET density = 'compact'"))
        return list(range(size))

    def write(thought: list[int]) -> Progress:
        done.append(thought)
        return Progress(len(thought), finished=True)

    handled(Handler(lambda lease: Staged(think, write)))

    ending = jobs.work_on(app, world.ours, queued)

    assert ending is Ending.FINISHED
    assert [len(thought) > 1 for thought in done] == [True]


def test_the_collector_looks_less_often_until_all_are_done() -> None:
    usual = gc.get_threshold()
    first, second = seldom_collecting(), seldom_collecting()

    with first:
        with second:
            both = gc.get_threshold()[0]
        one = gc.get_threshold()[0]

    assert (both, one) == (OBJECTS, OBJECTS)
    assert gc.get_threshold() == usual
