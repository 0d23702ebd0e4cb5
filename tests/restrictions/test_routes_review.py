"""What the check found, the question, the result: on the screen."""

from flask import Flask
from flask.testing import FlaskClient

from app import jobs
from app.db import db
from tests.batches import makers
from tests.batches.scenes import in_review
from tests.factories import World, inside, signed_in
from tests.profiles.pages import PART, check, root_id, words
from tests.restrictions.makers import mailable, table, workspace
from tests.restrictions.pages import FILE, FIRST, send
from tests.statements import count_statements


def revision(client: FlaskClient) -> str:
    return client.get(f"{FIRST}/commit").text.split('name="revision" value="')[1].split('"')[0]


def test_the_review_lists_every_row_once_and_the_file_of_problems_has_its_own_columns(
    as_bob: FlaskClient, reviewed: str
) -> None:
    page, part = as_bob.get(reviewed), as_bob.get(f"{reviewed}?show=invalid", headers=PART)

    check(page)
    said = words(page)
    for told in (
        "1 belong to people you know",
        "2 not on record",
        "1 say no nowhere",
        "1 cannot be read",
        "= 5 rows",
    ):
        assert told in said
    assert "1 person who can be emailed today gets no more mail." in said
    assert "nothing has been changed yet" in said
    assert "ann@example.org Ann Lee" in said
    assert root_id(part) == "rows"
    assert "Email is missing the “@”" in words(part)
    file = as_bob.post(f"{FIRST}/problems").data.decode("utf-8-sig").splitlines()
    assert file[0] == "Email,Status,Unsubscribed on,Row,Reason"
    assert [line.split(",")[3] for line in file[1:]] == ["4", "6"]


def test_what_is_pressed_is_asked_once_more_done_and_said(
    app: Flask, as_bob: FlaskClient, world: World, reviewed: str
) -> None:
    asked, part = as_bob.get(f"{FIRST}/commit"), as_bob.get(f"{FIRST}/commit", headers=PART)
    check(asked)
    assert root_id(part) == "commit"
    assert "This cannot be undone as a whole" in words(asked)
    assert "An owner or admin can lift it, with a reason" in words(asked)

    reply = as_bob.post(f"{FIRST}/commit", data={"revision": revision(as_bob)})
    check(as_bob.get(reply.location))
    jobs.drain(app)
    done = as_bob.get(FIRST, follow_redirects=True)

    check(done)
    assert "1 address of people you know is restricted. 2 that nobody here has are suppressed." in words(done)
    assert "Restrict 3" not in words(done)
    with inside(app, world.ours):
        assert len(mailable(world.ours)) == 1
    assert "Restrictions Committed 5 Bob" in words(as_bob.get("/imports"))
    assert "Committed" in words(as_bob.get("/imports"))
    assert "Nothing is waiting for you" in words(as_bob.get("/"))


def test_who_looked_at_an_older_check_is_told_and_nothing_is_written(
    as_bob: FlaskClient, reviewed: str
) -> None:
    reply = as_bob.post(f"{FIRST}/commit", data={"revision": "1"})

    assert reply.location == reviewed
    assert "in the meantime" in as_bob.get(reviewed).text


def test_more_than_a_thousand_take_an_admin(app: Flask, as_bob: FlaskClient, world: World) -> None:
    url = send(as_bob, table((f"p{at}@example.org",) for at in range(1_001))).location
    as_bob.post(url, data={"do": "check", "email": "0", "reason": "bounced"})
    jobs.drain(app)

    asked = as_bob.get(f"{FIRST}/commit")
    refused = as_bob.post(f"{FIRST}/commit", data={"revision": revision_of(app, world)})
    allowed = signed_in(app, world.adam).post(f"{FIRST}/commit", data={"revision": revision_of(app, world)})

    assert "takes an owner or admin" in words(asked)
    assert (refused.status_code, allowed.status_code) == (403, 303)


def revision_of(app: Flask, world: World) -> str:
    from app.restrictions import queries

    with inside(app, world.ours):
        found = queries.by_number(db.session.get_one(type(workspace(world.ours)), world.ours), 1)
        assert found is not None
        return str(found.revision)


def test_one_kind_of_import_is_not_opened_on_the_screens_of_the_other(
    app: Flask, as_bob: FlaskClient, world: World, reviewed: str
) -> None:
    in_review(app, world.ours)

    for path in ("map", "review", "check", "commit", "discard", "rows/2"):
        assert as_bob.get(f"/imports/1/{path}").status_code == 404, path
    for path in ("columns", "review", "check", "commit", "discard", "progress"):
        assert as_bob.get(f"/imports/restrictions/2/{path}").status_code == 404, path
    assert as_bob.post("/imports/1/restrictions").status_code == 404


def test_the_file_of_an_import_of_people_is_taken_over(app: Flask, as_bob: FlaskClient, world: World) -> None:
    with inside(app, world.ours):
        makers.upload(world.ours, "Email,Status\nann@example.org,unsubscribed\n")

    reply = as_bob.post("/imports/1/restrictions")

    page = as_bob.get(reply.location)
    check(page)
    assert reply.location == "/imports/restrictions/2/columns"
    assert "This is the file of import 1 , which stays as it was." in words(page)
    assert as_bob.get("/imports/1/map").status_code == 200


def test_an_import_is_discarded_until_it_is_written(app: Flask, as_bob: FlaskClient, reviewed: str) -> None:
    asked = as_bob.get(f"{FIRST}/discard")
    check(asked)
    as_bob.post(f"{FIRST}/commit", data={"revision": revision(as_bob)})

    refused = as_bob.post(f"{FIRST}/discard")
    jobs.drain(app)

    assert refused.status_code == 422
    send(as_bob, FILE)
    assert as_bob.post("/imports/restrictions/2/discard").location == "/imports"
    assert as_bob.get("/imports/restrictions/2").status_code == 404


def test_viewers_look_and_strangers_find_nothing(
    app: Flask, as_vera: FlaskClient, world: World, reviewed: str
) -> None:
    page = as_vera.get(reviewed)

    check(page)
    assert "Restrict 3" not in words(page)
    assert "Download" not in words(page)
    for path in ("", "/columns", "/commit", "/problems", "/discard", "/reading", "/check/stop"):
        assert as_vera.post(f"{FIRST}{path}" if path else "/imports/restrictions").status_code == 403, path
    mallory = signed_in(app, world.mallory)
    assert {mallory.get(f"{FIRST}{path}").status_code for path in ("", "/columns", "/review", "/commit")} == {
        404
    }


def test_a_page_of_rows_costs_the_same_however_many_there_are(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    def price(rows: int, number: int) -> int:
        url = send(as_bob, table((f"p{at}@example.org",) for at in range(rows))).location
        as_bob.post(url, data={"do": "check", "email": "0", "reason": "bounced"})
        jobs.drain(app)
        with count_statements() as statements:
            page = as_bob.get(f"/imports/restrictions/{number}/review")
        assert ("Next" in words(page)) is (rows > 100)
        return len(statements)

    assert price(2, 1) == price(150, 2) <= 8
    older = as_bob.get("/imports/restrictions/2/review?show=unknown&after=100")
    assert "50 rows shown" in words(older)
    assert "Previous" in words(older)
