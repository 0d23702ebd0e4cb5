"""What a profile reads, in how many statements."""

from datetime import timedelta

import pytest

from app.cultivation import queries
from app.cultivation.domain.interactions import InteractionKind
from app.db import db
from tests.cultivation.makers import TODAY, ann, call, cultivated, held, noted, role, workspace
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both


def test_of_somebody_unknown_there_is_nothing(inside: World) -> None:
    found = queries.context_of(workspace(inside.ours), ann(inside.ours))

    assert (found.notes, found.more, found.next_step, found.last_contact) == ([], False, None, None)
    assert (found.held, found.stays, found.stay, found.known) == ([], [], None, queries.Known())


def test_everything_comes_in_one_statement_however_much_there_is(inside: World) -> None:
    little, much = ann(inside.ours), ann(inside.ours)
    cultivated(inside.ours, much)
    for days in range(12):
        noted(inside.ours, much, call(TODAY - timedelta(days=days)))
        held(inside.ours, much, role(f"Role {days}"))
    here = workspace(inside.ours)
    db.session.flush()

    counts = []
    for person in (little, much):
        with count_statements() as seen:
            found = queries.context_of(here, person)
        counts.append(len(seen))

    assert counts == [1, 1]
    assert [note.happened_on for note in found.notes] == [TODAY - timedelta(days=n) for n in range(5)]
    assert found.more
    assert len(found.held) == 14


def test_the_step_that_is_due_first_and_is_not_done_comes_next(inside: World) -> None:
    person = ann(inside.ours)
    soon, later = TODAY + timedelta(days=1), TODAY + timedelta(days=9)
    for step, due, done in (("no day", None, False), ("later", later, False), ("done", TODAY, True)):
        noted(inside.ours, person, call(next_step=step, due=due, is_done=done))
    before = queries.context_of(workspace(inside.ours), person).next_step
    noted(inside.ours, person, call(TODAY - timedelta(days=900), next_step="soon", due=soon))

    after = queries.context_of(workspace(inside.ours), person).next_step

    assert before is not None
    assert after is not None
    assert (before.next_step, after.next_step, after.due) == ("later", "soon", soon)


def test_a_note_alone_is_no_contact(inside: World) -> None:
    person = ann(inside.ours)
    noted(inside.ours, person, call(TODAY - timedelta(days=30)))
    for kind in (InteractionKind.NOTE, InteractionKind.TASK, InteractionKind.OTHER):
        for _ in range(3):
            note = noted(inside.ours, person)
            note.kind = kind
    db.session.flush()

    found = queries.context_of(workspace(inside.ours), person)

    assert found.last_contact == TODAY - timedelta(days=30)


def test_nobody_of_another_workspace_is_read(inside: World) -> None:
    person = ann(inside.ours)
    cultivated(inside.ours, person)

    assert queries.note(inside.theirs, person, 1) is None
