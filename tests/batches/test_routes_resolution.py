"""The resolution of a row on the web: looked at, planned, confirmed, refused; then the next one opens."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories
from tests.batches import makers, scenes
from tests.batches.resolution import (
    Form,
    confirmed,
    ids,
    opened,
    outcome,
    planned,
    ruled,
    several,
    toasts,
    undo_in,
)
from tests.batches.scenes import DUPLICATE, ERROR, NEW, TWIN, UPDATE, in_review
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, words


def test_a_row_stands_beside_whom_it_may_be(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)

    page, part = (
        opened(as_bob, number, DUPLICATE),
        as_bob.get(f"/imports/{number}/rows/{DUPLICATE}/merge", headers=PART),
    )

    check(page)
    check(part)
    assert root_id(part) == "resolution"
    said = words(page)
    assert "Is Ruth Becker the same as María Becker" in said
    assert "Row 4 · 1 of 1 to decide" in said
    assert "Nothing has been changed yet." in said
    assert "gifts and history of two different people are not joined here" in said
    assert "choice:emails:m.becker@example.org" in Form.of(page).lines
    assert "choice:emails:m.becker@example.org" not in Form.of(page).fields


def test_anybody_is_found_and_can_be_compared(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)
    john, _ = ids(app, world)

    found = planned(as_bob, number, DUPLICATE, Form.of(opened(as_bob, number, DUPLICATE)).saying(q="smith"))
    page = opened(as_bob, number, DUPLICATE, f"?with={john}")

    check(found)
    assert f"/imports/{number}/rows/{DUPLICATE}/merge?with={john}" in found.text
    check(page)
    assert "Is Ruth Becker the same as John Smith" in words(page)
    assert "Nobody was found for “zzz”" in words(opened(as_bob, number, DUPLICATE, "?q=zzz"))


def test_somebody_new_may_be_merged_into_anybody(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)
    john, _ = ids(app, world)

    page = opened(as_bob, number, NEW)
    reply = confirmed(as_bob, number, NEW, ruled(as_bob, number, NEW, f"?with={john}").fields)

    check(page)
    assert "Who is Ann New" in words(page)
    assert "Confirm as match" not in words(page)
    assert reply.location == f"/imports/{number}?show=ready#row-{NEW}"
    assert outcome(app, world, number, NEW) == "ready update"


@pytest.mark.parametrize("headers", [{}, PART])
def test_what_is_chosen_is_planned_and_nothing_is_stored(
    app: Flask, as_bob: FlaskClient, world: World, headers: dict[str, str]
) -> None:
    number = in_review(app, world.ours)
    form = Form.of(opened(as_bob, number, DUPLICATE))
    with factories.inside(app, world.ours):
        revision = scenes.batch(world.ours, number).revision

    url = f"/imports/{number}/rows/{DUPLICATE}/merge/plan"
    plan = as_bob.post(url, data=form.saying(do="rules"), headers=headers)

    check(plan)
    assert plan.status_code == 200
    assert set(Form.of(plan).lines) <= set(Form.of(plan).fields)
    assert outcome(app, world, number, DUPLICATE) == "possible_duplicate none"
    with factories.inside(app, world.ours):
        assert scenes.batch(world.ours, number).revision == revision


def test_confirming_stores_the_choice_and_opens_the_next_row(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = several(app, world, 3)

    reply = confirmed(as_bob, number, 2, ruled(as_bob, number, 2).fields)
    following = as_bob.get(reply.location)

    assert outcome(app, world, number, 2) == "ready update"
    assert reply.location == f"/imports/{number}/rows/3/merge"
    check(following)
    assert "2 of 3 to decide" in words(following)
    assert "Row 2 is settled" in toasts(following)
    assert "Undo" in toasts(following)


def test_undo_in_the_toast_opens_the_row_again(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = several(app, world, 2)
    confirmed(as_bob, number, 2, ruled(as_bob, number, 2).fields)

    back = as_bob.post(undo_in(as_bob.get(f"/imports/{number}/rows/3/merge")))

    assert back.location == f"/imports/{number}/rows/2/merge"
    assert outcome(app, world, number, 2) == "possible_duplicate none"


def test_after_undo_one_goes_on_from_what_was_chosen(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number, line = several(app, world, 2), "choice:emails:r0@example.org"
    confirmed(as_bob, number, 2, ruled(as_bob, number, 2).saying(**{line: "ignore"}))

    back = as_bob.post(undo_in(as_bob.get(f"/imports/{number}/rows/3/merge")), follow_redirects=True)

    assert "Row 2 · 1 of 2 to decide" in words(back)
    assert Form.of(back).fields[line] == "ignore"
    assert set(Form.of(back).lines) <= set(Form.of(back).fields)
    assert "What was chosen before the decision was taken back is filled in." in words(back)


def test_undo_leaves_corrections_and_says_when_it_comes_too_late(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = several(app, world, 2)
    as_bob.post(f"/imports/{number}/rows/2/edit", data={"cell-2": "r9@example.org"})
    confirmed(as_bob, number, 2, ruled(as_bob, number, 2).fields)
    undo = undo_in(as_bob.get(f"/imports/{number}/rows/3/merge"))

    as_bob.post(undo)
    late = as_bob.post(undo)

    assert 'value="r9@example.org"' in as_bob.get(f"/imports/{number}/rows/2/edit").text
    assert late.status_code == 422
    assert "Nothing was taken back" in words(late)


def test_after_the_last_one_comes_the_review(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = several(app, world, 1)

    reply = confirmed(as_bob, number, 2, ruled(as_bob, number, 2).fields, headers=PART)
    review = as_bob.get(reply.headers["HX-Redirect"])

    assert reply.headers["HX-Redirect"] == f"/imports/{number}"
    assert "Nothing left to decide" in toasts(review)


def test_rows_with_errors_that_are_left_are_counted_at_the_end(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)

    reply = as_bob.post(f"/imports/{number}/rows/{DUPLICATE}/skip?then=next", follow_redirects=True)

    assert reply.request.path == f"/imports/{number}"
    assert "1 row has an error to mend." in toasts(reply)


def test_skipping_from_the_screen_opens_the_next_row(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = several(app, world, 2)
    assert f"/imports/{number}/rows/2/skip?then=next" in opened(as_bob, number, 2).text

    reply = as_bob.post(f"/imports/{number}/rows/2/skip?then=next")

    assert reply.location == f"/imports/{number}/rows/3/merge"
    assert outcome(app, world, number, 2) == "skipped none"


def test_whoever_comes_second_is_told_who_settled_the_row(
    app: Flask, as_alice: FlaskClient, as_bob: FlaskClient, world: World
) -> None:
    number = several(app, world, 2)
    form = ruled(as_bob, number, 2)
    confirmed(as_alice, number, 2, ruled(as_alice, number, 2).fields)

    reply = confirmed(as_bob, number, 2, form.fields, headers=PART)

    check(reply)
    assert reply.status_code == 422
    assert "Alice settled this row as an update of María Becker C-1002 in the meantime." in words(reply)
    assert 'hx-target="#resolve-head"' in reply.text
    assert "Row 2 · 1 of 2, settled" in words(reply)


@pytest.mark.parametrize(("who", "hardly"), [(0, True), (1, False)], ids=["john", "maría"])
def test_whoever_is_hardly_alike_comes_with_a_caution(
    app: Flask, as_bob: FlaskClient, world: World, who: int, hardly: bool
) -> None:
    number = in_review(app, world.ours)

    said = words(opened(as_bob, number, DUPLICATE, f"?with={ids(app, world)[who]}"))

    assert ("Hardly alike: confirm only if" in said) == hardly


@pytest.mark.parametrize("headers", [{}, PART])
def test_confirming_with_something_open_keeps_what_was_chosen(
    app: Flask, as_bob: FlaskClient, world: World, headers: dict[str, str]
) -> None:
    number = in_review(app, world.ours)
    form = Form.of(opened(as_bob, number, DUPLICATE, f"?with={ids(app, world)[0]}"))
    line = "choice:emails:m.becker@example.org"

    reply = confirmed(as_bob, number, DUPLICATE, form.saying(**{line: "beside"}), headers=headers)

    check(reply)
    assert reply.status_code == 422
    assert "choose what to do" in words(reply)
    assert Form.of(reply).fields[line] == "beside"
    assert outcome(app, world, number, DUPLICATE) == "possible_duplicate none"


def test_a_record_that_was_changed_meanwhile_is_shown_again(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)
    form = ruled(as_bob, number, DUPLICATE)
    with factories.inside(app, world.ours):
        maria = makers.everybody(world.ours)[1]
        makers.change(world.ours, maria, replace(maria, name=replace(maria.name, middle="J.")))

    reply = confirmed(as_bob, number, DUPLICATE, form.fields)
    again = confirmed(as_bob, number, DUPLICATE, Form.of(reply).fields)

    check(reply)
    assert reply.status_code == 422
    assert "was changed in the meantime" in words(reply)
    assert again.status_code == 303
    assert outcome(app, world, number, DUPLICATE) == "ready update"


@pytest.mark.parametrize("target", ["", "0", "x", "99999999999999999999", "12"])
def test_confirming_nobody_is_refused(app: Flask, as_bob: FlaskClient, world: World, target: str) -> None:
    number = in_review(app, world.ours)
    form = ruled(as_bob, number, DUPLICATE)

    reply = confirmed(as_bob, number, DUPLICATE, form.saying(target=target))

    assert reply.status_code == 422
    assert outcome(app, world, number, DUPLICATE) == "possible_duplicate none"


@pytest.mark.parametrize("who", ["12", "x", "99999999999999999999"])
def test_nobody_cannot_be_compared(app: Flask, as_bob: FlaskClient, world: World, who: str) -> None:
    number = in_review(app, world.ours)

    assert opened(as_bob, number, DUPLICATE, f"?with={who}").status_code == 404


@pytest.mark.parametrize(("row", "why"), [(ERROR, "Mend the problem"), (TWIN, "This row is skipped")])
def test_a_row_that_cannot_be_resolved_says_why(
    app: Flask, as_bob: FlaskClient, world: World, row: int, why: str
) -> None:
    number = in_review(app, world.ours)

    reply = as_bob.get(f"/imports/{number}/rows/{row}/merge", follow_redirects=True)

    assert reply.request.path == f"/imports/{number}/rows/{row}"
    assert why in toasts(reply)


def test_what_an_automatic_row_takes_can_be_changed(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)
    detail = as_bob.get(f"/imports/{number}/rows/{UPDATE}")
    form = Form.of(opened(as_bob, number, UPDATE))
    phone = "choice:phones:+15035550199"

    reply = confirmed(as_bob, number, UPDATE, form.saying(**{phone: "ignore"}))
    review = as_bob.get(reply.location)

    assert "Change what is taken…" in words(detail)
    assert form.fields[phone] == "rules"
    assert outcome(app, world, number, UPDATE) == "ready no_change"
    assert Form.of(opened(as_bob, number, UPDATE)).fields[phone] == "ignore"
    back = as_bob.post(undo_in(review))
    assert back.location == f"/imports/{number}#row-{UPDATE}"
    assert outcome(app, world, number, UPDATE) == "ready update"
