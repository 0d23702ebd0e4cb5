"""What staff do with rows in review changes plans, never people."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.batches.domain.rows import Outcome
from app.batches.domain.several import Verb
from app.batches.models import Batch, BatchRow
from app.batches.services import (
    NotAllowed,
    RowChanged,
    decide_rows,
    edit_row,
    mark_distinct,
    merge_row,
    restore_row,
    skip_row,
)
from app.db import db
from tests.batches import makers
from tests.batches.makers import ALICE, add, check, commit, person, said, table
from tests.factories import World

pytestmark = pytest.mark.both

LIST = table(
    ("Email", "First name", "Last name"),
    ("ann@example.org", "Ann", "Lee"),
    ("ann@example.org", "Anna", "Lee"),
    ("bo@example.org", "Bo", "Fox"),
    ("cy.example.org", "Cy", "Hart"),
    ("bo@example.org", "Bo", "Foxx"),
)


def done(answer: RowChanged | NotAllowed) -> BatchRow:
    """The changed row; commits, as the routes do."""
    assert isinstance(answer, RowChanged), answer
    db.session.commit()
    return answer.row


def edit(batch: Batch, number: int, **cells: Any) -> BatchRow:
    places = {"email": 0, "first": 1, "last": 2}
    texts = {places[name]: text for name, text in cells.items()}
    return done(edit_row(batch, makers.row(batch, number), texts, actor=ALICE))


def skip(batch: Batch, number: int) -> BatchRow:
    return done(skip_row(batch, makers.row(batch, number), actor=ALICE))


def restore(batch: Batch, number: int) -> BatchRow:
    return done(restore_row(batch, makers.row(batch, number), actor=ALICE))


def acts(batch: Batch) -> list[object]:
    """What the journal says was done with rows."""
    return list(
        db.session.scalars(
            select(JournalEntry.after)
            .where(JournalEntry.subject == Subject.BATCH, JournalEntry.field == "row")
            .where(JournalEntry.subject_id == batch.id)
            .order_by(JournalEntry.id)
        )
    )


def test_an_edited_row_is_decided_anew_at_once(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)

    row = edit(batch, 5, email="cy@example.org")

    assert (row.outcome, row.email, row.problems) == (Outcome.READY, "cy@example.org", [])
    assert row.cells[0] == "cy.example.org"
    assert makers.people_count(inside.ours) == 0


def test_editing_an_email_decides_anew_about_rows_with_the_old_and_the_new_one(
    app: Flask, inside: World
) -> None:
    batch = check(app, inside.ours, LIST)

    edit(batch, 2, email="bo@example.org")

    assert said(batch) == {
        2: "ready create",
        3: "ready create",
        4: "skipped none",
        5: "error none",
        6: "skipped none",
    }
    assert makers.row(batch, 4).detail == makers.row(batch, 6).detail == "same email as row 2"


def test_an_edit_back_to_what_the_file_says_leaves_no_trace_in_the_cells(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)

    edit(batch, 4, first="Bob")
    row = edit(batch, 4, first="Bo")

    assert row.edited == {}


def test_cells_that_the_row_does_not_have_and_signs_no_database_takes_are_passed_over(
    app: Flask, inside: World
) -> None:
    batch = check(app, inside.ours, LIST)

    row = done(edit_row(batch, makers.row(batch, 4), {1: "B\0o", -1: "x", 99: "x"}, actor=ALICE))

    assert (row.edited, row.name) == ({}, "Bo Fox")


def test_saving_a_row_of_the_wrong_form_accepts_its_form(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, "Email,First name\nann@example.org,Ann,extra\nbo@example.org,Bo\n")
    assert said(batch)[2] == "error none"

    row = done(edit_row(batch, makers.row(batch, 2), {}, actor=ALICE))
    saved = row.outcome
    restore(batch, 2)

    assert saved is Outcome.READY
    assert said(batch)[2] == "error none"


def test_a_skipped_row_gives_its_place_to_the_next_with_its_email(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)

    row = skip(batch, 2)

    assert (row.outcome, row.detail) == (Outcome.SKIPPED, "skipped by staff")
    assert said(batch)[3] == "ready create"


def test_a_restored_row_takes_its_place_back(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)
    before = said(batch)
    skip(batch, 2)
    edit(batch, 4, email="ann@example.org")

    restore(batch, 4)
    restore(batch, 2)

    assert said(batch) == before


def test_a_restored_row_does_not_displace_one_that_is_committed(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)
    skip(batch, 2)
    commit(app, batch)

    row = restore(batch, 2)

    assert (row.outcome, row.detail) == (Outcome.SKIPPED, "same email as row 3")
    assert makers.row(batch, 3).state.value == "applied"


def test_several_rows_are_skipped_at_once(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)
    revision = batch.revision

    skipped = decide_rows(batch, [2, 3, 5, 77], Verb.SKIP, actor=ALICE)

    assert skipped.numbers == [2, 5]
    assert said(batch) == {
        2: "skipped none",
        3: "ready create",
        4: "ready create",
        5: "skipped none",
        6: "skipped none",
    }
    assert batch.revision == revision + 1
    assert acts(batch) == [{"row": 2, "act": "skip"}, {"row": 5, "act": "skip"}]


def test_skipping_no_row_changes_nothing(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)
    revision = batch.revision

    assert decide_rows(batch, [], Verb.SKIP, actor=ALICE).numbers == []
    assert batch.revision == revision


def test_a_row_can_be_merged_into_anybody(app: Flask, inside: World) -> None:
    (eve,) = add(inside.ours, person("Eve", "Stone", "eve@example.org"))
    batch = check(app, inside.ours, LIST)

    row = done(merge_row(batch, makers.row(batch, 4), target=eve.id, actor=ALICE))

    assert (row.outcome, row.action.value, row.target_id) == (Outcome.READY, "update", eve.id)
    assert row.target_version == eve.version
    assert makers.record_of(inside.ours, eve.id) == eve


def test_a_row_cannot_be_merged_into_nobody_or_into_somebody_of_another_workspace(
    app: Flask, inside: World
) -> None:
    batch = check(app, inside.ours, LIST)

    answer = merge_row(batch, makers.row(batch, 4), target=12345, actor=ALICE)

    assert answer == NotAllowed("That person is not here anymore. Search again.")


def test_what_a_row_does_not_allow_is_answered_with_words(app: Flask, inside: World) -> None:
    (eve,) = add(inside.ours, person("Eve", "Stone", "eve@example.org"))
    batch = check(app, inside.ours, LIST)
    revision = batch.revision

    answers = [
        mark_distinct(batch, makers.row(batch, 4), actor=ALICE),
        merge_row(batch, makers.row(batch, 5), target=eve.id, actor=ALICE),
        merge_row(batch, makers.row(batch, 3), target=eve.id, actor=ALICE),
        skip_row(batch, makers.row(batch, 3), actor=ALICE),
        restore_row(batch, makers.row(batch, 2), actor=ALICE),
    ]

    assert answers == [
        NotAllowed("There is nobody this row was matched with."),
        NotAllowed("Mend the problem of this row first."),
        NotAllowed("This row is skipped; restore it first."),
        NotAllowed("This row is skipped already."),
        NotAllowed("Nobody changed this row."),
    ]
    assert (batch.revision, acts(batch)) == (revision, [])


def test_nothing_is_done_with_rows_while_they_are_committed_or_after(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)
    makers.start_commit(batch)

    during = edit_row(batch, makers.row(batch, 2), {1: "A"}, actor=ALICE)
    skipped = decide_rows(batch, [2], Verb.SKIP, actor=ALICE).numbers
    makers.drain(app)
    batch = makers.fresh(batch)
    after = edit_row(batch, makers.row(batch, 2), {1: "A"}, actor=ALICE)
    skipped += decide_rows(batch, [2], Verb.SKIP, actor=ALICE).numbers

    assert during == NotAllowed("This import is being committed.")
    assert isinstance(after, NotAllowed)
    assert "This row is committed already" in after.reason
    assert skipped == []


def test_every_act_raises_the_revision_and_is_journaled(app: Flask, inside: World) -> None:
    (eve,) = add(inside.ours, person("Eve", "Stone", "eve@example.org"))
    batch = check(app, inside.ours, LIST)
    revision = batch.revision

    edit(batch, 5, email="cy@example.org")
    skip(batch, 2)
    done(merge_row(batch, makers.row(batch, 4), target=eve.id, actor=ALICE))
    restore(batch, 4)

    assert batch.revision == revision + 4
    assert acts(batch) == [
        {"row": 5, "act": "edit"},
        {"row": 2, "act": "skip"},
        {"row": 4, "act": "merge"},
        {"row": 4, "act": "restore"},
    ]
