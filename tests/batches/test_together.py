"""Several people at once: one commit, and no row decided anew while it is carried out."""

import itertools
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import jobs
from app.batches import queries
from app.batches.models import Batch
from app.batches.services import Committing, commit, edit_row
from app.constituents.models import Constituent
from app.db import bind, db
from app.work.models import Work
from tests.batches import makers
from tests.batches.makers import ALICE, check, fresh, states, table
from tests.factories import World

FIRSTS = "Ada Bruno Clara Dmitri Elke Farid Greta Hugo Ines Jonas Keiko Lars".split()
LASTS = "Quist Moreau Zhang Okafor Feld Ivanov Hussain Tanaka Berg Ruiz".split()
# Nobody is like anybody else: who is like somebody whom another batch just added waits for a person.
LIST = table(
    ("Email", "First name", "Last name"),
    *(
        (f"{first}.{last}@example.org".lower(), first, last)
        for first, last in itertools.product(FIRSTS, LASTS)
    ),
)


def at_once(app: Flask, world: World, count: int, do: Callable[[Batch], Any], batch_id: int) -> list[Any]:
    """What `do` answers in that many threads, each with a session of its own, all let go together."""
    answers: list[Any] = []
    gate = threading.Barrier(count)

    def one() -> None:
        with app.app_context():
            bind(world.ours)
            gate.wait(30)
            batch = queries.get(world.ours, batch_id)
            assert batch is not None
            answer = do(batch)
            db.session.commit()
            answers.append(answer.work.id if isinstance(answer, Committing) else answer)

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == count
    return answers


def commits() -> int:
    return db.session.scalar(select(func.count()).select_from(Work).where(Work.kind == "commit")) or 0


def people() -> int:
    return db.session.scalar(select(func.count()).select_from(Constituent)) or 0


def press(app: Flask, inside: World, count: int) -> None:
    batch = check(app, inside.ours, LIST)
    key, revision = batch.id, batch.revision
    db.session.commit()

    answers = at_once(app, inside, count, lambda found: commit(found, revision=revision, actor=ALICE), key)
    jobs.drain(app)

    assert len(set(answers)) == 1, answers
    assert isinstance(answers[0], int)
    assert (commits(), people()) == (1, 120)
    assert set(states(fresh(batch)).values()) == {"applied"}


@pytest.mark.both
def test_two_who_press_commit_at_once_start_one_commit(app: Flask, inside: World) -> None:
    press(app, inside, 2)


@pytest.mark.postgres
def test_fifty_who_press_commit_at_once_start_one_commit(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = db.engine.pool
    monkeypatch.setattr(pool, "_max_overflow", 45)

    press(app, inside, 50)


@pytest.mark.both
def test_two_workers_carry_out_each_row_once(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)
    running = makers.start_commit(batch)
    key = inside.ours, running.id
    db.session.commit()
    gate = threading.Barrier(2)

    def work() -> None:
        gate.wait(30)
        jobs.finish(app, *key)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert people() == 120
    assert set(states(fresh(batch)).values()) == {"applied"}


@pytest.mark.both
def test_an_edit_that_meets_a_commit_comes_before_it_or_is_refused(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)
    key = batch.id
    db.session.commit()
    acts = iter(
        [
            lambda found: commit(found, actor=ALICE),
            lambda found: edit_row(found, makers.row(found, 2), {1: "Edited"}, actor=ALICE),
        ]
    )
    lock = threading.Lock()

    def act(found: Batch) -> Any:
        with lock:
            mine = next(acts)
        return type(mine(found)).__name__

    answers = at_once(app, inside, 2, act, key)
    jobs.drain(app)

    batch = fresh(batch)
    names = {each.name.first for each in makers.everybody(inside.ours)}
    assert "Committing" in answers
    assert ("Edited" in names) == ("RowChanged" in answers)
    assert people() == 120
    assert set(states(batch).values()) == {"applied"}


@pytest.mark.both
def test_two_batches_that_bring_the_same_person_add_her_once(app: Flask, inside: World) -> None:
    batches = [check(app, inside.ours, LIST) for _ in range(2)]
    works = [makers.start_commit(fresh(batch)).id for batch in batches]
    db.session.commit()
    gate = threading.Barrier(2)

    def work(work_id: int) -> None:
        gate.wait(30)
        jobs.finish(app, inside.ours, work_id)

    threads = [threading.Thread(target=work, args=(each,)) for each in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert people() == 120
    found = [states(fresh(batch)) for batch in batches]
    both = sorted(sorted(each[number] for each in found) for number in found[0])
    assert both == [["applied", "stale"]] * 120
