"""The number of a payment card that somebody types or pastes is not stored, and its cell says so."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batch_entry.domain.offers import offer_of
from app.batches import queries
from app.batches.domain.rows import Outcome
from app.batches.domain.status import BatchKind
from app.batches.domain.unkept import INSTEAD
from tests import factories
from tests.batch_entry.grids import FIRST, HTMX, LAST, cells, in_batch, open_number, typed
from tests.factories import World

pytestmark = pytest.mark.both

CARD = "4111 1111 1111 1111"
GIFTS = [column.field_id for column in offer_of(BatchKind.REVENUE).columns]


def told(app: Flask, world: World, number: int, row_number: int = 1) -> tuple[Outcome, list[str]]:
    """How the row stands, and what is wrong with it."""
    with factories.inside(app, world.ours):
        row = queries.row(in_batch(world, number), row_number)
        assert row is not None
        return row.outcome, [each["what"] for each in row.problems]


def test_a_pasted_number_is_taken_out_and_the_cell_says_so(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)

    answer = as_alice.post(
        f"/batches/{number}/block",
        data={"text": f"Ann\tLee {CARD}\nBo\t5500005555555559", "column": FIRST},
        headers=HTMX,
    )

    assert {at: row[LAST] for at, row in cells(app, world, number).items()} == {
        1: f"Lee {INSTEAD}",
        2: INSTEAD,
    }
    assert "4111" not in answer.text
    assert "It was not stored." in answer.text
    assert f"Take out “{INSTEAD}”, or type what belongs here." in answer.text
    assert told(app, world, number)[0] is Outcome.ERROR


def test_so_is_one_in_the_cells_of_a_gift(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world, BatchKind.REVENUE)
    at = {field: GIFTS.index(field) for field in ("last_name", "gift_amount", "gift_date", "gift_method")}

    as_alice.post(
        f"/batches/{number}/rows",
        data={
            f"c{at['last_name']}": "Lee",
            f"c{at['gift_amount']}": "25",
            f"c{at['gift_date']}": "2026-03-04",
            f"c{at['gift_method']}": f"card {CARD}",
        },
        headers=HTMX,
    )

    assert cells(app, world, number)[1][at["gift_method"]] == f"card {INSTEAD}"
    assert told(app, world, number) == (
        Outcome.ERROR,
        ["The number of a payment card was typed here. It was not stored."],
    )


def test_a_cell_that_is_changed_or_put_back_keeps_none_either(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    typed(app, world, number, first="Bea", last="May")

    as_alice.post(f"/batches/{number}/rows/1", data={f"c{LAST}": CARD}, headers=HTMX)
    as_alice.post(f"/batches/{number}/rows/2/removal", headers=HTMX)
    as_alice.post(
        f"/batches/{number}/rows/restorations", data={"number": 2, f"c{LAST}": f"May {CARD}"}, headers=HTMX
    )

    assert {at: row[LAST] for at, row in cells(app, world, number).items()} == {
        1: INSTEAD,
        2: f"May {INSTEAD}",
    }


def test_whoever_types_what_belongs_there_is_told_nothing_more(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last=f"Lee {CARD}")

    as_alice.post(f"/batches/{number}/rows/1", data={f"c{LAST}": "Lee"}, headers=HTMX)

    assert told(app, world, number) == (Outcome.READY, [])
