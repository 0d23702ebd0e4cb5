"""Where the grid and the screens of review meet: one goes on to the next row, and back to the grid."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batch_entry.domain.offers import offer_of
from app.batches.domain.status import BatchKind
from tests import factories
from tests.batch_entry.grids import EMAIL, HTMX, cells, open_number, typed
from tests.batches import scenes
from tests.batches.makers import add, person
from tests.factories import World

pytestmark = pytest.mark.both


def test_a_possible_duplicate_is_resolved_from_its_row(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = _alike(app, world)

    grid = as_alice.get(f"/batches/{number}/grid").text
    screen = as_alice.get(f"/batches/{number}/rows/1/merge")

    assert f'href="/batches/{number}/rows/1/merge"' in grid
    assert screen.status_code == 200


def test_the_next_one_opens_by_itself_and_then_the_grid(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = _alike(app, world)

    first = as_alice.post(f"/batches/{number}/rows/1/skip?then=next")
    second = as_alice.post(f"/batches/{number}/rows/2/skip?then=next")

    assert first.headers["Location"] == f"/batches/{number}/rows/2/merge"
    assert second.headers["Location"] == f"/batches/{number}/grid?at=2#line-2"


def test_the_page_of_a_row_says_what_would_change_and_by_which_rule(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    with factories.inside(app, world.ours):
        add(world.ours, person("John", "Smith", "john.smith@example.com"))
    typed(app, world, number, first="John", last="Smith", email="john.smith@example.com")

    page = as_alice.get(f"/batches/{number}/rows/1").text

    assert "What becomes of it" in page
    assert "update rules apply" in page


def test_an_opened_row_of_the_review_is_shown_there(app: Flask, world: World, as_alice: FlaskClient) -> None:
    number = _alike(app, world)
    here = {"HX-Current-URL": f"http://localhost/batches/{number}/review"}

    opened = as_alice.get(f"/batches/{number}/rows/1", headers=HTMX | here).text
    line = as_alice.get(
        f"/batches/{number}/rows/1",
        headers=HTMX | {"HX-Current-URL": f"http://localhost/batches/{number}/grid"},
    ).text

    assert 'id="row-1-detail"' in opened
    assert 'id="line-1"' in line


def test_a_typed_row_is_not_corrected_beside_its_cells(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)
    typed(app, world, number, first="Ann", email="not an email")

    editor = as_alice.get(f"/batches/{number}/rows/1/edit")
    as_alice.post(f"/batches/{number}/rows/1/edit", data={f"cell-{EMAIL}": "ann@example.org"})

    assert editor.headers["Location"] == f"/batches/{number}/rows/1"
    assert cells(app, world, number)[1][EMAIL] == "not an email"


def _alike(app: Flask, world: World) -> int:
    """The number of a batch whose two rows may be somebody known."""
    number = open_number(app, world)
    names = {"Becker": "12 Elm Street", "Hoffmann": "40 Oak Avenue"}
    with factories.inside(app, world.ours):
        known = [
            person("María", last, f"maria{at}@example.net", street=names[last])
            for at, last in enumerate(names)
        ]
        add(world.ours, *(scenes.also_called("Ruth", each) for each in known))
    for last, street in names.items():
        place = {"street": street, "city": "Portland", "region": "OR", "postcode": "97210"}
        typed(app, world, number, first="Ruth", last=last, email=f"m.{last.lower()}@example.org", **place)
    return number


def test_a_row_that_leaves_the_profile_as_it_is_still_says_its_gift(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world, BatchKind.REVENUE, name="Gifts")
    fields = [column.field_id for column in offer_of(BatchKind.REVENUE).columns]
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee", "ann@example.org"))
    sent = {"lookup_id": ann.lookup_id, "gift_amount": "25.00", "gift_date": "2026-10-01"}

    answer = as_alice.post(
        f"/batches/{number}/rows",
        data={f"c{fields.index(field)}": text for field, text in sent.items()},
        headers=HTMX,
    )

    assert "Ready · gift" in answer.text
    assert "Gift of $25." in answer.text
    assert "<strong>$25</strong>" in answer.text


def test_whoever_resolves_a_row_sees_the_gift_that_comes_with_it(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world, BatchKind.REVENUE, name="Gifts")
    fields = [column.field_id for column in offer_of(BatchKind.REVENUE).columns]
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee", "ann@example.org"))
    sent = {"lookup_id": ann.lookup_id, "gift_amount": "55.55", "gift_date": "2026-10-01"}
    sent |= {"gift_fund": "General"}
    as_alice.post(
        f"/batches/{number}/rows",
        data={f"c{fields.index(field)}": text for field, text in sent.items()},
        headers=HTMX,
    )

    screen = as_alice.get(f"/batches/{number}/rows/1/merge?with={ann.id}").text

    assert '<h2 id="besides-title">The gift of $55.55</h2>' in screen
    assert "Oct 1, 2026" in screen
    assert "<dt>Fund</dt><dd>General</dd>" in screen
    assert "The gift of $55.55 is recorded; nothing in the profile changes." in screen
    assert "Nothing changes" not in screen
