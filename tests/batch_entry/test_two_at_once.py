"""Several people in one batch at the same instant: no row and no cell is lost."""

import itertools

import pytest
from flask import Flask

from app.audit.domain.source import Via
from app.audit.services import Actor
from app.batch_entry.domain.conflicts import Typed
from app.batch_entry.services.rows import TypedRow, add_row, change_row
from app.batches import queries
from app.batches.models import Batch
from tests import factories
from tests.batch_entry.grids import FIRST, LAST, cells, in_batch, open_number, typed
from tests.batches.test_together import at_once
from tests.factories import World

pytestmark = pytest.mark.both


def test_rows_that_are_added_at_the_same_instant_are_all_kept(app: Flask, world: World) -> None:
    number = open_number(app, world)
    people = itertools.count(101)

    def one(batch: Batch) -> TypedRow | None:
        who = next(people)
        told = add_row(batch, {LAST: f"Lee{who}"}, actor=Actor(f"Staff {who}", Via.FORM, id=who))
        return told if isinstance(told, TypedRow) else None

    at_once(app, world, 5, one, _id(app, world, number))

    with factories.inside(app, world.ours):
        batch = in_batch(world, number)
        assert queries.counts(batch).rows == queries.counted(batch).counts.rows == 5
    assert sorted(told[LAST] for told in cells(app, world, number).values()) == [
        f"Lee{who}" for who in range(101, 106)
    ]


def test_the_same_row_sent_at_the_same_instant_is_one_row(app: Flask, world: World) -> None:
    number = open_number(app, world)

    def one(batch: Batch) -> bool:
        alice = Actor("Alice", Via.FORM, id=101)
        return isinstance(add_row(batch, {LAST: "Lee"}, actor=alice, key="the same"), TypedRow)

    at_once(app, world, 4, one, _id(app, world, number))

    assert len(cells(app, world, number)) == 1


def test_two_who_type_into_one_row_at_the_same_instant_both_do(app: Flask, world: World) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    texts = iter([(FIRST, "Anna", "Ann", 102), (LAST, "Li", "Lee", 103)])

    def one(batch: Batch) -> bool:
        at, text, was, who = next(texts)
        actor = Actor(f"Staff {who}", Via.FORM, id=who)
        return isinstance(change_row(batch, 1, {at: Typed(text, was)}, actor=actor), TypedRow)

    at_once(app, world, 2, one, _id(app, world, number))

    assert cells(app, world, number)[1][FIRST : LAST + 1] == ["Anna", "Li"]


def _id(app: Flask, world: World, number: int) -> int:
    with factories.inside(app, world.ours):
        return in_batch(world, number).id
