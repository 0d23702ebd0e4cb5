"""One house, two doors: a batch from a file is below /imports, one that staff enter below /batches."""

import re

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from app.batches import queries
from app.batches.domain.rows import Outcome
from app.batches.domain.status import BatchKind
from app.batches.queries import RowFilter
from app.batches.services import Planner, enter
from app.db import db
from tests import factories
from tests.batch_entry import makers
from tests.batches import scenes
from tests.factories import World
from tests.profiles.pages import PART, words

NEW, ALIKE = 1, 2


def entered(app: Flask, world: World) -> int:
    """The number of a batch that staff type: somebody new, a possible duplicate, a mistake."""
    rows = (
        ["", "Ann", "New", "ann@example.org"],
        ["", "Ruth", "Becker", "m.becker@example.org", "", "12 Elm Street", "Portland", "OR", "97210"],
        ["", "Pat", "Doe", "not-an-email"],
    )
    with factories.inside(app, world.ours):
        scenes.know(world.ours)
        batch = makers.opened(world.ours, BatchKind.UPDATE)
        enter(batch, Planner(batch), [(None, cells, True, None) for cells in rows])
        db.session.commit()
        return batch.number


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/imports/{}?show=all&q=a%20b", "/batches/{}/review?show=all&q=a%20b"),
        (f"/imports/{{}}/rows/{NEW}", f"/batches/{{}}/rows/{NEW}"),
        (f"/imports/{{}}/rows/{ALIKE}/merge?with=3", f"/batches/{{}}/rows/{ALIKE}/merge?with=3"),
        ("/imports/{}/undo", "/batches/{}/undo"),
        ("/imports/{}/result/created?after=7", "/batches/{}/result/created?after=7"),
    ],
)
def test_who_looks_for_a_batch_at_the_door_of_imports_is_shown_the_other(
    app: Flask, as_bob: FlaskClient, world: World, asked: str, found: str
) -> None:
    number = entered(app, world)

    page = as_bob.get(asked.format(number))
    part = as_bob.get(asked.format(number), headers=PART)

    assert (page.status_code, page.location) == (303, found.format(number))
    assert part.headers["HX-Redirect"] == found.format(number)


