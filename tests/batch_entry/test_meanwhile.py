"""Blocks and new rows beside somebody else's hands, and what a batch of gifts makes of permission."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batch_entry.domain.conflicts import Typed
from app.batch_entry.services.rows import TypedRow, add_row, change_row, remove_row
from app.consent import queries as consent
from app.consent.domain.facts import Occasion
from app.consent.domain.policy import Policy, Rules
from app.consent.domain.rules_json import rules_to_json
from app.db import db, now
from tests import factories
from tests.batch_entry import seen_through as batches
from tests.batch_entry.grids import FIRST, HTMX, cells, in_batch, open_number, typed
from tests.batch_entry.makers import ALICE, BOB
from tests.batches import makers
from tests.factories import World

pytestmark = pytest.mark.both
RULES = Rules(Policy.OPT_IN, implied_months=24, implied_by=frozenset({Occasion.GIFT}))


def test_a_block_never_moves_on_to_another_row_than_the_one_it_was_laid_over(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    for name in ("Ann", "Bea", "Cy"):
        typed(app, world, number, first=name)
    with factories.inside(app, world.ours):
        remove_row(in_batch(world, number), 2, actor=BOB)
        db.session.commit()

    block = {"text": "Di\nEve\nFay", "row": "1", "column": FIRST, "was": "Ann\nBea\nCy", "onto": "1,2,3"}
    answer = as_alice.post(f"/batches/{number}/block", data=block, headers=HTMX)

    assert answer.status_code == 422
    assert "was removed meanwhile. Nothing was pasted" in answer.text
    assert [each[FIRST] for each in cells(app, world, number).values()] == ["Ann", "Cy"]


def test_a_block_longer_than_the_rows_that_were_shown_overwrites_no_row_that_came_since(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    for name in ("Ann", "Bob's"):
        typed(app, world, number, first=name)

    block = {"text": "Di\nEve", "row": "1", "column": FIRST, "was": "Ann", "onto": "1", "end": "1"}
    as_alice.post(f"/batches/{number}/block", data=block, headers=HTMX)

    assert [each[FIRST] for each in cells(app, world, number).values()] == ["Di", "Bob's", "Eve"]


def test_a_new_row_that_is_sent_again_writes_over_nothing_that_somebody_else_typed(
    app: Flask, world: World
) -> None:
    with factories.inside(app, world.ours):
        batch = batches.gifts(world.ours, [])
        add_row(batch, {1: "Ann", 4: "5"}, actor=ALICE, key="once")
        change_row(batch, 1, {4: Typed("7", "5")}, actor=BOB)

        again = add_row(batch, {1: "Anna", 4: "5"}, actor=ALICE, key="once")

        assert isinstance(again, TypedRow)
        assert [(each.theirs, each.mine) for each in again.clashes] == [("7", "5")]
        assert batches.row(batch, 1).cells[1:5:3] == ["Anna", "7"]


def test_gifts_of_a_batch_imply_no_consent_however_they_were_typed(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        here = makers.workspace(world.ours)
        here.consent_policy, here.consent_rules = "opt_in", rules_to_json(RULES)
        rows = [["", "Ann", "Lee", "ann@example.org", "10", "", str(now().date())]]
        batch = batches.gifts(world.ours, rows)
        db.session.commit()

        batches.committed(app, batches.validated(app, batch))

        [ann] = makers.everybody(world.ours)
        verdict = consent.verdicts(makers.workspace(world.ours), [ann.id], at=now())[ann.id]
        assert not verdict.eligible
