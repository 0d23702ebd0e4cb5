"""Acting on rows: as a fragment beside the table, as a page without a script, and back again."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import factories
from tests.batches import makers, scenes
from tests.batches.scenes import DUPLICATE, ERROR, NEW, TWIN, UPDATE, in_review
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, words


def part_on_review(number: int) -> dict[str, str]:
    """The headers of a request that the open review makes."""
    return {**PART, "HX-Current-URL": f"http://localhost/imports/{number}?show=all"}


def outcomes(app: Flask, world: World, number: int) -> dict[int, str]:
    with factories.inside(app, world.ours):
        return makers.said(scenes.batch(world.ours, number))


@pytest.mark.parametrize(
    ("act", "row", "stands", "says"),
    [
        ("distinction", DUPLICATE, "ready create", "Row 4 is not a duplicate: it will add somebody new."),
        ("skip", DUPLICATE, "skipped none", "Row 4 will be left out."),
        ("skip", NEW, "skipped none", "Row 2 will be left out."),
    ],
)
def test_an_act_changes_the_row_the_counts_and_offers_undo(
    app: Flask, as_bob: FlaskClient, world: World, act: str, row: int, stands: str, says: str
) -> None:
    number = in_review(app, world.ours)
    before = outcomes(app, world, number)

    reply = as_bob.post(f"/imports/{number}/rows/{row}/{act}", headers=part_on_review(number))

    assert outcomes(app, world, number)[row] == stands
    assert says in words(reply)
    assert f'hx-target="#row-{row}"' in reply.text
    assert 'hx-target="#summary"' in reply.text
    assert 'hx-target="#causes"' in reply.text
    assert "Needs a decision" in words(reply)
    assert reply.headers["HX-Trigger"] == "dialog:close"
    undone = as_bob.post(f"/imports/{number}/rows/{row}/restoration", headers=part_on_review(number))
    assert undone.status_code == 200
    assert outcomes(app, world, number) == before


@pytest.mark.parametrize("act", ["distinction", "skip"])
def test_without_a_script_an_act_leads_back_to_the_review(
    app: Flask, as_bob: FlaskClient, world: World, act: str
) -> None:
    number = in_review(app, world.ours)

    reply = as_bob.post(f"/imports/{number}/rows/{DUPLICATE}/{act}", follow_redirects=True)

    check(reply)
    assert reply.request.path == f"/imports/{number}"
    assert "Undo" in reply.text


def test_an_act_on_the_page_of_a_row_leads_back_to_the_review(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)
    here = {**PART, "HX-Current-URL": f"http://localhost/imports/{number}/rows/{DUPLICATE}"}

    reply = as_bob.post(f"/imports/{number}/rows/{DUPLICATE}/skip", headers=here)

    assert reply.headers["HX-Redirect"] == f"/imports/{number}#row-{DUPLICATE}"


def test_an_act_that_is_not_possible_is_refused_in_words(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)
    before = outcomes(app, world, number)

    for row, act, why in (
        (NEW, "distinction", "nobody this row was matched with"),
        (TWIN, "skip", "skipped already"),
        (NEW, "restoration", "Nobody changed this row"),
    ):
        reply = as_bob.post(f"/imports/{number}/rows/{row}/{act}", headers=part_on_review(number))
        assert reply.status_code == 422
        assert why in words(reply)
    assert outcomes(app, world, number) == before


def edit(client: FlaskClient, number: int, row: int, email: str, *, part: bool = True) -> TestResponse:
    headers = part_on_review(number) if part else {}
    return client.post(f"/imports/{number}/rows/{row}/edit", data={"cell-2": email}, headers=headers)


def test_the_editor_shows_cells_that_are_imported_and_what_is_wrong(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)

    page = as_bob.get(f"/imports/{number}/rows/{ERROR}/edit")
    part = as_bob.get(f"/imports/{number}/rows/{ERROR}/edit", headers=PART)

    check(page)
    check(part)
    assert root_id(part) == "editor"
    assert "missing the “@”" in words(part)
    assert 'value="not-an-email"' in part.text
    assert "Subscribed" not in words(part)


def test_a_corrected_row_is_ready_and_can_be_put_back(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)

    reply = edit(as_bob, number, ERROR, "pat.doe@example.org")

    assert "Row 5 was saved and checked again." in words(reply)
    assert reply.headers["HX-Trigger"] == "dialog:close"
    assert outcomes(app, world, number)[ERROR] == "ready create"
    as_bob.post(f"/imports/{number}/rows/{ERROR}/restoration")
    assert outcomes(app, world, number)[ERROR] == "error none"


@pytest.mark.parametrize("part", [True, False])
def test_an_editor_stays_while_something_is_wrong_and_keeps_what_was_typed(
    app: Flask, as_bob: FlaskClient, world: World, part: bool
) -> None:
    number = in_review(app, world.ours)

    reply = edit(as_bob, number, ERROR, "still wrong", part=part)

    if part:
        assert 'hx-target="#editor"' in reply.text
        assert "HX-Trigger" not in reply.headers
    else:
        assert reply.location == f"/imports/{number}/rows/{ERROR}/edit"
        reply = as_bob.get(reply.location)
    assert 'value="still wrong"' in reply.text
    assert "In the file: not-an-email" in words(reply)
    assert "still something to mend" in (words(reply) if part else words_of_page(reply))


def test_selected_rows_are_skipped_together_and_come_back_together(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)
    before = outcomes(app, world, number)

    reply = as_bob.post(
        f"/imports/{number}/decisions?show=all",
        data={"do": "skip", "selected": [NEW, UPDATE, TWIN]},
        follow_redirects=True,
    )

    assert "2 rows will be left out." in words_of_page(reply)
    assert reply.request.full_path.startswith(f"/imports/{number}?show=all")
    assert outcomes(app, world, number)[UPDATE] == "skipped none"
    undo = reply.text.partition('action="/imports/1/acts/')[2].partition('"')[0]
    back = as_bob.post(f"/imports/{number}/acts/{undo}", follow_redirects=True)
    assert "2 rows stand again as before." in words_of_page(back)
    assert outcomes(app, world, number) == before


def words_of_page(response: TestResponse) -> str:
    """The text of the page with its toasts."""
    return words(response) + response.text.partition('id="toasts"')[2].partition("<template")[0]


@pytest.mark.parametrize("selected", [[], ["x"], [999]])
def test_skipping_nothing_says_how_to_select(
    app: Flask, as_bob: FlaskClient, world: World, selected: list[object]
) -> None:
    number = in_review(app, world.ours)

    reply = as_bob.post(
        f"/imports/{number}/decisions", data={"do": "skip", "selected": selected}, follow_redirects=True
    )

    assert "Tick the boxes of the rows first" in words_of_page(reply)
