"""All rows that wait for one reason: what is offered, what a press does, and how it is taken back."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories
from tests.batches import makers, scenes
from tests.batches.scenes import DUPLICATE, ERROR, TWIN, in_review
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, words

ALIKE = {"outcome": "possible_duplicate", "cause": "alike:emails"}


def said(app: Flask, world: World, number: int) -> dict[int, str]:
    with factories.inside(app, world.ours):
        return makers.said(scenes.batch(world.ours, number))


def test_a_reason_says_how_many_rows_have_it_and_what_each_button_does(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)

    page = as_bob.get(f"/imports/{number}/decisions", query_string=ALIKE)
    part = as_bob.get(f"/imports/{number}/decisions", query_string=ALIKE, headers=PART)

    check(page)
    check(part)
    assert root_id(part) == "decisions"
    told = words(part)
    assert "1 row differs only in email" in told
    assert "row 4, Ruth Becker" in told
    assert "Keep what is on record for all Each row counts as the person beside it" in told
    assert "Nothing is written to anybody's record before Commit" in told


@pytest.mark.parametrize(
    ("outcome", "cause", "do", "row", "becomes"),
    [
        (*ALIKE.values(), "record", DUPLICATE, "ready no_change"),
        (*ALIKE.values(), "distinct", DUPLICATE, "ready create"),
        ("skipped", "twin", "keep", TWIN, "ready create"),
    ],
)
def test_one_press_decides_them_all_and_another_takes_it_back(
    app: Flask, as_bob: FlaskClient, world: World, outcome: str, cause: str, do: str, row: int, becomes: str
) -> None:
    number = in_review(app, world.ours)
    before = said(app, world, number)

    reply = as_bob.post(
        f"/imports/{number}/decisions",
        data={"outcome": outcome, "cause": cause, "do": do},
        follow_redirects=True,
    )

    assert "1 row decided: it is ready." in reply.text
    assert said(app, world, number) == before | {row: becomes}
    assert "Bob" in reply.text.partition('id="acts"')[2]
    undo = re.search(r'action="(/imports/\d+/acts/\d+/undo)', reply.text)
    assert undo
    as_bob.post(undo[1])
    assert said(app, world, number) == before
    again = as_bob.post(undo[1])
    assert again.status_code == 422
    assert "Bob has taken this back already." in words(again)


def test_a_value_is_replaced_in_all_rows_that_say_so(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)
    page = as_bob.get(f"/imports/{number}?outcome=error")
    link = re.search(r'href="(/imports/\d+/decisions\?[^"]*outcome=error)"', page.text)
    assert link
    form = as_bob.get(link[1].replace("&amp;", "&"))
    assert "not-an-email (1 row)" in words(form)
    cause = re.search(r'name="cause" value="([^"]*)"', form.text)
    assert cause

    as_bob.post(
        f"/imports/{number}/decisions",
        data={"outcome": "error", "cause": cause[1], "do": "replace", "value": "not-an-email"}
        | {"instead": "pat@example.org"},
    )

    assert said(app, world, number)[ERROR] == "ready create"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (ALIKE | {"do": "nonsense"}, 422),
        (ALIKE | {"do": "system"}, 422),
        ({"outcome": "nonsense", "cause": "x", "do": "skip"}, 404),
        ({"outcome": "error", "cause": "nobody has it", "do": "skip"}, 303),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    app: Flask, as_bob: FlaskClient, world: World, data: dict[str, str], status: int
) -> None:
    number = in_review(app, world.ours)
    before = said(app, world, number)

    reply = as_bob.post(f"/imports/{number}/decisions", data=data)

    assert reply.status_code == status
    assert said(app, world, number) == before
