"""Nobody decides over another's head: who looks at an older page is told first. Restore can be undone too."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches.domain.acts import Saw
from app.batches.domain.rows import Outcome
from app.batches.domain.several import Verb
from app.batches.models import BatchAct, Distinction
from app.batches.services import decide_rows, edit_row, mark_distinct, restore_row, undo_act, undo_row
from app.db import db
from tests import factories
from tests.batches import makers, scenes
from tests.batches.makers import ALICE, row
from tests.batches.scenes import DUPLICATE, NEW, TWIN, UPDATE, in_review
from tests.batches.test_routes_rows import outcomes, part_on_review, words_of_page
from tests.factories import World
from tests.profiles.pages import words


@pytest.mark.parametrize(
    ("act", "number"),
    [
        *(("skip", DUPLICATE), ("distinction", DUPLICATE), ("restoration", DUPLICATE)),
        *(("keeping", TWIN), ("edit", DUPLICATE)),
    ],
)
def test_an_older_page_is_told_what_a_colleague_did_and_shows_the_row_as_it_is(
    app: Flask, as_bob: FlaskClient, world: World, act: str, number: int
) -> None:
    batch = in_review(app, world.ours)
    with factories.inside(app, world.ours):
        edit_row(
            scenes.batch(world.ours, batch),
            row(scenes.batch(world.ours, batch), number),
            {0: "Rut"},
            actor=ALICE,
        )
        db.session.commit()
    before = outcomes(app, world, batch)

    url = f"/imports/{batch}/rows/{number}/{act}"
    old = as_bob.post(url, data={"seen": "0", "cell-0": "Bo"}, headers=part_on_review(batch))
    plain = as_bob.post(url, data={"seen": "0", "cell-0": "Bo"})

    assert (old.status_code, plain.status_code) == (422, 422)
    assert "Alice corrected this row in the meantime. Look at it again." in words(old)
    assert "Alice corrected this row in the meantime. Look at it again." in words(plain)
    assert outcomes(app, world, batch) == before
    assert f'hx-target="#row-{number}"' in old.text
    assert old.text.count('name="seen" value="0"') == 0


def test_what_the_row_shows_is_what_it_sends(app: Flask, as_bob: FlaskClient, world: World) -> None:
    batch = in_review(app, world.ours)

    first = as_bob.post(
        f"/imports/{batch}/rows/{DUPLICATE}/skip", data={"seen": "0"}, headers=part_on_review(batch)
    )
    act = first.text.partition(f'value="{DUPLICATE}-')[2].partition('"')[0]
    page = as_bob.get(f"/imports/{batch}/rows/{DUPLICATE}")
    editor = as_bob.get(f"/imports/{batch}/rows/{DUPLICATE}/edit")
    again = as_bob.post(f"/imports/{batch}/rows/{DUPLICATE}/restoration", data={"seen": act})

    assert first.status_code == 200
    assert int(act) > 0
    assert f"/rows/{DUPLICATE}/undo?act={act}" in page.text
    assert f'name="seen" value="{act}"' in editor.text
    assert again.status_code == 303


def test_ticked_rows_that_a_colleague_decided_are_left_alone(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    batch = in_review(app, world.ours)
    as_bob.post(f"/imports/{batch}/rows/{DUPLICATE}/distinction")
    stands = outcomes(app, world, batch)
    url = f"/imports/{batch}/decisions?show=all"

    reply = as_bob.post(
        url, data={"do": "skip", "selected": [f"{NEW}-0", f"{DUPLICATE}-0"]}, follow_redirects=True
    )
    nothing = as_bob.post(url, data={"do": "skip", "selected": [f"{DUPLICATE}-0"]}, follow_redirects=True)

    left = "1 row was decided or changed in the meantime and left alone: look again."
    assert f"1 row will be left out. {left}" in words_of_page(reply)
    assert f"{left} Nothing was changed." in words_of_page(nothing)
    now = outcomes(app, world, batch)
    assert now[DUPLICATE] == stands[DUPLICATE] == "ready create"
    assert now[NEW] == "skipped none"


def test_all_rows_of_a_cause_are_those_that_were_shown(app: Flask, as_bob: FlaskClient, world: World) -> None:
    batch = in_review(app, world.ours)
    as_bob.post(f"/imports/{batch}/rows/{NEW}/skip")
    cause = {"cause": "staff", "outcome": "skipped"}
    page = as_bob.get(f"/imports/{batch}/decisions", query_string=cause)
    seen = page.text.partition('name="seen" value="')[2].partition('"')[0]
    as_bob.post(f"/imports/{batch}/rows/{UPDATE}/skip")

    reply = as_bob.post(
        f"/imports/{batch}/decisions", data=cause | {"do": "restore", "seen": seen}, follow_redirects=True
    )

    assert "1 row was decided or changed in the meantime" in words_of_page(reply)
    now = outcomes(app, world, batch)
    assert (now[NEW], now[UPDATE]) == ("ready create", "skipped none")


@pytest.mark.parametrize(
    ("saw", "missed"),
    [
        *((Saw(), False), (Saw({2: 5}), True), (Saw({2: 7}), False), (Saw({3: 5}), False)),
        *((Saw(until=6), True), (Saw(until=7), False)),
    ],
)
def test_an_act_is_missed_that_came_after_what_was_shown(saw: Saw, missed: bool) -> None:
    assert saw.missed(2, 7) is missed


@pytest.mark.both
@pytest.mark.parametrize("several", [False, True])
def test_a_restored_row_goes_back_with_whom_it_is_not(app: Flask, inside: World, several: bool) -> None:
    scenes.know(inside.ours)
    batch = makers.check(app, inside.ours, scenes.FILE)
    mark_distinct(batch, row(batch, DUPLICATE), actor=ALICE)
    edit_row(batch, row(batch, DUPLICATE), {3: "(503) 555-0188"}, actor=ALICE)

    def stands() -> tuple[Any, ...]:
        found = row(batch, DUPLICATE)
        return found.edited, found.decision, found.outcome, db.session.query(Distinction).count()

    before = stands()
    assert before[2:] == (Outcome.READY, 1)
    if several:
        done = decide_rows(batch, [DUPLICATE], Verb.RESTORE, actor=ALICE)
        assert stands()[2:] == (Outcome.POSSIBLE_DUPLICATE, 0)
        act = db.session.get_one(BatchAct, (inside.ours, done.act))
        undo_act(batch, act, actor=ALICE)
    else:
        restore_row(batch, row(batch, DUPLICATE), actor=ALICE)
        assert stands()[2:] == (Outcome.POSSIBLE_DUPLICATE, 0)
        undo_row(batch, row(batch, DUPLICATE), int((row(batch, DUPLICATE).last_act or {})["id"]), actor=ALICE)

    assert stands() == before
