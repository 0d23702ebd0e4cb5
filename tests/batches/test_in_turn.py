"""Several rows about one person on record: each is planned on what the earlier rows leave."""

import pytest
from flask import Flask

from app.batches import services
from app.batches.domain.status import BatchKind
from app.constituents.domain.names import display_name
from app.db import db
from tests import factories
from tests.batches import entered, makers
from tests.batches.entered import details
from tests.batches.makers import ALICE, add, person
from tests.factories import World

pytestmark = pytest.mark.both

ANN = "|Ann|Lee|ann@example.org|503 555 0142"


def test_what_an_earlier_row_brings_a_later_one_brings_no_more(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee", "ann@example.org"))
        batch = entered.open_batch(world.ours)

        entered.enter(batch, ANN)
        entered.enter(batch, ANN, f"{ann.lookup_id}||Leigh||503 555 0199")

        assert makers.said(batch) == {1: "ready update", 2: "ready no_change", 3: "ready update"}
        reviewed = details(batch)
        batch = entered.commit(app, batch)
        assert set(makers.states(batch).values()) == {"applied"}
        assert details(batch) == reviewed
        record = makers.record_of(world.ours, ann.id)
        assert display_name(record.name) == "Ann Leigh"
        assert [each.number for each in record.phones] == ["503 555 0142", "503 555 0199"]


def test_the_later_row_brings_it_once_the_earlier_one_does_not(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee", "ann@example.org"))
        batch = entered.open_batch(world.ours)
        entered.enter(batch, ANN, ANN, ANN)

        services.skip_row(batch, makers.row(batch, 1), actor=ALICE)
        skipped = makers.said(batch)
        services.remove(batch, [2])
        db.session.commit()

        assert skipped == {1: "skipped none", 2: "ready update", 3: "ready no_change"}
        assert makers.said(batch) == {1: "skipped none", 3: "ready update"}
        assert makers.row(batch, 3).target_id == ann.id


def test_a_row_whose_gift_cannot_be_changes_nobody_for_those_after_it(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        add(world.ours, person("Ann", "Lee", "ann@example.org"))
        fields = (*entered.PERSON, "gift_amount", "gift_date", "gift_soft_credit")
        batch = entered.open_batch(world.ours, *fields, kind=BatchKind.REVENUE)

        entered.enter(batch, f"{ANN}|50|2026-01-31|C-999", f"{ANN}|20|2026-01-31|")

        assert makers.said(batch) == {1: "error none", 2: "ready update"}
        assert [row.amount for row in makers.rows(batch)] == [50_00, 20_00]


def test_rows_that_name_one_person_in_two_ways_meet(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee", "ann@example.org"))
        batch = entered.open_batch(world.ours)

        entered.enter(batch, f"{ann.lookup_id}||||503 555 0142", "|Ann|Lee|ann@example.org|503 555 0142")

        assert makers.said(batch) == {1: "ready update", 2: "ready no_change"}
        entered.rewrite(batch, r1=f"{ann.lookup_id}||||")
        assert makers.said(batch) == {1: "ready no_change", 2: "ready update"}
