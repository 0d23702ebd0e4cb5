"""Rows that staff type are decided about as they are typed."""

import pytest
from flask import Flask

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