def test_who_looks_for_an_import_at_the_door_of_batches_is_shown_the_other(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = scenes.in_review(app, world.ours)

    review = as_bob.get(f"/batches/{number}/review?show=all")
    row = as_bob.get(f"/batches/{number}/rows/{NEW}/addition")

    assert review.location == f"/imports/{number}?show=all"
    assert row.location == f"/imports/{number}/rows/{NEW}/addition"


def test_whatever_is_asked_behind_the_wrong_door_is_only_passed_on(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = entered(app, world)

    moved = as_bob.get(f"/imports/{number}?endpoint=x&number=9&door=z&_external=1&show=%0d%0aX:1")

    assert moved.status_code == 303
    assert moved.location.startswith(f"/batches/{number}/review?endpoint=x&number=9")
    assert "\n" not in moved.location


def test_every_link_of_a_batch_leads_through_its_own_door(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = entered(app, world)

    html = as_bob.get(f"/batches/{number}/review?show=all").text
    html += as_bob.get(f"/batches/{number}/rows/{ALIKE}").text
    html += as_bob.get(f"/batches/{number}/rows/{ALIKE}/merge").text
    html += as_bob.get(f"/batches/{number}/decisions?outcome=error&cause=email_invalid").text

    assert f'"/batches/{number}/rows/{ALIKE}/skip' in html
    assert '"/batches"' in html
    assert f'href="/batches/{number}/rows/{NEW}"' in html
    assert f'hx-get="/batches/{number}/rows/' not in html  # that page is no part of the review
    assert re.findall(rf'"(/imports/{number}[^"]*)"', html) == []


def test_what_staff_entered_is_called_a_batch_and_never_an_import_or_a_file(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    number = entered(app, world)

    here = ("review?show=all", f"rows/{ALIKE}/merge", f"rows/{NEW}/addition", "result", "undo")
    told = {path: words(as_alice.get(f"/batches/{number}/{path}")) for path in here}

    assert "Steps of the batch" in as_alice.get(f"/batches/{number}/review").text
    assert [path for path, text in told.items() if re.search(r"import|\bfile\b", text, re.I)] == []


def test_an_act_on_a_row_of_a_batch_leads_back_through_its_own_door(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = entered(app, world)

    done = as_bob.post(f"/batches/{number}/rows/{NEW}/skip")
    undone = as_bob.post(f"/batches/{number}/rows/{NEW}/restoration", headers=PART)

    assert done.location.startswith(f"/batches/{number}/")
    assert undone.status_code == 200


def test_what_staff_typed_is_corrected_where_it_was_typed_and_never_in_bulk(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = entered(app, world)
    with factories.inside(app, world.ours):
        cause = scenes.batch(world.ours, number)
        [wrong] = [row for row in queries.rows(cause, RowFilter((Outcome.ERROR,)))]
        asked = {"outcome": "error", "cause": wrong.cause}

    offered = words(as_bob.get(f"/batches/{number}/decisions", query_string=asked))
    as_bob.post(f"/batches/{number}/decisions", data=asked | {"do": "leave_out"})

    assert "Skip them all" in offered or "Skip it" in offered
    assert "Leave" not in offered
    assert "Replace" not in offered
    with factories.inside(app, world.ours):
        row = queries.row(scenes.batch(world.ours, number), wrong.number)
        assert row is not None
        assert (row.edited, row.outcome) == (None, Outcome.ERROR)


def test_neither_door_tells_a_stranger_that_there_is_a_batch(
    app: Flask, as_mallory: FlaskClient, world: World
) -> None:
    number = entered(app, world)

    answers = {as_mallory.get(f"/{door}/{number}/undo").status_code for door in ("imports", "batches")}

    assert answers == {404}


def test_an_address_leads_through_the_door_of_the_page_it_is_on_or_the_one_that_is_named(app: Flask) -> None:
    with app.test_request_context("/batches/7/grid"):
        there = url_for("batches.row", number=7, row_number=2)
    with app.test_request_context("/constituents/1"):
        here = url_for("batches.row", number=7, row_number=2)
        named = url_for("batches.row", number=7, row_number=2, door="batches")
        review = url_for("batches.review", number=7, door="batches", show="all")
        group = url_for("batches.group_sources", group_id=3)

    assert there == named == "/batches/7/rows/2"
    assert here == "/imports/7/rows/2"
    assert review == "/batches/7/review?show=all"
    assert group == "/groups/3/members/import"


@pytest.mark.parametrize(
    "path", ["", "/grid", "/lines", "/rows/2", "/rows/new", "/commit", "/fill", "/report"]
)
def test_an_import_has_no_pages_of_a_batch_and_who_asks_for_them_is_shown_the_import(
    app: Flask, as_bob: FlaskClient, world: World, path: str
) -> None:
    number = scenes.in_review(app, world.ours)

    page = as_bob.get(f"/batches/{number}{path}")
    part = as_bob.get(f"/batches/{number}{path}", headers=PART)

    assert (page.status_code, page.location) == (303, f"/imports/{number}")
    assert part.headers["HX-Redirect"] == f"/imports/{number}"


def test_nothing_is_done_to_an_import_as_if_it_were_a_batch(
    app: Flask, as_bob: FlaskClient, as_mallory: FlaskClient, world: World
) -> None:
    number = scenes.in_review(app, world.ours)

    done = [as_bob.post(f"/batches/{number}/{act}").status_code for act in ("rows", "block", "commit")]

    assert done == [404, 404, 404]
    assert as_mallory.get(f"/batches/{number}/grid").status_code == 404
