"""Adding a row as a new record: looked at first, told apart for good, and taken back by Restore."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app.batches.domain.rows import Mode
from app.constituents.models import Constituent
from app.db import db
from tests import factories
from tests.batches import makers, scenes
from tests.batches.makers import person, table
from tests.batches.resolution import Form, confirmed, opened, outcome, ruled, several, toasts, undo_in
from tests.batches.scenes import DUPLICATE, NEW, in_review
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, words


def test_the_whole_record_is_shown_before_it_is_added(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)
    url = f"/imports/{number}/rows/{DUPLICATE}/addition"

    page, part = as_bob.get(url), as_bob.get(url, headers=PART)

    check(page)
    check(part)
    assert root_id(part) == "addition"
    said = words(page)
    assert (
        "Kind Individual First name Ruth Last name Becker Email m.becker@example.org · home · primary" in said
    )
    assert "Address 12 Elm Street, Portland, OR 97210 · home · primary" in said
    assert "is not María Becker C-1002" in said
    assert "nothing has been changed yet" in said
    assert outcome(app, world, number, DUPLICATE) == "possible_duplicate none"


def test_adding_opens_the_next_row_and_can_be_taken_back(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = several(app, world, 2)

    reply = as_bob.post(f"/imports/{number}/rows/2/addition")
    following = as_bob.get(reply.location)

    assert reply.location == f"/imports/{number}/rows/3/merge"
    assert outcome(app, world, number, 2) == "ready create"
    assert "Row 2 will add a new record." in toasts(following)
    assert as_bob.post(undo_in(following)).location == f"/imports/{number}/rows/2/merge"
    assert outcome(app, world, number, 2) == "possible_duplicate none"


def test_whose_restriction_a_new_record_leaves_behind_is_said(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)
    before = words(as_bob.get(f"/imports/{number}/rows/{DUPLICATE}/addition"))
    with factories.inside(app, world.ours):
        db.session.execute(
            update(Constituent).where(Constituent.lookup_number == 1002).values(is_deceased=True)
        )
        db.session.commit()

    page = as_bob.get(f"/imports/{number}/rows/{DUPLICATE}/addition")

    check(page)
    assert "That does not hold for a new record" not in before
    assert "María Becker C-1002 cannot be emailed: deceased. That does not hold for a new record" in words(
        page
    )


def test_a_row_that_is_compared_with_nobody_says_so(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)
    url = f"/imports/{number}/rows/{NEW}/addition"

    looked, posted = as_bob.get(url, follow_redirects=True), as_bob.post(url)

    assert looked.request.path == f"/imports/{number}/rows/{NEW}"
    assert "nobody this row was matched with" in toasts(looked)
    assert posted.status_code == 422
    assert outcome(app, world, number, NEW) == "ready create"


IDS = ("Lookup ID", "First name", "Last name", "Email"), ("C-1001", "Ana", "Bianchi", "hannah@example.org")


@pytest.mark.parametrize(
    ("text", "row", "mode", "why"),
    [
        (table(*IDS), 2, Mode.BOTH, "lookup ID says Ana Bianchi C-1001, email says Hannah Gomez C-1002"),
        (scenes.FILE, DUPLICATE, Mode.UPDATE, "this import only updates"),
    ],
)
def test_what_would_add_nobody_is_not_offered_and_refused(
    app: Flask, as_bob: FlaskClient, world: World, text: str, row: int, mode: Mode, why: str
) -> None:
    with factories.inside(app, world.ours):
        makers.add(world.ours, person("Ana", "Bianchi"), person("Hannah", "Gomez", "hannah@example.org"))
        scenes.know(world.ours)
        batch = makers.upload(world.ours, text)
        batch.mode = mode
        db.session.commit()
        makers.start_check(batch)
        makers.drain(app)
        number, before = batch.number, makers.said(makers.fresh(batch))[row]
    url = f"/imports/{number}/rows/{row}/addition"

    page, posted = as_bob.get(url), as_bob.post(url)

    check(page)
    assert "This row would still add nobody:" in words(page)
    assert why in words(page)
    assert "as a new record n" not in words(page)
    assert posted.status_code == 422
    assert why in words(posted)
    assert outcome(app, world, number, row) == before


def test_an_act_on_the_review_still_adds_at_once(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)

    as_bob.post(f"/imports/{number}/rows/{DUPLICATE}/distinction")

    with factories.inside(app, world.ours):
        assert makers.row(scenes.batch(world.ours, number), DUPLICATE).decision


def test_nobody_decides_over_the_head_of_who_was_first(
    app: Flask, as_alice: FlaskClient, as_bob: FlaskClient, world: World
) -> None:
    number = several(app, world, 2)
    screen = opened(as_bob, number, 2)
    adding = as_bob.get(f"/imports/{number}/rows/2/addition?act=0")
    confirmed(as_alice, number, 2, ruled(as_alice, number, 2).fields)

    replies = [
        as_bob.post(f"/imports/{number}/rows/2/skip?then=next", data=Form.of(screen).fields),
        as_bob.post(f"/imports/{number}/rows/2/addition", data={"act": "0"}),
        as_bob.get(f"/imports/{number}/rows/2/addition?act=0", follow_redirects=True),
    ]

    assert f"/imports/{number}/rows/2/addition?act=0" in screen.text
    assert '<input type="hidden" name="act" value="0">' in adding.text
    assert [reply.status_code for reply in replies] == [422, 422, 200]
    for said in (words(replies[0]), words(replies[1]), toasts(replies[2])):
        assert "Alice settled this row in the meantime. Look at it again." in said
    assert outcome(app, world, number, 2) == "ready update"
