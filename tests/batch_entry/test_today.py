"""The default “today” of the day received: the day on which the row is typed, where the workspace is."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batch_entry.domain.offers import offer_of
from app.batch_entry.domain.pasting import Block
from app.batch_entry.services.rows_pasted import Pasted, paste
from app.batches import queries
from app.batches.domain.status import BatchKind
from app.batches.services import in_force
from app.db import db
from tests import factories
from tests.batch_entry.grids import HTMX, cells, in_batch, open_number
from tests.batch_entry.makers import ALICE
from tests.batch_entry.test_routes_template_columns import send
from tests.batch_entry.typed import gifts as gifts
from tests.batch_entry.typed import saved
from tests.batches import entered
from tests.batches.makers import workspace
from tests.factories import World

pytestmark = pytest.mark.both
FIELDS = [column.field_id for column in offer_of(BatchKind.REVENUE).columns]
LAST, AMOUNT, DAY = (FIELDS.index(field) for field in ("last_name", "gift_amount", "gift_date"))
LATE = datetime(2026, 3, 5, 3, 30, tzinfo=UTC)


@pytest.fixture
def number(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> int:
    """An open batch in a workspace where it is late in the evening of the day before."""
    monkeypatch.setattr(in_force, "now", lambda: LATE)
    with factories.inside(app, world.ours):
        workspace(world.ours).timezone = "America/Los_Angeles"
        db.session.commit()
    return open_number(app, world, BatchKind.REVENUE, defaults={"gift_date": "today"})


def test_the_day_of_typing_is_written_into_the_row(
    app: Flask, world: World, as_bob: FlaskClient, number: int
) -> None:
    typed = {f"c{LAST}": "Lee", f"c{AMOUNT}": "25"}

    as_bob.post(f"/batches/{number}/rows", data=typed, headers=HTMX)
    as_bob.post(f"/batches/{number}/rows", data={**typed, f"c{DAY}": "2026-03-01"}, headers=HTMX)

    assert [told[DAY] for told in cells(app, world, number).values()] == ["2026-03-04", "2026-03-01"]


def test_rows_of_a_pasted_block_get_it_too(app: Flask, world: World, number: int) -> None:
    block: Block = (("Lee", "25"), ("May", "30"))

    with factories.inside(app, world.ours):
        answer = paste(in_batch(world, number), block, onto=(), column=LAST, actor=ALICE)
        db.session.commit()

    assert isinstance(answer, Pasted)
    assert {told[DAY] for told in cells(app, world, number).values()} == {"2026-03-04"}


def test_the_grid_and_the_page_of_a_new_row_show_the_day(as_bob: FlaskClient, number: int) -> None:
    grid = as_bob.get(f"/batches/{number}/grid").text
    page = as_bob.get(f"/batches/{number}/rows/new").text

    assert 'placeholder="2026-03-04"' in grid
    assert 'value="2026-03-04"' in page
    assert '"today"' not in grid + page


@pytest.mark.parametrize("typed", [True, False])
def test_a_blank_day_stays_an_error(app: Flask, world: World, number: int, typed: bool) -> None:
    with factories.inside(app, world.ours):
        batch = in_batch(world, number)
        told = {LAST: "Lee", AMOUNT: "25"}
        entered.enter(batch, "|".join(told.get(at, "") for at in range(len(FIELDS))), typed=typed)

        row = queries.row(batch, 1)
        assert row is not None
        assert [each["field"] for each in row.problems] == ["gift_date"]


def test_a_template_keeps_the_word(app: Flask, world: World, as_alice: FlaskClient, gifts: int) -> None:
    answer = send(as_alice, gifts, default__gift_date=" Today ")

    (held,) = saved(app, world)
    assert answer.status_code == 303
    assert {each["field"]: each["default"] for each in held.columns}["gift_date"] == "today"
    assert "the day on which a row is typed" in as_alice.get(f"/batches/templates/{gifts}/columns").text
