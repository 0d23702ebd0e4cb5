"""Notes: written, changed, completed, deleted and restored, each with a line in the journal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.audit import queries as audit
from app.audit.domain.source import Subject
from app.cultivation import queries, services
from app.cultivation.domain.interactions import InteractionKind
from app.cultivation.models import Note
from app.cultivation.services import Stale
from app.db import db
from tests.cultivation.everything import everything_of
from tests.cultivation.makers import ALICE, BOB, TODAY, ann, call, noted
from tests.factories import World

pytestmark = pytest.mark.both
ARABIC = "تحدثنا عن الحفل.\nستأتي مع ابنتها."


def journal(world: World, person: int) -> list[tuple[str, object, object]]:
    entries = audit.history(world.ours, Subject.CONSTITUENT, person).entries
    return [
        (entry.field, entry.before and entry.before["value"], entry.after and entry.after["value"])
        for entry in entries
        if entry.field.startswith("note")
    ]


def test_a_note_keeps_lines_and_script_and_says_who_wrote_it(inside: World) -> None:
    person = ann(inside.ours)

    note = noted(inside.ours, person, call(text=ARABIC, next_step="Send the program", due=TODAY))

    db.session.expire_all()
    found = queries.note(inside.ours, person, note.id)
    assert found is not None
    assert (found.text, found.staff, found.staff_id, found.version) == (ARABIC, "Bob", BOB.id, 1)
    assert (found.next_step, found.due, found.is_done) == ("Send the program", TODAY, False)
    assert journal(inside, person) == [("note.next_step", None, "Send the program"), ("note", None, ARABIC)]


def test_changing_a_note_keeps_its_writer_and_journals_only_what_changed(inside: World) -> None:
    person = ann(inside.ours)
    note = noted(inside.ours, person, call(next_step="Write"))

    changed = services.change_note(
        note, call(text="Talked twice.", next_step="Write"), version=1, actor=ALICE
    )

    assert isinstance(changed, Note)
    assert (changed.text, changed.staff, changed.version) == ("Talked twice.", "Bob", 2)
    assert journal(inside, person)[0] == ("note", "Talked about the fair.", "Talked twice.")
    assert len(journal(inside, person)) == 3


def test_saving_a_note_as_it_is_changes_nothing(inside: World) -> None:
    person = ann(inside.ours)
    note = noted(inside.ours, person)

    services.change_note(note, call(), version=1, actor=ALICE)

    assert note.version == 1
    assert len(journal(inside, person)) == 1


def test_who_saves_second_learns_of_it(inside: World) -> None:
    person = ann(inside.ours)
    note = noted(inside.ours, person)
    services.change_note(note, call(text="Alice's words."), version=1, actor=ALICE)

    outcome = services.change_note(note, call(text="Bob's words."), version=1, actor=BOB)

    assert isinstance(outcome, Stale)
    assert (note.text, note.version) == ("Alice's words.", 2)


def test_a_next_step_is_done_or_not_and_only_a_change_counts(inside: World) -> None:
    person = ann(inside.ours)
    note = noted(inside.ours, person, call(next_step="Write", due=TODAY))

    outcomes = [services.complete(note, done, actor=BOB) for done in (True, True, False)]

    assert outcomes == [True, False, True]
    assert not note.is_done
    assert services.complete(noted(inside.ours, person), True, actor=BOB) is False


def test_a_note_without_a_next_step_is_neither_due_nor_done(inside: World) -> None:
    note = noted(inside.ours, ann(inside.ours), call(due=TODAY, is_done=True))

    assert (note.due, note.is_done) == (None, False)


def test_a_deleted_note_comes_back_as_it_was(inside: World) -> None:
    person = ann(inside.ours)
    draft = replace(
        call(text=ARABIC, next_step="Write", due=date(2026, 12, 24), is_done=True), kind=InteractionKind.VISIT
    )
    note = noted(inside.ours, person, draft)
    own, was = note.id, everything_of(inside.ours, person)["notes"][0]

    services.delete_note(note, actor=ALICE)
    gone = queries.note(inside.ours, person, own)
    back = services.restore_note(inside.ours, person, own, actor=ALICE)

    assert gone is None
    assert back is not None
    now = everything_of(inside.ours, person)["notes"][0]
    same = was.keys() - {"created_at", "updated_at"}
    assert {key: now[key] for key in same} == {key: was[key] for key in same}
    assert (back.id, back.staff, back.version) == (own, "Bob", 2)


def test_only_a_deleted_note_can_be_restored_and_only_once(inside: World) -> None:
    person, other = ann(inside.ours), ann(inside.ours)
    note = noted(inside.ours, person)
    own = note.id

    too_soon = services.restore_note(inside.ours, person, own, actor=BOB)
    services.delete_note(note, actor=BOB)
    elsewhere = services.restore_note(inside.ours, other, own, actor=BOB)
    unknown = services.restore_note(inside.ours, person, own + 1, actor=BOB)
    first = services.restore_note(inside.ours, person, own, actor=BOB)
    second = services.restore_note(inside.ours, person, own, actor=BOB)

    assert (too_soon, elsewhere, unknown, second) == (None, None, None, None)
    assert first is not None


def test_notes_come_newest_first_a_page_at_a_time(inside: World) -> None:
    person = ann(inside.ours)
    for days in (3, 1, 2, 1):
        noted(inside.ours, person, call(on=TODAY - timedelta(days=days), text=f"{days} days ago"))

    first = queries.notes(inside.ours, person, size=3)

    assert [note.text for note in first.rows] == ["1 days ago", "1 days ago", "2 days ago"]
    assert first.rows[0].id > first.rows[1].id
    assert (first.previous, bool(first.next)) == (None, True)
