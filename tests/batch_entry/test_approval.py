"""Approval by somebody else, and totals in the way of a commit: for services as for pages."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.audit.services import Actor
from app.batch_entry.models import EntryBatch
from app.batch_entry.queries import entries, sums
from app.batch_entry.services import approval, blocking, totals
from app.batches.domain.status import BatchStatus, NotPossible
from app.batches.models import Batch
from app.batches.services import Committing, NotCommitted, commit, merge_row, restore_row, skip_row
from app.db import db
from app.operations.workspaces import OPERATOR
from tests.batch_entry.makers import ALICE, BOB
from tests.batch_entry.seen_through import add, committed, entry, gifts, row, validated
from tests.batches.makers import add as know
from tests.batches.makers import fresh, person
from tests.factories import World

pytestmark = pytest.mark.both

ADAM = Actor("Adam", Via.FORM, id=102)
VERA = Actor("Vera", Via.FORM, id=104)
ROWS = [("", "Ann", "Lee", "ann@example.org", "25.00", "USD", "2026-11-02")]


def submitted(app: Flask, world: World) -> Batch:
    """A batch that alice typed and bob sent for approval."""
    batch = validated(app, gifts(world.ours, ROWS, needs_approval=True))
    assert approval.submit(batch, unready=blocking.unready(batch, entry(batch)), actor=BOB) is None
    db.session.commit()
    return batch


def test_somebody_who_typed_none_of_it_and_may_approves_by_committing(app: Flask, inside: World) -> None:
    batch = committed(app, submitted(app, inside), actor=ADAM)

    assert (batch.status, batch.committed_by) == (BatchStatus.COMMITTED, ADAM.id)


@pytest.mark.parametrize(
    ("actor", "why"),
    [
        (ALICE, "You typed rows of this batch"),
        (BOB, "committed by one of the owners and admins"),
        (VERA, "committed by one of the owners and admins"),
        (OPERATOR, "needs approval"),
    ],
    ids=["who typed", "editor", "viewer", "command"],
)
def test_nobody_else_does(app: Flask, inside: World, actor: Actor, why: str) -> None:
    batch = submitted(app, inside)

    answer = commit(batch, actor=actor)

    assert isinstance(answer, NotCommitted)
    assert why in answer.reason


def test_it_is_sent_first(app: Flask, inside: World) -> None:
    batch = validated(app, gifts(inside.ours, ROWS, needs_approval=True))

    assert commit(batch, actor=ADAM) == NotCommitted("This batch needs approval. Send it for approval first.")


def test_an_unfinished_batch_is_not_sent(inside: World) -> None:
    batch = gifts(inside.ours, ROWS, needs_approval=True)

    answer = approval.submit(batch, unready=blocking.unready(batch, entry(batch)), actor=BOB)

    assert answer == NotPossible(blocking.NOT_VALIDATED)


def test_what_comes_back_is_open_and_says_why(app: Flask, inside: World) -> None:
    batch = submitted(app, inside)

    assert approval.send_back(batch, why="The day is wrong.", actor=ADAM) is None
    add(batch, [("", "Noa", "Park", "noa@example.org", "5", "USD", "2026-11-02")], actor=BOB)

    assert batch.status is BatchStatus.OPEN
    assert entry(batch).sent_back is not None
    assert entry(batch).sent_back["why"] == "The day is wrong."  # type: ignore[index]
    assert entry(batch).entered_by == [ALICE.id, BOB.id]
    answer = approval.submit(batch, unready=blocking.unready(batch, entry(batch)), actor=BOB)
    assert answer == NotPossible(blocking.CHANGED)


def test_whoever_decides_about_a_row_does_not_approve_it_too(app: Flask, inside: World) -> None:
    batch = submitted(app, inside)
    [adams] = know(inside.ours, person("Adam", "Own", "own@example.org"))
    merge_row(batch, row(batch, 1), target=adams.id, actor=ADAM)
    db.session.commit()
    batch = validated(app, fresh(batch))

    answer = commit(batch, revision=batch.revision, actor=ADAM)

    assert isinstance(answer, NotCommitted)
    assert "You decided rows of this batch" in answer.reason


def test_nor_does_she_where_the_row_has_moved_to_a_batch_of_exceptions(app: Flask, inside: World) -> None:
    bad = ("", "Bo", "Fox", "bad", "7.50", "USD", "2026-11-04")
    batch = gifts(inside.ours, [*ROWS, bad], actor=BOB, needs_approval=True)
    skip_row(batch, row(batch, 1), actor=ADAM)
    restore_row(batch, row(batch, 1), actor=ADAM)
    db.session.commit()
    batch = validated(app, fresh(batch))
    approval.submit(batch, unready="", actor=BOB)
    db.session.commit()
    batch = committed(app, batch, actor=ALICE)
    query = select(EntryBatch).where(EntryBatch.exceptions_of == batch.id)
    other = db.session.scalars(query).one()

    assert entries.has_decided(other, ADAM.id)
    assert not entries.has_decided(other, ALICE.id)


def test_a_batch_without_the_step_is_not_sent(app: Flask, inside: World) -> None:
    batch = validated(app, gifts(inside.ours, ROWS))

    assert isinstance(approval.submit(batch, unready="", actor=BOB), NotPossible)
    assert isinstance(approval.send_back(batch, why="No.", actor=BOB), NotPossible)


def test_totals_that_differ_are_in_the_way_until_confirmed(app: Flask, inside: World) -> None:
    batch = validated(app, gifts(inside.ours, ROWS))
    totals.expect(batch, rows=1, amounts={"USD": 2501}, actor=BOB)
    before = commit(batch, actor=ALICE)
    seen = totals.fingerprint(totals.expected_of(entry(batch)), sums.entered(batch))

    assert totals.confirm_difference(batch, seen=seen, actor=BOB) is None

    assert before == NotCommitted(blocking.DIFFERS)
    assert isinstance(commit(batch, actor=ALICE), Committing)
    told = db.session.query(JournalEntry).filter_by(subject=Subject.BATCH, subject_id=batch.id)
    assert [each.actor for each in told.filter_by(field="totals differ")] == ["Bob"]


def test_a_confirmation_holds_for_no_other_totals(app: Flask, inside: World) -> None:
    batch = gifts(inside.ours, ROWS)
    totals.expect(batch, rows=3, amounts={}, actor=BOB)
    seen = totals.fingerprint(totals.expected_of(entry(batch)), sums.entered(batch))
    totals.confirm_difference(batch, seen=seen, actor=BOB)
    add(batch, [("", "Noa", "Park", "noa@example.org", "5", "USD", "2026-11-02")])

    batch = validated(app, fresh(batch))

    assert commit(batch, actor=ALICE) == NotCommitted(blocking.DIFFERS)


def test_nothing_is_expected_of_a_batch_that_is_not_open(app: Flask, inside: World) -> None:
    batch = submitted(app, inside)

    assert isinstance(totals.expect(batch, rows=2, amounts={}, actor=BOB), NotPossible)
