"""Not a duplicate: it holds for that name and email and that constituent, until it is taken back."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.batches.domain.rows import Action, Outcome
from app.batches.models import Batch, BatchRow, Distinction
from app.batches.services import NotAllowed, RowChanged, edit_row, mark_distinct, restore_row
from app.constituents.domain.record import Existing
from app.db import db
from tests.batches import makers
from tests.batches.makers import ALICE, add, check, commit, person, said, table
from tests.factories import World

pytestmark = pytest.mark.both

LIST = table(
    ("Email", "First name", "Last name", "Address line 1", "City", "Postal code", "Suffix"),
    ("lees@example.org", "Ben", "Lee", "12 Elm St", "Portland", "97210", "Jr."),
)


@pytest.fixture
def father(inside: World) -> Existing:
    """He shares name, inbox and house with the Ben of the file."""
    return add(inside.ours, senior("Ben"))[0]


def senior(first: str) -> Existing:
    ben = person(first, "Lee", "lees@example.org", street="12 Elm St")
    return replace(ben, name=replace(ben.name, suffix="Sr."))


def distinct(batch: Batch, number: int = 2) -> BatchRow:
    answer = mark_distinct(batch, makers.row(batch, number), actor=ALICE)
    assert isinstance(answer, RowChanged), answer
    db.session.commit()
    return answer.row


def edited(batch: Batch, texts: dict[int, str]) -> BatchRow:
    answer = edit_row(batch, makers.row(batch, 2), texts, actor=ALICE)
    assert isinstance(answer, RowChanged), answer
    db.session.commit()
    return answer.row


def restored(batch: Batch) -> BatchRow:
    answer = restore_row(batch, makers.row(batch, 2), actor=ALICE)
    assert isinstance(answer, RowChanged), answer
    db.session.commit()
    return answer.row


def remembered(**where: Any) -> int:
    query = select(func.count()).select_from(Distinction).filter_by(**where)
    return db.session.scalar(query) or 0


def test_a_row_that_is_nobodys_duplicate_adds_somebody_new(
    app: Flask, inside: World, father: Existing
) -> None:
    batch = check(app, inside.ours, LIST)
    assert said(batch) == {2: "possible_duplicate none"}

    row = distinct(batch)

    assert (row.outcome, row.action.value, row.target_id) == (Outcome.READY, "create", None)
    assert remembered(constituent_id=father.id, made_by=ALICE.id) == 1


def test_the_next_import_respects_it(app: Flask, inside: World, father: Existing) -> None:
    first = check(app, inside.ours, LIST)
    distinct(first)

    other = check(app, inside.ours, LIST)
    commit(app, first)
    later = check(app, inside.ours, LIST)

    assert said(other) == {2: "ready create"}
    assert said(later) == {2: "ready no_change"}
    assert makers.row(later, 2).target_id not in (None, father.id)


def test_it_holds_for_that_name_and_email_only(app: Flask, inside: World, father: Existing) -> None:
    distinct(check(app, inside.ours, LIST))

    spelled = check(app, inside.ours, LIST.replace("lees@", "LEES@").replace("Ben", "BEN"))
    another = check(app, inside.ours, LIST.replace("Ben", "Benjamin"))

    assert said(spelled) == {2: "ready create"}
    assert said(another) == {2: "possible_duplicate none"}


def test_restoring_the_row_takes_it_back(app: Flask, inside: World, father: Existing) -> None:
    batch = check(app, inside.ours, LIST)
    distinct(batch)

    restored(batch)

    assert said(batch) == {2: "possible_duplicate none"}
    assert remembered() == 0
    assert said(check(app, inside.ours, LIST)) == {2: "possible_duplicate none"}


def test_restoring_takes_back_nothing_that_another_row_said(
    app: Flask, inside: World, father: Existing
) -> None:
    distinct(check(app, inside.ours, LIST))
    (ben,) = add(inside.ours, senior("Benjamin"))
    batch = check(app, inside.ours, LIST)
    distinct(batch)

    restored(batch)

    assert remembered(constituent_id=father.id) == 1
    assert remembered(constituent_id=ben.id) == 0


def test_a_row_that_becomes_somebody_else_is_matched_anew(
    app: Flask, inside: World, father: Existing
) -> None:
    (cy,) = add(inside.ours, person("Cy", "Hart", "cy@example.org"))
    batch = check(app, inside.ours, LIST)
    distinct(batch)

    target = edited(batch, {0: "cy@example.org", 1: "Cy", 2: "Hart"}).target_id
    action = edited(batch, {0: "lees@example.org", 1: "Ben", 2: "Lee"}).action

    assert target == cy.id
    assert action is Action.CREATE


def test_an_identifier_is_stronger_than_words(app: Flask, inside: World, father: Existing) -> None:
    text = f"Email,First name,Last name,Lookup ID\nben@example.org,Ben,Lee,{father.lookup_id}\n"
    batch = check(app, inside.ours, text)

    row = distinct(batch)

    assert row.outcome is Outcome.CONFLICT
    assert "empty that cell to add a new person" in row.detail


def test_a_row_without_candidates_cannot_be_marked(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)

    answer = mark_distinct(batch, makers.row(batch, 2), actor=ALICE)

    assert answer == NotAllowed("There is nobody this row was matched with.")
    assert remembered() == 0
