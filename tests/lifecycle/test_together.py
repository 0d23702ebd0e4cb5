"""Two people act at once: whoever comes second sees what the first did, and writes nothing over it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit.models import JournalEntry
from app.constituents.domain.record import Existing
from app.constituents.models import Constituent, Departure
from app.db import db
from app.lifecycle.services import states
from app.lifecycle.services.erasing import Erased, NotHere, erase
from app.updates.rewriting import Outdated, Rewritten
from tests import factories
from tests.factories import World
from tests.lifecycle.people import ALICE, made, record_of, workspace

pytestmark = pytest.mark.both


def test_of_two_who_erase_the_same_person_one_does(app: Flask, world: World) -> None:
    person = made(app, world.ours)
    gate = Barrier(2)

    def try_it(_: int) -> Erased | NotHere:
        with factories.inside(app, world.ours):
            gate.wait()
            outcome = erase(workspace(world.ours), person, actor=ALICE)
            db.session.commit()
            return outcome

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(try_it, range(2)))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Erased", "NotHere"]
    with factories.inside(app, world.ours):
        assert db.session.scalar(select(func.count()).select_from(Departure)) == 1


def test_an_edit_at_the_instant_of_an_erasure_leaves_nothing_of_itself(app: Flask, world: World) -> None:
    person = made(app, world.ours)
    with factories.inside(app, world.ours):
        version = record_of(world.ours, person).version
    gate = Barrier(2)

    def edit() -> Rewritten | Outdated:
        with factories.inside(app, world.ours):
            gate.wait()
            outcome = states.deactivate(world.ours, person, reason="Xylophania", version=version, actor=ALICE)
            db.session.commit()
            return outcome

    def go() -> None:
        with factories.inside(app, world.ours):
            gate.wait()
            erase(workspace(world.ours), person, actor=ALICE)
            db.session.commit()

    with ThreadPoolExecutor(2) as pool:
        edited, gone = pool.submit(edit), pool.submit(go)
        gone.result()
        assert isinstance(edited.result(), Rewritten | Outdated)

    with factories.inside(app, world.ours):
        table = Constituent.__table__
        row = db.session.execute(select(table.c.inactive_reason).where(table.c.id == person)).scalar_one()
        assert row == ""
        told = select(JournalEntry.after).where(JournalEntry.subject_id == person)
        assert "Xylophania" not in str(db.session.scalars(told).all())


def test_of_two_states_the_second_is_told_of_the_first(app: Flask, world: World) -> None:
    person = made(app, world.ours)
    with factories.inside(app, world.ours):
        version = record_of(world.ours, person).version
    gate = Barrier(2)

    def mark(reason: str) -> Rewritten | Outdated:
        with factories.inside(app, world.ours):
            gate.wait()
            outcome = states.deactivate(world.ours, person, reason=reason, version=version, actor=ALICE)
            db.session.commit()
            return outcome

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(mark, ("moved", "closed")))

    done = [outcome.record for outcome in outcomes if isinstance(outcome, Rewritten)]
    late = [outcome for outcome in outcomes if isinstance(outcome, Outdated)]
    assert len(done) == len(late) == 1
    assert isinstance(late[0].record, Existing)
    assert late[0].record.inactive_reason == done[0].inactive_reason
