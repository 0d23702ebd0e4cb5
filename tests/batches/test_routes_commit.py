"""Commit on the screen: said once more in numbers, done in the background, told at the end."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches.routes import commit as route
from app.db import db
from app.work import queries as works
from tests import factories
from tests.batches import makers, scenes
from tests.batches.scenes import in_review, work
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, words


def people(app: Flask, world: World) -> int:
    with factories.inside(app, world.ours):
        return makers.people_count(world.ours)


def revision(app: Flask, world: World, number: int) -> int:
    with factories.inside(app, world.ours):
        return scenes.batch(world.ours, number).revision


def test_the_question_repeats_the_numbers(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)

    page = as_bob.get(f"/imports/{number}/commit")
    part = as_bob.get(f"/imports/{number}/commit", headers=PART)

    check(page)
    check(part)
    assert root_id(part) == "commit"
    said = words(part)
    assert "Commit 2 ready rows?" in said
    assert "Add 1 person. Update 1 person. 2 rows stay in review" in said
    assert "whoever has unsubscribed stays unsubscribed" in said


def test_a_commit_goes_on_in_the_background_and_tells_its_result(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)
    before = people(app, world)

    pressed = as_bob.post(f"/imports/{number}/commit", data={"revision": revision(app, world, number)})
    waiting = as_bob.get(f"/imports/{number}/progress")
    part = as_bob.get(f"/imports/{number}/progress", headers=PART)

    assert pressed.location == f"/imports/{number}/progress"
    check(waiting)
    assert root_id(part) == "progress"
    assert "0 of 2" in words(part)
    assert as_bob.get(f"/imports/{number}").location == f"/imports/{number}/progress"
    work(app, world.ours)
    done = as_bob.get(f"/imports/{number}/progress", headers=PART)
    assert done.headers["HX-Redirect"] == f"/imports/{number}/result"
    assert people(app, world) == before + 1
    assert "1 person added, 1 updated." in words(as_bob.get(f"/imports/{number}/result"))


def test_the_second_to_press_gets_the_same_answer(app: Flask, as_bob: FlaskClient, world: World) -> None:
    as_alice = factories.signed_in(app, world.alice)
    number = in_review(app, world.ours)
    seen = {"revision": revision(app, world, number)}

    answers = [client.post(f"/imports/{number}/commit", data=seen) for client in (as_bob, as_alice)]

    assert {answer.location for answer in answers} == {f"/imports/{number}/progress"}
    work(app, world.ours)
    assert people(app, world) == 3
    again = as_alice.post(f"/imports/{number}/commit", data=seen, follow_redirects=True)
    assert again.request.path == f"/imports/{number}/result"
    assert people(app, world) == 3


def test_what_was_decided_in_the_meantime_is_looked_at_again(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)
    seen = revision(app, world, number)
    as_bob.post(f"/imports/{number}/rows/4/skip")

    reply = as_bob.post(f"/imports/{number}/commit", data={"revision": seen}, follow_redirects=True)

    assert "Somebody changed this import in the meantime" in reply.text
    assert people(app, world) == 2


def test_a_second_commit_is_about_what_is_left(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)
    with factories.inside(app, world.ours):
        makers.commit(app, scenes.batch(world.ours, number))
    as_bob.post(f"/imports/{number}/rows/4/distinction")

    said = words(as_bob.get(f"/imports/{number}/commit"))

    assert "Commit 1 ready row?" in said
    assert "Add 1 person. 1 row stays in review" in said


def test_a_large_commit_takes_an_administrator(
    app: Flask, as_bob: FlaskClient, as_alice: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(route, "LARGE", 1)
    number = in_review(app, world.ours)

    asked = words(as_bob.get(f"/imports/{number}/commit", headers=PART))
    refused = as_bob.post(f"/imports/{number}/commit")

    assert "takes an owner or administrator" in asked
    assert "Commit 2 rows" not in asked
    assert refused.status_code == 403
    assert "owner or administrator" in words(refused)
    seen = {"revision": revision(app, world, number)}
    assert as_alice.post(f"/imports/{number}/commit", data=seen).location == f"/imports/{number}/progress"


def test_stop_asks_the_work_to_stop(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)
    as_bob.post(f"/imports/{number}/commit", data={"revision": revision(app, world, number)})

    as_bob.post(f"/imports/{number}/progress/stop")

    with factories.inside(app, world.ours):
        found = works.latest(world.ours, "commit", scenes.batch(world.ours, number).id)
        assert found is not None
        assert found.stop_requested
        db.session.rollback()
    work(app, world.ours)
    said = words(as_bob.get(f"/imports/{number}"))
    assert "The commit has stopped; press Commit to go on." in said
    assert "Commit 2 ready rows" in said
    assert people(app, world) == 2


def test_problems_can_be_taken_away_as_a_file(app: Flask, as_bob: FlaskClient, world: World) -> None:
    number = in_review(app, world.ours)

    file = as_bob.post(f"/imports/{number}/problems")

    assert file.mimetype == "text/csv"
    lines = file.get_data(as_text=True).splitlines()
    assert lines[0].endswith(f"Subscribed,Row of import {number},Outcome,Reason")
    assert [line.split(",")[0] for line in lines[1:]] == ["Ruth", "Pat"]
