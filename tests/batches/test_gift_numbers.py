"""Rows of a batch whose gifts have one number: the first counts, and the others follow what becomes of it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.batches import services
from app.batches.domain.rows import Outcome
from app.batches.models import Batch
from app.db import db
from tests import factories
from tests.batches import entered, gifts, makers
from tests.batches.gifts import line
from tests.factories import World

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def _inside(app: Flask, world: World) -> Iterator[None]:
    with factories.inside(app, world.ours):
        makers.add(world.ours, makers.person("Ann", "Lee", "ann@example.org"))
        yield


def _twice(world: World) -> Batch:
    batch = gifts.open_batch(world.ours)
    gifts.enter(batch, line("C-1001", key="7"), line("C-1001", key="7"), line("C-1001", key="8"))
    return batch


def _errors(batch: Batch) -> list[int]:
    return [number for number, row in gifts.rows(batch).items() if row.outcome is Outcome.ERROR]


def test_the_later_row_is_right_as_soon_as_the_first_has_another_number(world: World) -> None:
    batch = _twice(world)
    assert _errors(batch) == [2]

    entered.rewrite(batch, r1=line("C-1001", key="9"))

    assert _errors(batch) == []


def test_the_later_row_is_right_as_soon_as_the_first_is_removed_or_left_out(world: World) -> None:
    batch, other = _twice(world), _twice(world)

    services.remove(batch, [1])
    services.skip_row(other, gifts.rows(other)[1], actor=makers.ALICE)
    db.session.commit()

    assert _errors(batch) == []
    assert _errors(other) == []


def test_a_later_row_is_wrong_as_soon_as_an_earlier_one_gets_its_number(world: World) -> None:
    batch = _twice(world)

    entered.rewrite(batch, r1=line("C-1001", key="8"))

    assert _errors(batch) == [3]
