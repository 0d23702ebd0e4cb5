"""Rows whose addition was taken back stay so; rows that were matched with somebody who went wait."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from app.audit.models import JournalEntry
from app.batches import queries
from app.batches.domain.tally import Tally
from app.batches.models import Batch
from app.batches.services import edit_row, keep_row, restore_row, skip_row
from app.batches.services.removing import by_batch
from app.batches.services.removing_one import Removed, remove_added
from app.db import db
from tests.batches.makers import ALICE, check, commit, everybody, fresh, row, said, table, workspace
from tests.batches.reverting import called, committed, states, undone
from tests.factories import World
from tests.statements import count_statements

HEADER = ("Email", "First name", "Last name")
TWINS = table(HEADER, ("bo@example.org", "Bo", "Hart"), ("bo@example.org", "Robert", "Hart"))


def removed(workspace_id: int, who: int) -> None:
    """Somebody takes back in the History that this person was added; commits."""
    added = select(JournalEntry.change_set).where(JournalEntry.subject_id == who).order_by(JournalEntry.id)
    act = db.session.scalars(added).first()
    assert act is not None
    assert isinstance(remove_added(workspace(workspace_id), act, who, actor=ALICE), Removed)
    db.session.commit()


def test_whoever_was_taken_back_is_not_added_again_by_what_becomes_of_a_twin(
    app: Flask, inside: World
) -> None:
    batch = committed(app, inside.ours, TWINS)
    removed(inside.ours, called(inside.ours, "Bo"))

    edit_row(batch, row(batch, 3), {1: "Rob"}, actor=ALICE)
    after_edit = said(batch)
    keep_row(batch, row(batch, 3), actor=ALICE)
    after_keeping = said(batch)
    skip_row(batch, row(batch, 3), actor=ALICE)
    restore_row(batch, row(batch, 3), actor=ALICE)
    db.session.commit()

    assert (after_edit[3], after_keeping[3], said(batch)[3]) == (
        "skipped none",
        "ready create",
        "skipped none",
    )
    assert states(fresh(batch)) == {2: "reverted", 3: "pending"}
    assert everybody(inside.ours) == []


def test_a_row_kept_beside_one_that_was_taken_back_is_added_alone(app: Flask, inside: World) -> None:
    batch = committed(app, inside.ours, TWINS)
    removed(inside.ours, called(inside.ours, "Bo"))
    keep_row(batch, row(batch, 3), actor=ALICE)
    db.session.commit()

    batch = commit(app, batch)

    assert [each.name.first for each in everybody(inside.ours)] == ["Robert"]
    assert states(batch) == {2: "reverted", 3: "applied"}


def test_a_row_of_the_same_import_that_was_matched_with_her_is_looked_at_again(
    app: Flask, inside: World
) -> None:
    home = ("Bo", "Hartmann", "12 Elm Street", "Portland")
    lines = table((*HEADER, "Street", "City"), ("bo@example.org", *home), ("bad", *home))
    batch = committed(app, inside.ours, lines)
    edit_row(batch, row(batch, 3), {0: "bo.h@example.net"}, actor=ALICE)
    db.session.commit()
    assert said(batch)[3] == "possible_duplicate none"

    removed(inside.ours, called(inside.ours, "Bo"))

    batch = fresh(batch)
    found = row(batch, 3)
    assert (said(batch)[3], found.cause, found.match, found.target_id) == (
        "conflict none",
        "taken_back",
        None,
        None,
    )
    assert queries.tally(batch) == queries.counted(batch)
    edit_row(batch, found, {1: "Rob"}, actor=ALICE)
    assert said(batch)[3] == "ready create"


def test_an_undo_moves_the_count_of_another_import_with_its_rows(app: Flask, inside: World) -> None:
    names = [("ada@example.org", "Ada", "Ames"), ("bea@example.org", "Bea", "Bond")]
    batch = committed(app, inside.ours, table(HEADER, *names))
    other = check(app, inside.ours, table(HEADER, *names, ("cleo@example.org", "Cleo", "Cole")))
    kept = other.tally

    with count_statements() as seen:
        undone(app, batch)

    other = fresh(other)
    assert said(other) == {2: "conflict none", 3: "conflict none", 4: "ready create"}
    assert other.tally != kept
    assert _told(other) == queries.counted(other)
    assert len([each for each in seen if "sign(" in each]) == 1, "only what is undone is counted, at its end"


def test_rows_move_with_whoever_is_taken_back_alone(app: Flask, inside: World) -> None:
    batch = committed(app, inside.ours, TWINS)

    with count_statements() as seen:
        removed(inside.ours, called(inside.ours, "Bo"))

    assert _told(batch) == queries.counted(fresh(batch))
    assert queries.results(batch).reverted == 1
    assert [each for each in seen if "sign(" in each] == []


class Looked:
    """A row that knows how often somebody asked for its batch."""

    def __init__(self, batch_id: int) -> None:
        self.kept, self.times = batch_id, 0

    @property
    def batch_id(self) -> int:
        self.times += 1
        return self.kept


def test_rows_that_wait_are_looked_at_once_however_many_they_are() -> None:
    rows: list[Any] = [Looked(at % 3) for at in range(30)]

    found = by_batch(rows)

    assert {batch: len(some) for batch, some in found.items()} == {0: 10, 1: 10, 2: 10}
    assert {each.times for each in rows} == {1}


def _told(batch: Batch) -> Tally:
    assert batch.tally is not None
    assert batch.tally["revision"] == batch.revision
    return Tally.from_json(batch.tally)
