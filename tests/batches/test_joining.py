"""Rows of a batch that staff type, about one and the same new person."""

import pytest
from flask import Flask

from app.batches import services
from app.batches.domain.several import Verb
from app.batches.models import Batch
from app.batches.services import NotAllowed, RowChanged
from app.constituents.domain.names import display_name
from app.db import db
from tests import factories
from tests.batches import entered, makers
from tests.batches.entered import details
from tests.batches.makers import ALICE, add, person
from tests.factories import World

pytestmark = pytest.mark.both

ANN = "|Ann|Lee|ann@example.org|"


def join(batch: Batch, number: int, leader: int, *, keep: bool = False) -> RowChanged | NotAllowed:
    answer = services.join_row(batch, makers.row(batch, number), leader=leader, keep=keep, actor=ALICE)
    db.session.commit()
    return answer


def joins(batch: Batch) -> dict[int, int | None]:
    return {row.number: row.joins for row in makers.rows(batch)}


def test_two_rows_that_would_create_one_person_create_one(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, "|Bob|Ray||", "|Ann|Lee|ann@example.org|503 555 0142", ANN)

        assert makers.said(batch) == {
            1: "ready create",
            2: "ready create",
            3: "ready update",
            4: "ready no_change",
        }
        assert joins(batch) == {1: None, 2: None, 3: 1, 4: 1}
        assert details(batch)[3] == "the new person of row 1 · + phone 503 555 0142"
        batch = entered.commit(app, batch)

        ann, _ = makers.everybody(world.ours)
        assert set(makers.states(batch).values()) == {"applied"}
        assert [phone.number for phone in ann.phones] == ["503 555 0142"]
        assert {row.constituent_id for row in makers.rows(batch) if row.number != 2} == {ann.id}


def test_a_shared_inbox_with_another_first_name_is_a_household(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)

        entered.enter(batch, ANN, "|Sam|Lee|ann@example.org|")

        assert makers.said(batch) == {1: "ready create", 2: "ready create"}
        told = "new individual · has the email of row 1 and another name: one household"
        assert details(batch)[2] == told


def test_the_same_name_alone_waits_for_a_person(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)

        entered.enter(batch, ANN, "|Ann|Lee||503 555 0142")

        row = makers.row(batch, 2)
        assert (row.outcome.value, row.cause, row.joins) == ("possible_duplicate", "row_alike", None)
        assert row.detail == "May be the new person of row 1"
        assert services.rows_like(row) == [1]


def test_a_person_says_that_it_is_the_person_of_an_earlier_row(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, "|Ann|Lee||503 555 0142")

        answer = join(batch, 2, 1)

        assert isinstance(answer, RowChanged)
        assert (answer.row.joins, answer.row.action.value) == (1, "update")
        entered.commit(app, batch)
        [ann] = makers.everybody(world.ours)
        assert [phone.number for phone in ann.phones] == ["503 555 0142"]


def test_what_a_person_said_is_taken_back_like_any_act(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, "|Ann|Lee||503 555 0142")
        answer = join(batch, 2, 1)
        assert isinstance(answer, RowChanged)

        services.undo_row(batch, answer.row, services.act_id_of(answer.row), actor=ALICE)

        assert makers.said(batch)[2] == "possible_duplicate none"


def test_a_person_says_that_it_is_somebody_else(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, "|Ann|Lee||503 555 0142", ANN)

        for number in (2, 3):
            services.mark_distinct(batch, makers.row(batch, number), actor=ALICE)

        assert makers.row(batch, 2).action.value == "create"
        assert makers.row(batch, 3).detail == "May be the new person of row 2"
        services.mark_distinct(batch, makers.row(batch, 3), actor=ALICE)
        db.session.commit()
        assert set(makers.said(batch).values()) == {"ready create"}
        entered.commit(app, batch)
        assert makers.people_count(world.ours) == 3


def test_nothing_is_taken_from_a_row_that_only_hangs_on_another(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, "|Ann|Lee||503 555 0142")

        join(batch, 2, 1, keep=True)

        assert makers.said(batch)[2] == "ready no_change"
        assert joins(batch)[2] == 1


