"""Blocks of cells from a spreadsheet in the grid, and one value for the cells below it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.audit.models import JournalEntry
from app.batch_entry.queries import entries
from app.db import db
from tests import factories
from tests.batch_entry.grids import COLUMNS, EMAIL, FIRST, HTMX, LAST, cells, in_batch, open_number, typed
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both


def test_a_block_becomes_rows(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)

    answer = as_alice.post(
        f"/batches/{number}/block", data={"text": "Ann\tLee\r\nBea\tMay\r\n", "column": FIRST}, headers=HTMX
    )

    assert "2 rows added." in answer.text
    assert 'id="grid" data-at="1"' in answer.text
    assert _names(app, world, number) == {1: ["Ann", "Lee"], 2: ["Bea", "May"]}


def test_a_block_is_laid_over_rows_and_goes_on_below_them(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    typed(app, world, number, first="Bea", last="May")

    as_alice.post(
        f"/batches/{number}/block",
        data={"text": "Cy\tJune\nDee\tHale", "row": "2", "column": FIRST},
        headers=HTMX,
    )

    assert _names(app, world, number) == {1: ["Ann", "Lee"], 2: ["Cy", "June"], 3: ["Dee", "Hale"]}


def test_the_line_with_the_headings_is_left_out(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)

    answer = as_alice.post(
        f"/batches/{number}/block",
        data={"text": "First name\tLast name\nAnn\tLee", "column": FIRST},
        headers=HTMX,
    )

    assert "The line with the headings was left out." in answer.text
    assert _names(app, world, number) == {1: ["Ann", "Lee"]}


def test_what_does_not_fit_is_told_before_anything_is_stored(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    wide = "\t".join(["Ann", *("x" for _ in COLUMNS[FIRST + 1 :]), "too far"])
    sent = {"text": wide, "column": FIRST}

    asked = as_alice.post(f"/batches/{number}/block", data=sent, headers=HTMX)
    before = cells(app, world, number)
    as_alice.post(f"/batches/{number}/block", data=sent | {"cut": "1"}, headers=HTMX)

    assert asked.status_code == 422
    assert "1 column more" in asked.text
    assert "“too far”" in asked.text
    assert before == {}
    assert cells(app, world, number)[1][FIRST] == "Ann"


def test_cells_that_somebody_else_changed_meanwhile_stay(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    bob = factories.signed_in(app, world.bob)
    bob.post(f"/batches/{number}/rows/1", data={f"c{LAST}": "Li", f"w{LAST}": "Lee"}, headers=HTMX)

    answer = as_alice.post(
        f"/batches/{number}/block",
        data={"text": "Anna\tLeigh", "was": "Ann\tLee", "row": "1", "column": FIRST},
        headers=HTMX,
    )

    assert _names(app, world, number) == {1: ["Anna", "Li"]}
    assert "left as it is: row 1 Last name" in answer.text


def test_a_block_is_taken_back_as_a_whole(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    typed(app, world, number, first="Bea", last="May")
    pasted = as_alice.post(
        f"/batches/{number}/block",
        data={"text": "Cy\tJune\nDee\tHale", "row": "2", "column": FIRST},
        headers=HTMX,
    )

    undone = as_alice.post(_undo(pasted.text), headers=HTMX)

    assert "1 row is taken out again. 1 row is as before." in undone.text
    assert _names(app, world, number) == {1: ["Ann", "Lee"], 2: ["Bea", "May"]}


def test_who_takes_rows_out_so_counts_among_those_who_typed(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    pasted = as_alice.post(
        f"/batches/{number}/block", data={"text": "Ann\tLee\nBea\tMay", "column": FIRST}, headers=HTMX
    )

    factories.signed_in(app, world.adam).post(_undo(pasted.text), headers=HTMX)

    with factories.inside(app, world.ours):
        batch = in_batch(world, number)
        told = db.session.query(JournalEntry).filter_by(subject_id=batch.id, field="rows removed")
        assert [(each.actor_id, each.after) for each in told] == [(world.adam, "1–2")]
        assert entries.beside(batch).entered_by == [world.alice, world.adam]


def test_a_row_that_somebody_changed_since_is_not_taken_back(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    pasted = as_alice.post(
        f"/batches/{number}/block", data={"text": "Ann\tLee\nBea\tMay", "column": FIRST}, headers=HTMX
    )
    bob = factories.signed_in(app, world.bob)
    bob.post(f"/batches/{number}/rows/1", data={f"c{LAST}": "Li", f"w{LAST}": "Lee"}, headers=HTMX)

    undone = as_alice.post(_undo(pasted.text), headers=HTMX)

    assert "1 was changed since and left alone." in undone.text
    assert _names(app, world, number) == {1: ["Ann", "Li"]}


def test_a_block_takes_as_many_statements_for_many_rows_as_for_few(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    few, many = open_number(app, world, name="Few"), open_number(app, world, name="Many")

    with count_statements() as first:
        as_alice.post(f"/batches/{few}/block", data={"text": _people(2), "column": FIRST}, headers=HTMX)
    with count_statements() as second:
        as_alice.post(f"/batches/{many}/block", data={"text": _people(40), "column": FIRST}, headers=HTMX)

    assert len(second) == len(first)


def test_more_rows_than_can_be_pasted_are_refused(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)

    answer = as_alice.post(
        f"/batches/{number}/block", data={"text": "Ann\n" * 1_001, "column": FIRST}, headers=HTMX
    )

    assert answer.status_code == 422
    assert "1,000 can be pasted at once" in answer.text
    assert cells(app, world, number) == {}


def test_a_value_is_put_into_the_empty_cells_below(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    typed(app, world, number, first="Bea", last="May")
    typed(app, world, number, first="Cy")

    answer = as_alice.post(f"/batches/{number}/rows/1/fill", data={"column": LAST}, headers=HTMX)

    assert "1 empty cell below row 1 says the same now." in answer.text
    assert _names(app, world, number) == {1: ["Ann", "Lee"], 2: ["Bea", "May"], 3: ["Cy", "Lee"]}


def test_rows_are_pasted_without_a_script(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)

    page = as_alice.get(f"/batches/{number}/block")
    answer = as_alice.post(f"/batches/{number}/block", data={"text": "\tAnn\tLee"}, follow_redirects=True)

    assert page.status_code == 200
    assert "1 row added." in answer.text
    assert _names(app, world, number) == {1: ["Ann", "Lee"]}


def test_an_empty_block_is_refused(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)

    answer = as_alice.post(f"/batches/{number}/block", data={"text": "\n\n"})

    assert answer.status_code == 422
    assert "There is nothing to paste." in answer.text


def _undo(text: str) -> str:
    return text.split(" data-toast")[1].split('action="')[1].split('"')[0].replace("&amp;", "&")


def _people(number: int) -> str:
    width = EMAIL - FIRST - 1
    return "\n".join(f"Ann\tLee{at}" + "\t" * width + f"ann{at}@example.org" for at in range(number))


def _names(app: Flask, world: World, number: int) -> dict[int, list[str]]:
    return {row: told[FIRST : LAST + 1] for row, told in cells(app, world, number).items()}
