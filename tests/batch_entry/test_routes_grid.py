"""The grid: rows typed cell by cell, shown a page at a time, and what others typed meanwhile."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batch_entry.queries.templates import template_of
from app.batches.domain.status import BatchStatus
from app.db import db
from tests import factories
from tests.batch_entry.grids import EMAIL, FIRST, HTMX, LAST, cells, in_batch, open_number, typed
from tests.batches.makers import add, person
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both


def test_a_row_is_decided_about_as_soon_as_it_is_typed(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)

    answer = as_alice.post(
        f"/batches/{number}/rows", data={f"c{FIRST}": "Ann", f"c{LAST}": "Lee"}, headers=HTMX
    )

    assert answer.status_code == 200
    assert 'id="line-1"' in answer.text
    assert "Ready · new" in answer.text
    assert 'hx-target="#batch-facts"' in answer.text
    assert cells(app, world, number)[1][FIRST : LAST + 1] == ["Ann", "Lee"]


def test_what_cannot_be_read_stays_in_its_cell_with_its_problem(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)

    answer = as_alice.post(
        f"/batches/{number}/rows", data={f"c{FIRST}": "Ann", f"c{EMAIL}": "not an email"}, headers=HTMX
    )

    assert 'value="not an email" data-was="not an email"' in answer.text
    assert f'aria-invalid="true" aria-describedby="line-1-p{EMAIL}"' in answer.text
    assert f'id="line-1-p{EMAIL}"' in answer.text
    assert cells(app, world, number)[1][EMAIL] == "not an email"


def test_a_new_row_begins_with_the_defaults(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world, defaults={"city": "Portland"})

    shown = as_alice.get(f"/batches/{number}/grid")
    as_alice.post(f"/batches/{number}/rows", data={f"c{FIRST}": "Ann"}, headers=HTMX)

    assert 'placeholder="Portland"' in shown.text
    assert "Portland" in cells(app, world, number)[1]


def test_the_same_empty_row_sent_twice_makes_one_row(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)

    as_alice.post(f"/batches/{number}/rows", data={"key": "one", f"c{FIRST}": "Ann"}, headers=HTMX)
    as_alice.post(f"/batches/{number}/rows", data={"key": "one", f"c{LAST}": "Lee"}, headers=HTMX)

    assert {row: told[FIRST : LAST + 1] for row, told in cells(app, world, number).items()} == {
        1: ["Ann", "Lee"]
    }


def test_nothing_typed_makes_no_row(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)

    answer = as_alice.post(f"/batches/{number}/rows", data={f"c{FIRST}": " "}, headers=HTMX)

    assert answer.status_code == 204
    assert cells(app, world, number) == {}


def test_only_the_cells_that_were_sent_change(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")

    as_alice.post(f"/batches/{number}/rows/1", data={f"c{LAST}": "Li", f"w{LAST}": "Lee"}, headers=HTMX)

    assert cells(app, world, number)[1][FIRST : LAST + 1] == ["Ann", "Li"]


def test_two_people_in_one_row_lose_nothing(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    bob = factories.signed_in(app, world.bob)

    as_alice.post(f"/batches/{number}/rows/1", data={f"c{LAST}": "Li", f"w{LAST}": "Lee"}, headers=HTMX)
    answer = bob.post(
        f"/batches/{number}/rows/1",
        data={f"c{FIRST}": "Anna", f"w{FIRST}": "Ann", f"c{LAST}": "Leigh", f"w{LAST}": "Lee"},
        headers=HTMX,
    )

    assert cells(app, world, number)[1][FIRST : LAST + 1] == ["Anna", "Li"]
    assert "typed “Li” here meanwhile" in answer.text
    assert "Use “Leigh”" in answer.text


def test_who_chooses_their_own_value_writes_it(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Li")
    bob = factories.signed_in(app, world.bob)

    bob.post(f"/batches/{number}/rows/1", data={f"c{LAST}": "Leigh", f"w{LAST}": "Li"}, headers=HTMX)

    assert cells(app, world, number)[1][LAST] == "Leigh"


def test_whoever_types_fast_never_clashes_with_herself(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")

    for last in ("Li", "Leigh"):  # the second is sent before the answer to the first came
        answer = as_alice.post(
            f"/batches/{number}/rows/1", data={f"c{LAST}": last, f"w{LAST}": "Lee"}, headers=HTMX
        )

    assert "data-clash" not in answer.text
    assert cells(app, world, number)[1][LAST] == "Leigh"


def test_others_rows_arrive_by_a_light_poll(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    typed(app, world, number, first="Bea", last="May")
    page = as_alice.get(f"/batches/{number}/grid").text
    stamps = dict(re.findall(r'id="line-(\d)" data-number="\d" data-stamp="(\w+)"', page))
    known = {"since": _revision(app, world, number), "first": 1, "last": 2, "end": 1}
    have = ",".join(f"{row}-{stamp}" for row, stamp in stamps.items())

    idle = as_alice.get(f"/batches/{number}/lines", query_string=known | {"have": have}, headers=HTMX)
    bob = factories.signed_in(app, world.bob)
    bob.post(f"/batches/{number}/rows/2", data={f"c{LAST}": "June", f"w{LAST}": "May"}, headers=HTMX)
    bob.post(f"/batches/{number}/rows", data={f"c{FIRST}": "Cy"}, headers=HTMX)
    bob.post(f"/batches/{number}/rows/1/removal", headers=HTMX)
    seen = as_alice.get(f"/batches/{number}/lines", query_string=known | {"have": have}, headers=HTMX)

    assert idle.status_code == 204
    assert '<hx-partial hx-target="#line-1" hx-swap="delete">' in seen.text
    assert 'value="June"' in seen.text
    assert '<hx-partial hx-target="#line-new" hx-swap="beforebegin"><tr id="line-3"' in seen.text


def test_a_row_in_which_one_is_at_work_is_left_alone(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    bob = factories.signed_in(app, world.bob)
    bob.post(f"/batches/{number}/rows/1", data={f"c{LAST}": "Li", f"w{LAST}": "Lee"}, headers=HTMX)

    seen = as_alice.get(
        f"/batches/{number}/lines",
        query_string={"since": 1, "first": 1, "last": 1, "end": 1, "have": "1-busy"},
        headers=HTMX,
    )

    assert "line-1" not in seen.text
    assert 'id="meanwhile"' in seen.text


def test_a_page_has_a_hundred_rows_whatever_the_batch_has(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    block = "\n".join(f"Ann\tLee{n:03}" for n in range(230))
    as_alice.post(f"/batches/{number}/block", data={"text": block, "column": FIRST}, headers=HTMX)

    last = as_alice.get(f"/batches/{number}/grid").text
    before = as_alice.get(f"/batches/{number}/grid?before=131").text

    assert re.findall(r'id="line-(\d+)"', last)[::99] == ["131", "230"]
    assert 'id="line-new"' in last
    assert re.findall(r'id="line-(\d+)"', before)[::99] == ["31", "130"]
    assert 'id="line-new"' not in before


def test_the_grid_takes_as_many_statements_for_many_rows_as_for_one(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    few, many = open_number(app, world, name="Few"), open_number(app, world, name="Many")
    with factories.inside(app, world.ours):
        known = add(world.ours, *(person("Ann", f"Lee{n}", f"ann{n}@example.org") for n in range(8)))
    for number, some in ((few, known[:1]), (many, known)):
        block = "\n".join(each.lookup_id for each in some)
        as_alice.post(f"/batches/{number}/block", data={"text": block, "column": 0}, headers=HTMX)

    with count_statements() as first:
        as_alice.get(f"/batches/{few}/grid")
    with count_statements() as second:
        page = as_alice.get(f"/batches/{many}/grid")

    assert len(first) == len(second)
    assert "Ann Lee7" in page.text


def test_rows_that_need_somebody_are_shown_alone(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    typed(app, world, number, first="Bea", email="not an email")

    page = as_alice.get(f"/batches/{number}/grid?show=decide").text

    assert 'id="line-2"' in page
    assert 'id="line-1"' not in page


def test_who_may_only_look_sees_texts(app: Flask, world: World) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")

    page = factories.signed_in(app, world.vera).get(f"/batches/{number}/grid").text

    assert "<bdi>Lee</bdi>" in page
    assert 'class="cell"' not in page


def test_a_batch_that_waits_for_approval_takes_no_typing(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    with factories.inside(app, world.ours):
        in_batch(world, number).status = BatchStatus.IN_REVIEW
        db.session.commit()

    answer = as_alice.post(f"/batches/{number}/rows/1", data={f"c{LAST}": "Li"}, headers=HTMX)

    assert answer.status_code == 409
    assert "waits for approval" in answer.text
    assert cells(app, world, number)[1][LAST] == "Lee"
    assert 'class="cell"' not in as_alice.get(f"/batches/{number}/grid").text


@pytest.mark.parametrize("path", ["grid", "lines", "rows/1", "rows/new", "block", "rows/1/link"])
def test_another_workspace_sees_nothing(app: Flask, world: World, path: str) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    mallory = factories.signed_in(app, world.mallory)

    assert mallory.get(f"/batches/{number}/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["rows", "rows/1", "rows/1/removal", "rows/1/copies", "rows/1/fill", "rows/restorations", "block"]
)
def test_who_may_only_look_changes_nothing(app: Flask, world: World, path: str) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    before = cells(app, world, number)

    answer = factories.signed_in(app, world.vera).post(f"/batches/{number}/{path}", data={f"c{LAST}": "Li"})

    assert answer.status_code == 403
    assert cells(app, world, number) == before


def _revision(app: Flask, world: World, number: int) -> int:
    with factories.inside(app, world.ours):
        return in_batch(world, number).revision


def test_whoever_types_in_a_batch_that_was_submitted_meanwhile_is_told(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", last="Lee")
    known = {"since": _revision(app, world, number), "first": 1, "last": 1, "end": 1, "have": "1-busy"}
    with factories.inside(app, world.ours):
        in_batch(world, number).status = BatchStatus.IN_REVIEW
        db.session.commit()

    seen = as_alice.get(f"/batches/{number}/lines", query_string=known, headers=HTMX)

    assert "What you type now is not saved." in seen.text
    assert "every 4s" not in seen.text


def test_the_grid_says_how_its_template_has_changed_since(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    with factories.inside(app, world.ours):
        template = template_of(in_batch(world, number))
        assert template is not None
        template.columns = template.columns[:-1]
        db.session.commit()

    page = as_alice.get(f"/batches/{number}/grid").text

    assert "The template has changed since this batch started" in page
