"""Undo takes back one act on a row: what staff said before it stays, and so does what came after it."""

from typing import Any

import pytest
from flask import Flask

from app.audit.domain.source import Via
from app.audit.services import Actor
from app.batches.domain.rows import Action, Outcome
from app.batches.domain.several import Verb
from app.batches.models import Batch, Distinction
from app.batches.services import (
    NotAllowed,
    RowChanged,
    decide_rows,
    edit_row,
    mark_distinct,
    merge_row,
    restore_row,
    skip_row,
    undo_row,
)
from app.batches.services.forgetting import forget_rows
from app.db import db
from tests.batches import makers
from tests.batches.makers import ALICE, add, check, everybody, person, row, table
from tests.batches.scenes import also_called
from tests.factories import World

pytestmark = pytest.mark.both

BOB = Actor("Bob", Via.FORM, id=103)
HEADER = ("First name", "Last name", "Email", "Mobile", "Street", "City", "State", "ZIP")
RUTH = ("Ruth", "Becker", "m.becker@example.org", "", "12 Elm Street", "Portland", "OR", "97210")
MOBILE = {3: "(503) 555-0188"}


@pytest.fixture
def batch(app: Flask, inside: World) -> Batch:
    """An import of a row that may be María Becker, and one of a stranger."""
    known = person("María", "Becker", "maria@example.net", street="12 Elm Street")
    add(inside.ours, also_called("Ruth", known), person("Zoe", "Quist", "zoe@example.org"))
    return check(app, inside.ours, table(HEADER, RUTH, ("Ann", "New", "ann@example.org", *[""] * 5)))


def act_of(batch: Batch, number: int = 2) -> int:
    """The id of what was done last with a row, as its Undo names it."""
    return int((row(batch, number).last_act or {})["id"])


def undone(batch: Batch, act: int, number: int = 2) -> RowChanged | NotAllowed:
    return undo_row(batch, row(batch, number), act, actor=ALICE)


def stands(batch: Batch, number: int = 2) -> tuple[Any, ...]:
    """Everything about the row that an act may change."""
    found = row(batch, number)
    told = found.edited, found.decision, found.outcome, found.action, found.plan, found.target_id
    return (*told, db.session.query(Distinction).count())


ACTS = {
    "edit": lambda batch, maria: edit_row(batch, row(batch, 2), {0: "Rut"}, actor=ALICE),
    "skip": lambda batch, maria: skip_row(batch, row(batch, 2), actor=ALICE),
    "skip all": lambda batch, maria: decide_rows(batch, [2, 3], Verb.SKIP, actor=ALICE),
    "merge": lambda batch, maria: merge_row(batch, row(batch, 2), target=maria.id, actor=ALICE),
    "add": lambda batch, maria: mark_distinct(batch, row(batch, 2), actor=ALICE),
}


@pytest.mark.parametrize("what", ACTS)
def test_undoing_an_act_leaves_what_staff_said_before(inside: World, batch: Batch, what: str) -> None:
    maria, zoe = everybody(inside.ours)
    edit_row(batch, row(batch, 2), MOBILE, actor=BOB)
    merge_row(batch, row(batch, 2), target=zoe.id, actor=BOB)
    before = stands(batch)
    ACTS[what](batch, maria)
    assert stands(batch) != before

    done = undone(batch, act_of(batch))

    assert isinstance(done, RowChanged)
    assert stands(batch) == before
    assert row(batch, 2).edited == {"3": "(503) 555-0188"}


def test_undoing_the_decision_that_a_row_is_somebody_new_forgets_whom_it_is_not(
    inside: World, batch: Batch
) -> None:
    before = stands(batch)
    mark_distinct(batch, row(batch, 2), actor=ALICE)
    assert db.session.query(Distinction).count() == 1

    undone(batch, act_of(batch))

    assert stands(batch) == before


def test_undoing_a_skip_of_somebody_new_still_remembers_whom_it_is_not(inside: World, batch: Batch) -> None:
    mark_distinct(batch, row(batch, 2), actor=ALICE)
    before = stands(batch)
    skip_row(batch, row(batch, 2), actor=ALICE)

    undone(batch, act_of(batch))

    assert stands(batch) == before
    assert row(batch, 2).action is Action.CREATE


@pytest.mark.parametrize(
    ("since", "says"),
    [
        (lambda batch: edit_row(batch, row(batch, 2), MOBILE, actor=BOB), "Bob corrected this row since"),
        (lambda batch: restore_row(batch, row(batch, 2), actor=BOB), "Bob restored this row since"),
    ],
)
def test_nothing_is_undone_once_somebody_did_something_else(
    inside: World, batch: Batch, since: Any, says: str
) -> None:
    merge_row(batch, row(batch, 2), target=everybody(inside.ours)[0].id, actor=ALICE)
    act = act_of(batch)
    since(batch)
    before = stands(batch)

    answer = undone(batch, act)

    assert answer == NotAllowed(f"Nothing was taken back: {says}.")
    assert stands(batch) == before


def test_an_act_is_undone_once(inside: World, batch: Batch) -> None:
    skip_row(batch, row(batch, 2), actor=ALICE)
    act = act_of(batch)
    undone(batch, act)

    again = undone(batch, act)

    assert again == NotAllowed(
        "Nothing was taken back: Alice took back what was decided about this row since."
    )
    assert isinstance(undone(batch, act_of(batch)), NotAllowed)
    assert row(batch, 2).outcome is Outcome.POSSIBLE_DUPLICATE


def test_what_nobody_touched_cannot_be_undone(inside: World, batch: Batch) -> None:
    assert undone(batch, 0) == NotAllowed("Nothing was taken back: row 2 was changed since.")


def test_nothing_is_undone_once_the_row_is_committed(app: Flask, inside: World, batch: Batch) -> None:
    mark_distinct(batch, row(batch, 2), actor=ALICE)
    act = act_of(batch)
    batch = makers.commit(app, batch)

    answer = undone(batch, act)

    assert isinstance(answer, NotAllowed)
    assert "committed already" in answer.reason


@pytest.mark.parametrize("keys", [{"m.becker@example.org"}, set()], ids=["in the row", "compared with"])
def test_what_was_undone_or_could_be_is_forgotten_with_whoever_is_erased(
    inside: World, batch: Batch, keys: set[str]
) -> None:
    maria = everybody(inside.ours)[0]
    edit_row(batch, row(batch, 2), MOBILE, actor=ALICE)
    merge_row(batch, row(batch, 2), target=maria.id, actor=ALICE)

    forget_rows(inside.ours, maria.id, keys)

    db.session.expire_all()
    assert row(batch, 2).last_act is None