def test_only_an_earlier_row_that_adds_somebody_can_be_joined(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [bob] = add(world.ours, person("Bob", "Ray"))
        batch = entered.open_batch(world.ours)
        entered.enter(batch, f"{bob.lookup_id}|Bob|Ray||", "|Cid|Poe||", "|Dot|Fay||")

        refused = [join(batch, 2, 1), join(batch, 2, 3), join(batch, 2, 9), join(batch, 1, 1)]

        assert refused == [
            NotAllowed("Row 1 adds nobody new. Choose another row."),
            NotAllowed("Row 3 comes after row 2. Say so on row 3."),
            NotAllowed("Row 9 comes after row 2. Say so on row 9."),
            NotAllowed("Only rows that add somebody new can be about the same person."),
        ]
        assert isinstance(join(batch, 3, 2), RowChanged)


def test_the_next_row_takes_the_place_of_one_that_is_removed_or_changed(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, ANN, ANN)

        entered.rewrite(batch, r1="|Zoë|Park||")
        changed = joins(batch)
        services.remove(batch, [2])
        db.session.commit()

        assert changed == {1: None, 2: None, 3: 2}
        assert joins(batch) == {1: None, 3: None}
        assert makers.said(batch)[3] == "ready create"


def test_a_row_that_joined_one_by_hand_waits_when_that_adds_nobody(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [bob] = add(world.ours, person("Bob", "Ray"))
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, "|Ann|Lee||")
        join(batch, 2, 1)

        entered.rewrite(batch, r1=f"{bob.lookup_id}|Bob|Ray||")

        row = makers.row(batch, 2)
        assert (row.outcome.value, row.cause) == ("conflict", "row_gone")
        entered.rewrite(batch, r1=ANN)
        assert joins(batch)[2] == 1


@pytest.mark.parametrize("verb", [None, Verb.JOIN])
def test_a_row_that_joined_one_by_hand_waits_when_that_says_somebody_else(
    app: Flask, world: World, verb: Verb | None
) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)
        entered.enter(batch, "|Ann|Lee|ann@example.org|", "|Ann|Lee||503 555 0142")
        if verb:
            services.decide_rows(batch, [2], verb, actor=ALICE)
        else:
            join(batch, 2, 1)

        entered.rewrite(batch, r1="|Max|Fox|max@example.org|")

        row = makers.row(batch, 2)
        assert (row.outcome.value, row.cause, row.joins) == ("conflict", "row_gone", None)
        assert row.detail == "row 1 says somebody else now; decide again"
        entered.rewrite(batch, r2="|Ann|Lee||503 555 0143")
        assert makers.row(batch, 2).cause == "row_gone"
        join(batch, 2, 1)
        assert joins(batch)[2] == 1


def test_rows_are_joined_in_sets(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, "|Zoë|Park||", "|Ann|Lee||1 503 555 0142", "|Zoe|Park|z@example.org|")

        done = services.decide_rows(batch, [3, 4], Verb.JOIN, actor=ALICE)

        assert (done.numbers, done.ready) == ([3, 4], 2)
        assert joins(batch) == {1: None, 2: None, 3: 1, 4: 2}


def test_a_row_that_waits_is_joined_to_nobody_by_itself(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        add(world.ours, person("Ann", "Lee"))
        batch = entered.open_batch(world.ours)

        entered.enter(batch, "|Ann|Lee|ann@example.org|", "|Ann|Lee|ann@example.org|")

        assert set(makers.said(batch).values()) == {"possible_duplicate none"}
        services.mark_distinct(batch, makers.row(batch, 1), actor=ALICE)
        services.mark_distinct(batch, makers.row(batch, 2), actor=ALICE)
        db.session.commit()
        assert joins(batch) == {1: None, 2: 1}
        entered.commit(app, batch)
        names = [display_name(each.name) for each in makers.everybody(world.ours)]
        assert names == ["Ann Lee", "Ann Lee"]
