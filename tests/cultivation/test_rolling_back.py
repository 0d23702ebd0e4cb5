"""Rolling one change back, from the history: that change alone, and later changes of others stay."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.cultivation import queries, services
from app.cultivation.domain.capacity import Capacity
from app.cultivation.domain.prospects import ProspectDraft
from app.cultivation.domain.stages import Stage
from app.cultivation.models import Constituency, Note
from app.cultivation.services import Overlaps
from app.cultivation.services.rolling_back import DELETED, STANDS, Back, judge, last_line, take_back
from app.db import db
from tests import factories
from tests.cultivation.makers import ALICE, BOB, TODAY, ann, call, held, noted, prospect, role, workspace
from tests.cultivation.pages import There, context
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, words

both = pytest.mark.both


def change(person: int, field: str, place: int = -1) -> JournalEntry:
    """The change of this field, by default the last one."""
    query = select(JournalEntry).where(
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == person,
        JournalEntry.field == field,
    )
    return list(db.session.scalars(query.order_by(JournalEntry.id)))[place]


def back(world: World, entry: JournalEntry) -> object:
    return take_back(workspace(world.ours), entry, seen=last_line(entry), today=TODAY, actor=ALICE)


def last_seen(page: TestResponse) -> dict[str, str]:
    """What the page remembers of the history."""
    found = re.search(r'name="last"[^>]*value="(\d+)"', page.text)
    assert found
    return {"last": found[1]}


def note_now(world: World, person: int) -> Note | None:
    db.session.expire_all()
    found = queries.notes(world.ours, person).rows
    return found[0] if found else None


@both
def test_a_changed_text_goes_back_and_the_later_next_step_stays(inside: World) -> None:
    person = ann(inside.ours)
    note = noted(inside.ours, person, call(text="Right."))
    services.change_note(note, call(text="Wrong."), version=1, actor=BOB)
    services.change_note(note, call(text="Wrong.", next_step="Write", due=TODAY), version=2, actor=BOB)

    outcome = back(inside, change(person, "note"))

    now = note_now(inside, person)
    assert isinstance(outcome, Back)
    assert (outcome.stands["value"], outcome.back["value"], outcome.changed_since) == (
        "Wrong.",
        "Right.",
        False,
    )
    assert now is not None
    assert (now.text, now.next_step, now.due) == ("Right.", "Write", TODAY)
    assert change(person, "note").via is Via.UNDO


@both
def test_a_next_step_goes_back_and_the_later_text_stays(inside: World) -> None:
    person = ann(inside.ours)
    note = noted(inside.ours, person, call(next_step="Write", due=TODAY))
    services.complete(note, True, actor=BOB)
    services.change_note(
        note, call(text="New.", next_step="Write", due=TODAY, is_done=True), version=2, actor=BOB
    )

    back(inside, change(person, "note.next_step"))

    now = note_now(inside, person)
    assert now is not None
    assert (now.text, now.next_step, now.is_done) == ("New.", "Write", False)


@both
def test_a_note_that_was_added_goes_and_one_that_was_deleted_comes_back(inside: World) -> None:
    person = ann(inside.ours)
    noted(inside.ours, person, call(next_step="Write"))

    back(inside, change(person, "note"))
    gone = note_now(inside, person)
    too_late = judge(workspace(inside.ours), change(person, "note", 0))
    of_step = judge(workspace(inside.ours), change(person, "note.next_step"))
    back(inside, change(person, "note"))
    again = judge(workspace(inside.ours), change(person, "note", 1))

    now = note_now(inside, person)
    assert gone is None
    assert (too_late, of_step, again) == (DELETED, DELETED, STANDS)
    assert now is not None
    assert (now.text, now.next_step) == ("Talked about the fair.", "Write")


@both
def test_a_role_goes_back_by_its_own_rules(inside: World) -> None:
    person = ann(inside.ours)
    row = held(inside.ours, person, role("Member", date(2020, 1, 1)))
    services.change_constituency(row, role("Partner", date(2021, 1, 1)), version=1, actor=BOB)
    held(inside.ours, person, role("Member", date(2022, 1, 1)))

    taken = back(inside, change(person, "constituency", 1))
    other = db.session.scalars(select(Constituency).where(Constituency.id != row.id)).one()
    services.delete_constituency(other, actor=BOB)
    free = back(inside, change(person, "constituency", 1))

    assert isinstance(taken, Overlaps)
    assert isinstance(free, Back)
    found = queries.context_of(workspace(inside.ours), person).held
    assert [(each.role, each.span.since) for each in found] == [("Member", date(2020, 1, 1))]
    assert isinstance(back(inside, change(person, "constituency", 0)), Back)
    assert queries.context_of(workspace(inside.ours), person).held == []


FIRST = ProspectDraft(stage=Stage.QUALIFICATION, stage_since=date(2026, 1, 1))


def stays(world: World, person: int) -> list[tuple[str, date, date | None]]:
    db.session.expire_all()
    found = queries.context_of(workspace(world.ours), person).stays
    return [(stay.stage.value, stay.since, stay.until) for stay in found]


@both
def test_the_last_stage_goes_as_if_it_had_never_been(inside: World) -> None:
    person = ann(inside.ours)
    prospect(inside.ours, person, FIRST)
    prospect(inside.ours, person, replace(FIRST, stage=Stage.SOLICITATION, stage_since=TODAY), version=1)
    both_stages = stays(inside, person)

    back(inside, change(person, "prospect.stage"))
    one = stays(inside, person)
    back(inside, change(person, "prospect.stage", 0))
    none = stays(inside, person)

    assert len(both_stages) == 2
    assert one == [("qualification", date(2026, 1, 1), None)]
    assert none == []


@both
def test_an_older_stage_begins_anew_and_an_ended_one_goes_on(inside: World) -> None:
    person = ann(inside.ours)
    prospect(inside.ours, person, FIRST)
    for version, stage in ((1, Stage.CULTIVATION), (2, Stage.SOLICITATION)):
        begun = date(2026, 3 * version, 1)
        prospect(inside.ours, person, ProspectDraft(stage=stage, stage_since=begun), version=version)

    back(inside, change(person, "prospect.stage", 1))
    anew = stays(inside, person)[0]
    prospect(inside.ours, person, ProspectDraft(), version=4)
    back(inside, change(person, "prospect.stage"))

    assert anew == ("qualification", TODAY, None)
    assert stays(inside, person)[0] == anew


@both
def test_a_corrected_day_of_a_stage_goes_back(inside: World) -> None:
    person = ann(inside.ours)
    prospect(inside.ours, person, FIRST)
    prospect(inside.ours, person, replace(FIRST, stage_since=date(2026, 2, 2)), version=1)

    back(inside, change(person, "prospect.stage"))

    assert stays(inside, person) == [("qualification", date(2026, 1, 1), None)]


@both
def test_manager_rating_and_note_go_back_each_alone(inside: World) -> None:
    person = ann(inside.ours)
    rated = ProspectDraft(
        manager_id=inside.vera, capacity=Capacity.FROM_1K, capacity_source="board", note="Old."
    )
    prospect(inside.ours, person, rated, today=date(2026, 1, 1))
    prospect(inside.ours, person, ProspectDraft(manager_id=inside.bob, note="New."), version=1)

    back(inside, change(person, "prospect.capacity"))
    back(inside, change(person, "prospect.manager"))
    known = queries.context_of(workspace(inside.ours), person).known
    back(inside, change(person, "prospect.note", 0))

    assert (known.manager, known.note) == ("Vera", "New.")
    assert (known.capacity, known.capacity_on, known.capacity_source) == (
        Capacity.FROM_1K,
        date(2026, 1, 1),
        "board",
    )
    assert queries.context_of(workspace(inside.ours), person).known.note == ""


def test_the_history_leads_to_the_page_that_rolls_back(
    app: Flask, world: World, as_bob: FlaskClient, there: There
) -> None:
    as_bob.post(there("notes/{note}/completion"), data={"done": "yes"})
    with factories.inside(app, world.ours):
        entry = change(there.ann, "note.next_step").id
    url = there(f"history/{entry}/reversal")

    listed = as_bob.get(there("history")).text
    page, part = as_bob.get(url), as_bob.get(url, headers=PART)
    seen = last_seen(page)
    done = as_bob.post(url, data=seen)
    again = as_bob.post(url, data=seen)

    assert f'href="{url}"' in listed
    for response in (page, part):
        check(response)
    assert root_id(part) == "cultivation-dialog"
    assert "Next step of a note, changed" in words(page)
    assert "Now Send the report (done) Comes back Send the report (due Apr 1, 2021)" in words(page)
    assert (done.status_code, done.location, again.status_code) == (303, there("history"), 422)
    assert "it stands as it was before this change" in words(again)
    assert context(app, world, there).notes[0].is_done is False


def test_who_changes_it_while_somebody_decides_is_not_overwritten(
    app: Flask, world: World, as_bob: FlaskClient, there: There
) -> None:
    with factories.inside(app, world.ours):
        note = db.session.get_one(Note, (world.ours, there.note))
        services.change_note(note, call(text="Second."), version=note.version, actor=BOB)
        entry = change(there.ann, "note").id
        db.session.commit()
    url = there(f"history/{entry}/reversal")
    seen = last_seen(as_bob.get(url))
    with factories.inside(app, world.ours):
        note = db.session.get_one(Note, (world.ours, there.note))
        services.change_note(note, call(text="Third."), version=note.version, actor=ALICE)
        db.session.commit()

    late = as_bob.post(url, data=seen)
    stands = context(app, world, there).notes[0].text
    forged = as_bob.post(url, data={"last": "9" * 5000})
    done = as_bob.post(url, data=last_seen(late))

    assert (late.status_code, stands, forged.status_code, done.status_code) == (422, "Third.", 422, 303)
    check(late)
    assert "Somebody changed this since you opened the page" in words(late)
    assert "changed again since, by Alice on" in words(late)
    assert "Now Third. (call, Nov 21, 2026) Comes back" in words(late)


def test_a_change_of_the_record_or_of_nobody_is_not_found_here(
    app: Flask, world: World, as_bob: FlaskClient, as_vera: FlaskClient, as_mallory: FlaskClient, there: There
) -> None:
    with factories.inside(app, world.ours):
        of_record, of_note = change(there.ann, "emails").id, change(there.ann, "note").id

    own = there(f"history/{of_note}/reversal")
    assert as_bob.get(there(f"history/{of_record}/reversal")).status_code == 404
    assert as_bob.get(there(f"history/{of_note + 1_000_003}/reversal")).status_code == 404
    assert (as_vera.post(own).status_code, as_mallory.post(own).status_code) == (403, 404)
