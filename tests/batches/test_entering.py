"""Rows that staff type are decided about as they are typed."""

import pytest
from flask import Flask

from app.batches.models import Batch
from tests import factories
from tests.batches import entered, makers
from tests.batches.makers import add, person
from tests.factories import World

pytestmark = pytest.mark.both


def test_typed_rows_say_at_once_what_becomes_of_them(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        add(world.ours, person("Ann", "Lee", "ann@example.org"))
        batch = entered.open_batch(world.ours)

        numbers = entered.enter(batch, "|Ann|Lee|ann@example.org|", "|Zoë|Park||", "||||")

        assert numbers == [1, 2, 3]
        assert makers.said(batch) == {1: "ready no_change", 2: "ready create", 3: "error none"}
        assert batch.rows_read == 3


def details(batch: Batch) -> dict[int, str]:
    return {row.number: row.detail for row in makers.rows(batch)}


def test_two_rows_that_create_the_same_person_are_one_person(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)

        entered.enter(batch, "|Ann|Lee|ann@example.org|", "|Bob|Ray||", "|Ann|Lee|ann@example.org|503 555 0142")

        assert makers.said(batch) == {1: "ready create", 2: "ready create", 3: "ready update"}
        assert makers.row(batch, 3).joins == 1
        assert details(batch)[3] == "the new person of row 1 · + phone 503 555 0142"
