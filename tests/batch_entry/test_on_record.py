"""A row that adds somebody of whose name somebody is on record says so, and is linked with one button."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches import queries
from app.constituents.domain.record import Existing
from app.matching.domain.decide import Thresholds
from tests import factories
from tests.batch_entry import seen_through
from tests.batch_entry.grids import HTMX, in_batch, open_number, typed
from tests.batches.makers import add, person
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both
FIELDS = ("lookup_id", "first_name", "last_name", "email", "address_line1")
SELDOM = Thresholds(100, 100).to_json()
"""Thresholds that a name alone does not reach, as those of a large workspace with many of the name."""


def test_the_row_names_who_has_that_name_and_one_button_links_her(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number, (aisha,) = _scene(app, world, "Aisha")

    grid = as_alice.get(f"/batches/{number}/grid").text
    page = as_alice.get(f"/batches/{number}/rows/1").text
    linked = as_alice.post(f"/batches/{number}/rows/1/link", data=_button(grid), headers=HTMX)

    assert "Adds a new person." in grid
    assert (
        _said(grid) == f"On record: Aisha Adeyemi {aisha.lookup_id}. Link the row, if it is the same person."
    )
    assert _said(page) == _said(grid)
    assert _said(linked.text) == ""
    assert "Linked by lookup ID" in linked.text
    assert _lookup(app, world, number, 1) == aisha.lookup_id


def test_the_page_of_the_check_names_her_too_and_leads_back_to_it(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number, (aisha,) = _scene(app, world, "Aisha")
    with factories.inside(app, world.ours):
        seen_through.validated(app, in_batch(world, number))

    check = as_alice.get(f"/batches/{number}/commit").text
    linked = as_alice.post(f"/batches/{number}/rows/1/link", data=_button(check))
    after = as_alice.get(linked.location).text

    assert "May be on record" in check
    assert f"Aisha Adeyemi {aisha.lookup_id}. Link the row" in _said(check)
    assert linked.location == f"/batches/{number}/commit"
    assert _said(after) == ""
    assert "May be on record" not in after
    assert _lookup(app, world, number, 1) == aisha.lookup_id


def test_who_was_said_to_be_somebody_else_is_not_named(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number, _ = _scene(app, world, "Aisha", thresholds=Thresholds(100, 20).to_json())

    as_alice.post(f"/batches/{number}/rows/1/distinction")

    grid = as_alice.get(f"/batches/{number}/grid").text
    assert "Adds a new person." in grid
    assert _said(grid) == ""


def test_nobody_is_named_to_link_to_where_nobody_has_that_name(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number, _ = _scene(app, world, "Aisha", typed=[["", "Bernard", "Quist", "", "700 Pine Road"]])

    assert _said(as_alice.get(f"/batches/{number}/grid").text) == ""


def test_who_only_looks_is_told_and_gets_no_button(app: Flask, world: World, as_vera: FlaskClient) -> None:
    number, _ = _scene(app, world, "Aisha")

    grid = as_vera.get(f"/batches/{number}/grid").text

    assert "Aisha Adeyemi" in _said(grid)
    assert "Link to C-" not in grid


def test_the_statements_do_not_grow_with_those_who_are_on_record(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    names = ["Aisha", "Ben", "Chloe", "Dan", "Eve", "Fay", "Gus"]
    number, _ = _scene(app, world, *names)
    with factories.inside(app, world.ours):
        few = seen_through.typed(world.ours, _rows("Aisha"), fields=FIELDS, **_OTHER).number
        for each in (few, number):
            seen_through.validated(app, in_batch(world, each))

    for place in ("grid", "commit"):
        as_alice.get(f"/batches/{few}/{place}")
        with count_statements() as one:
            as_alice.get(f"/batches/{few}/{place}")
        with count_statements() as many:
            page = as_alice.get(f"/batches/{number}/{place}").text

        assert len(many) <= len(one)
        assert page.count(">Link to C-") == len(names)


def test_what_is_said_of_a_household_stands_once_beside_the_row(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee", email="lees@example.org")
    typed(app, world, number, first="Bob", last="Lee", email="lees@example.org")

    text = as_alice.get(f"/batches/{number}/grid").text

    assert text.lower().count("has the email of row 1 and another name: one household.") == 1


_OTHER = {"name": "Others", "prefix": "OTH", "thresholds": SELDOM}


def _scene(
    app: Flask, world: World, *first: str, typed: list[list[str]] | None = None, thresholds: object = SELDOM
) -> tuple[int, list[Existing]]:
    """An open batch with a new street for each of these people, who are on record with another."""
    with factories.inside(app, world.ours):
        known = add(
            world.ours,
            *(person(each, "Adeyemi", f"{each}@example.org", street="12 Oak Street") for each in first),
        )
        rows = typed or _rows(*first)
        batch = seen_through.typed(world.ours, rows, fields=FIELDS, thresholds=thresholds)
        return batch.number, known


def _rows(*first: str) -> list[list[str]]:
    return [["", each, "Adeyemi", "", f"{at}00 Pine Road"] for at, each in enumerate(first, 7)]


def _said(text: str) -> str:
    found = re.search(r'<div id="on-record-1">\s*<p>(.*?)</p>', text, re.S)
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


def _button(text: str) -> dict[str, str]:
    """What the first button of the row sends."""
    form = text[text.index('<div id="on-record-1">') :]
    form = form[: form.index("</form>")]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def _lookup(app: Flask, world: World, number: int, row: int) -> str:
    with factories.inside(app, world.ours):
        found = queries.row(in_batch(world, number), row)
        assert found is not None
        return found.cells[0]
