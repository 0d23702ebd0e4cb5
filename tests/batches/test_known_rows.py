"""Rows of a batch like an earlier row that is about somebody on record."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.batches import services
from app.batches.domain.review import MergedInto, RowAction, allowed, decided_to_json
from app.batches.domain.several import Verb
from app.batches.models import Batch
from app.batches.services.acting import act
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Existing
from app.db import db
from app.updates.domain.entry import Choice
from tests import factories
from tests.batches import entered, makers
from tests.batches.entered import details
from tests.batches.makers import ALICE, add, person
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

ANN = "|Ann|Lee|ann@example.org|"
WAITS = "possible_duplicate none"
IGNORED = dict.fromkeys(["name.first", "name.last", "emails"], Choice.IGNORE)


def merge(batch: Batch, zoe: Existing) -> None:
    services.merge_row(batch, makers.row(batch, 1), target=zoe.id, actor=ALICE)


def link(batch: Batch, zoe: Existing) -> None:
    entered.rewrite(batch, r1=zoe.lookup_id + ANN)


@pytest.mark.parametrize("resolved", [merge, link])
def test_rows_that_joined_one_wait_when_that_is_about_somebody_on_record(
    app: Flask, world: World, resolved: Callable[[Batch, Existing], None]
) -> None:
    with factories.inside(app, world.ours):
        [zoe] = add(world.ours, person("Zoe", "Old", "zoe@example.org"))
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, ANN, ANN)

        resolved(batch, zoe)
        db.session.commit()

        assert makers.said(batch) == {1: "ready update", 2: WAITS, 3: WAITS}
        row = makers.row(batch, 2)
        assert (row.cause, row.target_id, row.joins) == ("row_known", zoe.id, None)
        assert row.detail == f"row 1, with the same email and name, is about Zoe Old {zoe.lookup_id}"
        assert {RowAction.MERGE, RowAction.MARK_DISTINCT} <= set(allowed(services.standing(batch, row)))


def test_they_follow_when_staff_say_so_and_nobody_is_added(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [zoe] = add(world.ours, person("Zoe", "Old", "zoe@example.org"))
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, ANN, ANN)
        merge(batch, zoe)
        db.session.commit()

        services.decide_rows(batch, [2, 3], Verb.RULES, actor=ALICE)
        db.session.commit()
        batch = entered.commit(app, batch)

        assert {row.constituent_id for row in makers.rows(batch)} == {zoe.id}
        assert set(makers.states(batch).values()) == {"applied"}
        assert makers.people_count(world.ours) == 1


def test_they_wait_also_where_nothing_was_taken_from_the_first(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [zoe] = add(world.ours, person("Zoe", "Old", "zoe@example.org"))
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, ANN)

        chosen = decided_to_json(MergedInto(zoe.id, IGNORED))
        act(RowAction.MERGE, batch, makers.row(batch, 1), ALICE, decision=chosen)
        db.session.commit()

        assert makers.said(batch) == {1: "ready no_change", 2: WAITS}
        services.restore_row(batch, makers.row(batch, 1), actor=ALICE)
        db.session.commit()
        assert makers.said(batch) == {1: "ready create", 2: "ready no_change"}
        assert makers.row(batch, 2).joins == 1


def test_one_that_is_somebody_else_is_added(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [zoe] = add(world.ours, person("Zoe", "Old", "zoe@example.org"))
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, ANN, ANN)
        merge(batch, zoe)

        services.mark_distinct(batch, makers.row(batch, 2), actor=ALICE)
        db.session.commit()

        assert makers.said(batch) == {1: "ready update", 2: "ready create", 3: "ready no_change"}
        assert makers.row(batch, 3).joins == 2


def test_a_later_row_with_the_email_that_an_earlier_one_adds_to_somebody_waits(
    app: Flask, world: World
) -> None:
    with factories.inside(app, world.ours):
        [zoe] = add(world.ours, person("Zoe", "Old", "zoe@example.org"))
        batch = entered.open_batch(world.ours)
        entered.enter(batch, f"{zoe.lookup_id}|Zoe|Old|new@example.org|")

        entered.enter(
            batch, "|Zoe|Old|new@example.org|", "||Old|new@example.org|", "|Sam|Old|new@example.org|"
        )

        assert makers.said(batch) == {1: "ready update", 2: WAITS, 3: WAITS, 4: "ready create"}
        entered.rewrite(batch, r1=f"{zoe.lookup_id}|Zoe|Old||")
        assert makers.row(batch, 3).cause != "row_known"
        services.remove(batch, [1])
        db.session.commit()
        assert "row_known" not in {row.cause for row in makers.rows(batch)}


def test_a_later_row_with_the_name_that_an_earlier_one_gives_somebody_waits(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [zoe] = add(world.ours, person("Zoe", "Old", "zoe@example.org"))
        batch = entered.open_batch(world.ours)
        entered.enter(batch, "|Ann|Lee||", "|Ann|Lee||503 555 0142")

        entered.rewrite(batch, r1=f"{zoe.lookup_id}|Ann|Lee||")

        assert details(batch)[2] == f"may be Zoe Old {zoe.lookup_id}, whom row 1 is about"
        services.remove(batch, [1])
        db.session.commit()
        assert makers.said(batch) == {2: "ready create"}
        assert [display_name(each.name) for each in makers.everybody(world.ours)] == ["Zoe Old"]


def test_more_rows_that_wait_so_take_no_more_statements(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        taken = []
        for count in (3, 12):
            known = add(world.ours, *(person(f"Zoe{at}", f"Old{count}") for at in range(count)))
            anns = [f"|Ann{at}|Lee{count}|ann{at}.{count}@example.org|" for at in range(count)]
            batch = entered.open_batch(world.ours)
            entered.enter(batch, *(each.lookup_id + ann for each, ann in zip(known, anns, strict=True)))

            with count_statements() as seen:
                entered.enter(batch, *anns)

            taken.append(len(seen))
            assert {row.cause for row in makers.rows(batch)[count:]} == {"row_known"}
        assert taken[0] == taken[1]
