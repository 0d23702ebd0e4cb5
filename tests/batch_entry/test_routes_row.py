"""The page of one row, which needs no script; rows removed, put back and copied."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.batch_entry.models import EntryBatch
from app.db import db
from tests import factories
from tests.batch_entry.grids import EMAIL, FIRST, HTMX, LAST, cells, in_batch, open_number, typed
from tests.factories import World

pytestmark = pytest.mark.both


def test_a_row_is_typed_on_a_page_of_its_own(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)

    page = as_alice.get(f"/batches/{number}/rows/new")
    answer = as_alice.post(f"/batches/{number}/rows", data={f"c{FIRST}": "Ann", "then": "new"})

    assert page.status_code == 200
    assert answer.headers["Location"] == f"/batches/{number}/rows/new"
    assert cells(app, world, number)[1][FIRST] == "Ann"


def test_one_goes_from_row_to_row(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    for last in ("Lee", "May", "June"):
        typed(app, world, number, last=last)

    page = as_alice.get(f"/batches/{number}/rows/2").text
    answer = as_alice.post(f"/batches/{number}/rows/2", data={f"c{FIRST}": "Bea", "then": "next"})

    assert f'href="/batches/{number}/rows/1"' in page
    assert f'href="/batches/{number}/rows/3"' in page
    assert answer.headers["Location"] == f"/batches/{number}/rows/3"


def test_a_row_with_something_to_mend_is_saved_and_shown(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)

    answer = as_alice.post(
        f"/batches/{number}/rows",
        data={f"c{FIRST}": "Ann", f"c{EMAIL}": "not an email", "then": "new"},
        follow_redirects=True,
    )

    assert answer.request.path == f"/batches/{number}/rows/1"
    assert "there is something to mend" in answer.text
    assert f'id="cell-{EMAIL}-error-1"' in answer.text


def test_both_values_are_shown_where_two_typed_into_one_cell(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    bob = factories.signed_in(app, world.bob)
    as_alice.post(f"/batches/{number}/rows/1", data={f"c{LAST}": "Li", f"w{LAST}": "Lee"})

    answer = bob.post(f"/batches/{number}/rows/1", data={f"c{LAST}": "Leigh", f"w{LAST}": "Lee"})

    assert answer.status_code == 422
    assert 'value="Leigh"' in answer.text
    assert "typed “Li” here meanwhile" in answer.text
    assert f'name="w{LAST}" value="Li"' in answer.text
    assert cells(app, world, number)[1][LAST] == "Li"


def test_a_row_without_any_text_is_not_added(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)

    answer = as_alice.post(f"/batches/{number}/rows", data={f"c{FIRST}": ""}, follow_redirects=True)

    assert "Nothing was typed" in answer.text
    assert cells(app, world, number) == {}


def test_who_may_only_look_reads_the_row(app: Flask, world: World) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")

    page = factories.signed_in(app, world.vera).get(f"/batches/{number}/rows/1").text

    assert "<bdi>Lee</bdi>" in page
    assert "Remove row" not in page


def test_a_removed_row_comes_back_as_itself(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    typed(app, world, number, first="Bea", last="May")
    before = cells(app, world, number)

    gone = as_alice.post(f"/batches/{number}/rows/1/removal", headers=HTMX)
    between = cells(app, world, number)
    sent = dict(re.findall(r'name="(c\d+|number)" value="([^"]*)"', gone.text))
    back = as_alice.post(f"/batches/{number}/rows/restorations", data=sent, headers=HTMX)

    assert '<hx-partial hx-target="#line-1" hx-swap="delete">' in gone.text
    assert list(between) == [2]
    assert "Row 1 is back." in back.text
    assert '<hx-partial hx-target="#removed-1" hx-swap="delete">' in back.text
    assert cells(app, world, number) == before


def test_a_row_removed_by_somebody_else_is_told(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    factories.signed_in(app, world.bob).post(f"/batches/{number}/rows/1/removal")

    answer = as_alice.post(f"/batches/{number}/rows/1", data={f"c{LAST}": "Li"}, headers=HTMX)

    assert answer.status_code == 404
    assert "was removed by somebody else" in answer.text


def test_a_copy_stands_at_the_end(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    typed(app, world, number, first="Bea", last="May")

    answer = as_alice.post(f"/batches/{number}/rows/1/copies", headers=HTMX)

    assert '<hx-partial hx-target="#line-new" hx-swap="beforebegin"><tr id="line-3"' in answer.text
    assert cells(app, world, number)[3] == cells(app, world, number)[1]


def test_a_copy_is_taken_back(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    copied = as_alice.post(f"/batches/{number}/rows/1/copies", headers=HTMX).text

    undo = copied.split(" data-toast")[1].split('action="')[1].split('"')[0].replace("&amp;", "&")
    as_alice.post(undo, headers=HTMX)

    assert list(cells(app, world, number)) == [1]


@pytest.mark.parametrize("sent", [{}, {"number": "0"}, {"number": "x"}, {"number": "99999999999999999999"}])
def test_what_never_was_a_row_is_not_put_back(
    app: Flask, world: World, as_alice: FlaskClient, sent: dict[str, str]
) -> None:
    number = open_number(app, world)

    answer = as_alice.post(f"/batches/{number}/rows/restorations", data=sent | {"c1": "Ann"}, headers=HTMX)

    assert answer.status_code == 422
    assert cells(app, world, number) == {}


@pytest.mark.parametrize(
    "sent", [{"number": "3", "c1": "Ann"}, {"number": "1", "c999": "Ann"}], ids=["number", "cells"]
)
def test_a_row_that_the_batch_never_had_is_not_put_back(
    app: Flask, world: World, as_alice: FlaskClient, sent: dict[str, str]
) -> None:
    number = open_number(app, world)
    for last in ("Lee", "May"):
        typed(app, world, number, last=last)
    as_alice.post(f"/batches/{number}/rows/1/removal", headers=HTMX)

    answer = as_alice.post(f"/batches/{number}/rows/restorations", data=sent, headers=HTMX)

    assert answer.status_code == 409
    assert "was never in the batch" in answer.text
    assert list(cells(app, world, number)) == [2]


def test_the_batch_knows_who_typed_its_rows(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    as_alice.post(f"/batches/{number}/rows", data={f"c{FIRST}": "Ann"})
    factories.signed_in(app, world.bob).post(f"/batches/{number}/rows/1", data={f"c{LAST}": "Lee"})

    with factories.inside(app, world.ours):
        batch = in_batch(world, number)
        entered = db.session.scalar(select(EntryBatch.entered_by).where(EntryBatch.batch_id == batch.id))

    assert entered == [world.alice, world.bob]
