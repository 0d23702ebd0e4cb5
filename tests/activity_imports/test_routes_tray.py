"""The tray on the screen: senders with what they did, decided one at a time or many at once."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import jobs
from app.constituents import queries as constituents
from tests.activity_imports.makers import checked, gifts, run, stripe
from tests.batches.makers import everybody
from tests.factories import World, inside, signed_in
from tests.profiles.pages import PART, check, root_id, words
from tests.statements import count_statements

TRAY = "/activity/unmatched"
SPRING = stripe(
    "ch_1,2026-03-01,15.00,0.00,Paid,nina@example.org",
    "ch_2,2026-04-01,15.00,0.00,Paid,nina@example.org",
    "ch_3,2026-03-03,10.00,0.00,Paid,omar@example.org",
    "ch_4,2026-03-04,10.00,0.00,Paid,ann@example.org",
)


@pytest.fixture
def waiting(app: Flask, world: World, people: dict[str, int]) -> dict[str, int]:
    """A recorded import of which three rows wait, and one in review."""
    with inside(app, world.ours):
        run(app, world.ours, SPRING)
        checked(app, world.ours, stripe("ch_9,2026-05-01,7.00,0.00,Paid,nina@example.org"))
    return people


def undo_of(page: str) -> str:
    return f"{TRAY}/undo?act=" + page.split(f"{TRAY}/undo?act=")[1].split('"')[0]


def test_each_sender_stands_with_all_that_came_of_all_imports(
    as_bob: FlaskClient, waiting: dict[str, int]
) -> None:
    with count_statements() as seen:
        page = as_bob.get(TRAY)

    check(page)
    told = words(page)
    assert "2 senders wait." in told
    assert "3 rows, $37" in told
    assert "$7 May 1, 2026 · payments.csv , row 2" in told
    assert "Nothing is recorded" not in told
    assert len(seen) <= 20
    part = as_bob.get(f"{TRAY}?q=omar", headers=PART)
    assert root_id(part) == "tray"
    assert "nina" not in part.text
    check(as_bob.get(f"{TRAY}?q=whoever"))


def test_a_person_found_is_taken_for_every_row_and_what_is_due_is_recorded(
    app: Flask, as_bob: FlaskClient, world: World, waiting: dict[str, int]
) -> None:
    person = str(waiting["Bob"])
    nobody = as_bob.post(TRAY, data={"do": "person", "selected": "2-2"})
    assert "Mark one of the people first." in as_bob.get(nobody.location).text

    reply = as_bob.post(TRAY, data={"do": "person", "selected": "2-2", "constituent_id": person})
    page = as_bob.get(reply.location)

    check(page)
    assert "3 rows have a person now." in page.text
    assert "2 rows of 1 import have a person now and are not recorded yet." in words(page)
    with inside(app, world.ours):
        assert set(gifts()) == {"ch_4"}
    as_bob.post(f"{TRAY}/commit")
    jobs.drain(app)
    with inside(app, world.ours):
        assert set(gifts()) == {"ch_1", "ch_2", "ch_4"}  # the one in review waits for its own commit
    assert "are not recorded yet" not in words(as_bob.get(TRAY))


def test_a_decision_is_taken_back_for_every_row_that_it_reached(
    app: Flask, as_bob: FlaskClient, world: World, waiting: dict[str, int]
) -> None:
    reply = as_bob.post(TRAY, data={"do": "skip", "selected": ["2-2", "1-4"]})
    page = as_bob.get(reply.location).text
    assert "4 rows will be left out." in page
    assert "Nothing is waiting" in page

    assert as_bob.post(undo_of(page)).location == TRAY

    told = as_bob.get(TRAY)
    assert "4 rows wait here again." in told.text
    assert "2 senders wait." in words(told)


def test_everybody_whose_email_nobody_has_is_created_once_and_cannot_be_emailed_by_it(
    app: Flask, as_bob: FlaskClient, world: World, waiting: dict[str, int]
) -> None:
    asked, part = as_bob.get(f"{TRAY}/creation"), as_bob.get(f"{TRAY}/creation", headers=PART)
    check(asked)
    assert root_id(part) == "creation"
    assert "2 people like nobody here are created, with 4 rows." in words(asked)

    as_bob.post(f"{TRAY}/creation")
    with inside(app, world.ours):
        assert len(everybody(world.ours)) == len(waiting)  # nothing is written before commit
    as_bob.post(f"{TRAY}/commit")
    jobs.drain(app)

    with inside(app, world.ours):
        added = [each for each in everybody(world.ours) if each.id not in waiting.values()]
        assert sorted(each.emails[0].address for each in added) == ["nina@example.org", "omar@example.org"]
        assert {"ch_1", "ch_2", "ch_3"} <= set(gifts())
        assert constituents.existing(world.ours, [each.id for each in added])


def test_who_may_only_look_sees_the_tray_and_decides_nothing(
    app: Flask, world: World, waiting: dict[str, int]
) -> None:
    vera = signed_in(app, world.vera)

    page = vera.get(TRAY)

    check(page)
    assert "2 senders wait." in words(page)
    assert "Leave out" not in words(page)
    assert vera.post(TRAY, data={"do": "skip", "selected": "2-2"}).status_code == 403
    assert vera.post(f"{TRAY}/creation").status_code == 403


def test_rows_of_another_workspace_are_reached_by_no_number(
    app: Flask, world: World, waiting: dict[str, int]
) -> None:
    stranger = signed_in(app, world.mallory)

    assert "Nothing is waiting" in words(stranger.get(TRAY))
    reply = stranger.post(TRAY, data={"do": "skip", "selected": ["2-2", "x", "1-4"]})
    assert "Nothing was changed." in stranger.get(reply.location).text
    assert stranger.get("/activity/imports/1/rows/2").status_code == 404
    assert "2 senders wait." in words(signed_in(app, world.bob).get(TRAY))
