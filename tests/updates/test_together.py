"""Two write at once: each plan is applied once, each change is taken back once, and no edit is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit.domain.source import Via
from app.audit.models import JournalEntry
from app.constituents.domain.record import Existing, Name
from app.db import db
from app.updates.rewriting import rewrite
from app.updates.services import Applied, Outcome, Stale, TakenBack, apply_all, carry_out, prepare
from tests import factories
from tests.batches.makers import ALICE, add, person, record_of
from tests.factories import World
from tests.updates.test_services import incoming, update

pytestmark = pytest.mark.both


def somebody(app: Flask, world: World, count: int) -> list[Existing]:
    with factories.inside(app, world.ours):
        return add(world.ours, *(person(f"P{n}", "Lee", f"p{n}@example.org") for n in range(count)))


def imported(app: Flask, world: World, who: Existing) -> Applied:
    with factories.inside(app, world.ours):
        task = update(who, incoming("Anne", "anne@example.com"))
        [done] = apply_all(world.ours, [task], actor=ALICE)
        db.session.commit()
        assert isinstance(done, Applied)
        return done


def at_once(app: Flask, world: World, act: Callable[[int], Any]) -> list[Any]:
    """What two answer who act at the same instant, each in a transaction of their own."""
    gate = Barrier(2)

    def one(number: int) -> Any:
        with factories.inside(app, world.ours):
            gate.wait()
            answer = act(number)
            db.session.commit()
            return answer

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))


def test_of_two_plans_for_one_record_one_is_applied_and_nobody_waits_for_ever(
    app: Flask, world: World
) -> None:
    people = somebody(app, world, 6)

    def apply(number: int) -> list[Applied | Stale]:
        order = people if number else list(reversed(people))
        tasks = [update(each, incoming(f"By{number}", f"by{number}-{each.id}@example.org")) for each in order]
        return apply_all(world.ours, tasks, actor=ALICE)

    outcomes = [each for answers in at_once(app, world, apply) for each in answers]

    assert len([each for each in outcomes if isinstance(each, Applied)]) == len(people)
    assert len([each for each in outcomes if isinstance(each, Stale)]) == len(people)
    with factories.inside(app, world.ours):
        assert {record_of(world.ours, each.id).version for each in people} == {people[0].version + 1}


def test_of_two_who_undo_the_same_change_one_does(app: Flask, world: World) -> None:
    [who] = somebody(app, world, 1)
    done = imported(app, world, who)

    def undo(_: int) -> Outcome:
        return carry_out(prepare(world.ours, done.change_set), actor=ALICE)[who.id]

    outcomes = at_once(app, world, undo)

    assert sorted(type(each).__name__ for each in outcomes) == ["Nothing", "TakenBack"]
    with factories.inside(app, world.ours):
        sets = select(func.count(JournalEntry.change_set.distinct())).where(JournalEntry.via == Via.UNDO)
        assert db.session.scalar(sets) == 1


def test_an_edit_that_was_not_committed_yet_is_not_undone(app: Flask, world: World) -> None:
    [who] = somebody(app, world, 1)
    done = imported(app, world, who)

    def undo() -> Outcome:
        with factories.inside(app, world.ours):
            outcome = carry_out(prepare(world.ours, done.change_set), actor=ALICE)[who.id]
            db.session.commit()
            return outcome

    with ThreadPoolExecutor(1) as pool, factories.inside(app, world.ours):
        edited = replace(done.record, name=Name(first="Annie", last="Lee"))
        rewrite(world.ours, who.id, lambda _: edited, version=done.record.version, actor=ALICE)
        waiting = pool.submit(undo)
        sleep(0.2)
        db.session.commit()
        outcome = waiting.result(30)

    assert isinstance(outcome, TakenBack)
    assert [each.stays.entry.field for each in outcome.left] == ["name.first"]
    with factories.inside(app, world.ours):
        now = record_of(world.ours, who.id)
        assert (now.name.first, [each.address for each in now.emails]) == ("Annie", ["p0@example.org"])
