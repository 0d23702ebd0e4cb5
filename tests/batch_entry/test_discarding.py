"""A batch of which nothing was written can be given up; the next one gets the next number."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.batch_entry.models import BatchTemplate, EntryBatch
from app.batch_entry.services import open_batch, open_exceptions
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.services import Planner, enter
from app.db import db
from tests import factories
from tests.batch_entry.makers import ALICE, opened
from tests.factories import World
from tests.profiles.pages import PART

pytestmark = pytest.mark.both


@pytest.fixture
def typed(app: Flask, world: World) -> None:
    """Batch 1, open, with a row."""
    with factories.inside(app, world.ours):
        batch = opened(world.ours)
        columns = batch.shape["columns"]
        cells = ["Lee" if label == "Last name" else "" for label in columns]
        enter(batch, Planner(batch), [(None, cells, True, None)])
        db.session.commit()


def left(app: Flask, world: World) -> tuple[int, int, int]:
    with factories.inside(app, world.ours):
        counts = [
            db.session.scalar(select(func.count()).select_from(k)) for k in (Batch, EntryBatch, BatchRow)
        ]
    return tuple(counts)


def test_an_open_batch_is_forgotten_with_its_rows(
    app: Flask, world: World, typed: None, as_bob: FlaskClient
) -> None:
    asked = as_bob.get("/batches/1/discard", headers=PART).text

    answer = as_bob.post("/batches/1/discard", follow_redirects=True)

    assert "Its 1 row and what was decided about it will be forgotten" in asked
    assert "GIFT-0001 Gifts was discarded. Nothing of it had been written." in answer.text
    assert left(app, world) == (0, 0, 0)


def test_its_number_is_not_given_again(app: Flask, world: World, typed: None, as_bob: FlaskClient) -> None:
    as_bob.post("/batches/1/discard")

    with factories.inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        template = db.session.scalars(select(BatchTemplate)).one()
        batch = open_batch(workspace, template, actor=ALICE)
        assert (batch.source, batch.number) == ("GIFT-0002", 2)


@pytest.mark.parametrize(
    "status", [each for each in BatchStatus if each not in (BatchStatus.OPEN, BatchStatus.UPLOADED)]
)
def test_one_that_is_not_open_is_kept(
    app: Flask, world: World, typed: None, as_bob: FlaskClient, status: BatchStatus
) -> None:
    with factories.inside(app, world.ours):
        db.session.scalars(select(Batch)).one().status = status
        db.session.commit()

    answer = as_bob.post("/batches/1/discard")

    assert answer.status_code == 422
    assert left(app, world) == (1, 1, 1)


def test_rows_that_another_batch_left_over_are_kept(
    app: Flask, world: World, typed: None, as_bob: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        open_exceptions(db.session.scalars(select(Batch)).one(), actor=ALICE)
        db.session.commit()

    answer = as_bob.post("/batches/2/discard")

    assert answer.status_code == 422
    assert "were left over by another one, so they are kept" in answer.text
    assert left(app, world) == (2, 2, 1)


def test_who_only_looks_and_who_works_elsewhere_discard_nothing(
    app: Flask, world: World, typed: None, as_vera: FlaskClient, as_mallory: FlaskClient
) -> None:
    assert as_vera.post("/batches/1/discard").status_code == 403
    assert as_mallory.post("/batches/1/discard").status_code == 404
    assert left(app, world) == (1, 1, 1)
