"""What is sent about somebody while she is being erased comes too late, whatever it is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import jobs
from app.audit.models import JournalEntry
from app.batches import queries
from app.cultivation import services as cultivation
from app.db import db
from app.groups import services as groups
from app.groups.domain.rules import Match, Rule
from app.groups.models import Group
from app.groups.services.recalculating import calculate
from app.lifecycle.services.erasing import Erased, erase
from tests import factories
from tests.batches import makers
from tests.cultivation.makers import BOB, call, cultivated
from tests.cultivation.makers import role as role_of
from tests.factories import World
from tests.groups.makers import GAVE_100
from tests.groups.makers import rule as rule_of
from tests.lifecycle.canary import LOWER, WORD, found_in, tables_about
from tests.lifecycle.people import ALICE, edit, entries_of, made, workspace
from tests.profiles.pages import check, words

pytestmark = pytest.mark.both

NOTE = {"kind": "call", "on": "2021-03-05", "text": WORD, "next_step": WORD, "due": "", "version": "1"}
ROLE = {"role": "Volunteer", "since": "2011-01-01", "until": "2011-02-01", "note": WORD, "version": "1"}
SENT = {
    "notes/new": NOTE,
    "notes/{note}/edit": NOTE,
    "notes/{note}/completion": {"done": "yes"},
    "notes/{note}/deletion": {},
    "notes/{gone}/restoration": {},
    "constituencies/new": ROLE,
    "constituencies/{role}/edit": ROLE,
    "constituencies/{role}/deletion": {},
    "constituencies/{left}/restoration": {},
    "prospect": {"note": WORD, "stage": "solicitation", "version": "2"},
    "history/{change}/reversal": {},
    "changes/{act}/undo": {},
    "restrictions/new": {"kind": "do_not_contact_set", "evidence": WORD},
    "consents/new": {"basis": "express", "evidence": WORD, "statement": WORD, "collected_on": "2026-01-01"},
}


def during_an_erasure(app: Flask, world: World, person: int, send: Callable[[], Any]) -> Any:
    """What the answer to `send` is, sent while the erasure has written everything and is about to commit."""
    with ThreadPoolExecutor(1) as pool, factories.inside(app, world.ours):
        assert isinstance(erase(workspace(world.ours), person, actor=ALICE), Erased)
        answer = pool.submit(send)
        sleep(0.4)
        db.session.commit()
        return answer.result(30)


@pytest.mark.parametrize("path", SENT)
def test_nothing_is_written_about_somebody_who_is_being_erased(
    app: Flask, world: World, as_alice: FlaskClient, path: str
) -> None:
    person = made(app, world.ours)
    with factories.inside(app, world.ours):
        note, role, change = cultivated(world.ours, person)
        draft = call(text=WORD)
        gone = cultivation.add_note(world.ours, person, draft, actor=BOB)
        cultivation.delete_note(gone, actor=BOB)
        held = role_of("Donor", note=WORD)
        left = cultivation.add_constituency(world.ours, person, held, actor=BOB)
        assert not isinstance(left, cultivation.Overlaps)
        cultivation.delete_constituency(left, actor=BOB)
        edit(world.ours, person, source=WORD)
        act = entries_of(world.ours, person, "source")[-1].change_set
        ids = {"note": note, "role": role, "change": change, "gone": gone.id, "left": left.id, "act": act}
        db.session.commit()
    url = f"/constituents/{person}/{path.format(**ids)}"

    answer = during_an_erasure(app, world, person, lambda: as_alice.post(url, data=SENT[path]))

    assert answer.status_code == 410
    check(answer)
    assert "was erased on" in words(answer)
    with factories.inside(app, world.ours):
        assert found_in(WORD) == found_in(LOWER) == {}
        assert tables_about(person) == {"departures": 1}
        told = select(JournalEntry.before, JournalEntry.after).where(
            JournalEntry.subject_id == person, JournalEntry.field != "erased"
        )
        assert set(map(tuple, db.session.execute(told))) == {(None, None)}


@pytest.mark.parametrize("rule", [None, rule_of(GAVE_100, match=Match.NONE)])
def test_nobody_joins_a_group_who_is_being_erased(app: Flask, world: World, rule: Rule | None) -> None:
    person = made(app, world.ours)
    with factories.inside(app, world.ours):
        saved = groups.create(workspace(world.ours), groups.Draft(name="Friends", rule=rule), actor=ALICE)
        assert isinstance(saved, groups.Saved)
        key = saved.group.id
        db.session.commit()

    def join() -> None:
        with factories.inside(app, world.ours):
            group = db.session.get_one(Group, (world.ours, key))
            if rule:
                calculate(workspace(world.ours), group)
            else:
                groups.add_members(workspace(world.ours), group, [person], actor=ALICE)
            db.session.commit()

    during_an_erasure(app, world, person, join)

    with factories.inside(app, world.ours):
        assert tables_about(person) == {"departures": 1}
        group = db.session.get_one(Group, (world.ours, key))
        assert not group.member_count
        assert not group.eligible_count


def test_an_import_carried_out_meanwhile_brings_nothing_of_hers_back(app: Flask, world: World) -> None:
    person = made(app, world.ours)
    with factories.inside(app, world.ours):
        rows = f"Ada,Lovelace,ada@example.org,{WORD}\nBo,Other,bo@example.org,\n"
        file = f"First name,Last name,Email,City\n{rows}"
        batch = makers.check(app, world.ours, file)
        assert makers.row(batch, 2).target_id == person
        key, work = batch.id, makers.start_commit(batch).id

    during_an_erasure(app, world, person, lambda: jobs.finish(app, world.ours, work))

    with factories.inside(app, world.ours):
        assert found_in(WORD) == {"upload_parts": 1}
        assert [each.name.first for each in makers.everybody(world.ours)] == ["Bo"]
        done = queries.get(world.ours, key)
        assert done
        assert makers.states(done) == {2: "pending", 3: "applied"}
