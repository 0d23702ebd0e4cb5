"""The button that says: this row is about the new person of an earlier one."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches.domain.status import BatchStatus
from app.db import db
from tests import factories
from tests.batches import entered, makers, scenes
from tests.batches.resolution import toasts, undo_in
from tests.factories import World
from tests.profiles.pages import PART, check

ROWS = ("|Ann|Lee|ann@example.org|", "|Ann|Lee||503 555 0142")


@pytest.fixture
def number(app: Flask, world: World) -> int:
    with factories.inside(app, world.ours):
        batch = entered.open_batch(world.ours)
        entered.enter(batch, *ROWS)
        return batch.number


@pytest.fixture
def bob(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.bob)


def said(app: Flask, world: World, number: int) -> tuple[str, int | None]:
    with factories.inside(app, world.ours):
        row = makers.row(scenes.batch(world.ours, number), 2)
        return row.outcome.value, row.joins


def url(number: int, leader: str = "1") -> str:
    return f"/batches/{number}/rows/2/joining?leader={leader}"


def test_the_screen_of_such_a_row_offers_it(app: Flask, world: World, bob: FlaskClient, number: int) -> None:
    page = bob.get(f"/batches/{number}/rows/2/merge")

    check(page)
    assert "May be the new person of row 1." in page.text
    assert "Same person as row 1" in page.text
    assert url(number) in page.text
    assert "Same person as row 1: keep what that row says" in page.text


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "fragment"])
def test_pressing_it_joins_the_rows_and_goes_on(
    app: Flask, world: World, bob: FlaskClient, number: int, headers: dict[str, str]
) -> None:
    answer = bob.post(url(number), headers=headers)

    assert answer.status_code in (200, 303)
    assert said(app, world, number) == ("ready", 1)


def test_it_is_taken_back(app: Flask, world: World, bob: FlaskClient, number: int) -> None:
    page = bob.post(url(number), follow_redirects=True)
    assert "Row 2 is about the new person of row 1." in toasts(page)

    bob.post(undo_in(page))

    assert said(app, world, number) == ("possible_duplicate", None)


@pytest.mark.parametrize("leader", ["2", "9", "", "one", "-1"])
def test_what_cannot_be_joined_is_refused(
    app: Flask, world: World, bob: FlaskClient, number: int, leader: str
) -> None:
    answer = bob.post(url(number, leader))

    assert answer.status_code == 422
    assert said(app, world, number) == ("possible_duplicate", None)


def test_nobody_decides_over_the_head_of_another(
    app: Flask, world: World, bob: FlaskClient, number: int
) -> None:
    bob.post(f"/batches/{number}/rows/2/skip")

    answer = bob.post(url(number), data={"seen": "x-0"})

    assert answer.status_code == 422
    assert "in the meantime" in answer.text


@pytest.mark.parametrize(("who", "status"), [("vera", 403), ("mallory", 404)])
def test_others_may_not(app: Flask, world: World, number: int, who: str, status: int) -> None:
    client = factories.signed_in(app, getattr(world, who))

    assert client.post(url(number)).status_code == status
    assert said(app, world, number) == ("possible_duplicate", None)


def test_nothing_is_joined_while_the_batch_is_committed(
    app: Flask, world: World, bob: FlaskClient, number: int
) -> None:
    with factories.inside(app, world.ours):
        scenes.batch(world.ours, number).status = BatchStatus.COMMITTING
        db.session.commit()

    assert bob.post(url(number)).status_code == 422
