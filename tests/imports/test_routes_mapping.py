"""The second and third step on the screen: where columns go, and the check in the background."""

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from tests import factories
from tests.batches import makers, scenes
from tests.batches.scenes import work
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, words

FILE = (
    "E-mail,First,Birthday,Subscribed,Notes\n"
    "ann@example.org,Ann,4/2/1971,yes,x\n"
    "not-an-email,Bob,5/3/1972,no,\n"
)


@pytest.fixture
def number(as_bob: FlaskClient) -> int:
    """An import that waits for its columns to be mapped."""
    data = {"file": (io.BytesIO(FILE.encode()), "list.csv"), "mode": "both"}
    as_bob.post("/imports", data=data, content_type="multipart/form-data")
    return 1


def kept(app: Flask, world: World) -> Batch:
    with factories.inside(app, world.ours):
        return scenes.batch(world.ours, 1)


CHOICE = {"do": "check", "dates-2": "mdy", "field-2": "birth_date"}


def test_columns_show_examples_a_suggestion_and_who_would_come(as_bob: FlaskClient, number: int) -> None:
    page, part = as_bob.get("/imports/1/map"), as_bob.get("/imports/1/map", headers=PART)

    check(page)
    check(part)
    assert root_id(part) == "mapping"
    said = words(page)
    assert "3 of 5 columns will be imported." in said
    assert "Ann · Bob" in said
    assert "The first 2 people as they would look" in said
    assert "missing the “@”" in said


def test_our_own_export_of_people_without_an_email_is_shown_by_their_names(as_bob: FlaskClient) -> None:
    own = b'Name,Lookup ID,Email\n"Abbott, Liam",C-1783,\n,C-1784,\n"Lee, Ann",C-1785,ann@example.org\n'
    reply = as_bob.post("/imports", data={"file": (io.BytesIO(own), "own.csv"), "mode": "both"})

    page = as_bob.get(reply.location)

    check(page)
    shown = "Abbott, Liam lookup ID C-1783 C-1784 lookup ID C-1784 Lee, Ann"
    assert f"The first 3 people as they would look {shown}" in words(page)
    assert "trusted: finds the person before email and name do" in words(page)


def test_a_permission_column_has_no_choice_and_says_why(as_bob: FlaskClient, number: int) -> None:
    page = as_bob.get("/imports/1/map")

    assert 'name="field-1"' in page.text
    assert 'name="field-3"' not in page.text
    assert "Subscribed yes · no Never imported here." in words(page)


def test_a_forged_choice_for_a_permission_column_does_nothing(
    app: Flask, as_bob: FlaskClient, world: World, number: int
) -> None:
    before = kept(app, world).mapping["columns"][3]

    reply = as_bob.post("/imports/1/map", data={**CHOICE, "field-3": "last_name"})

    assert reply.location == "/imports/1/check"
    assert kept(app, world).mapping["columns"][3] == before
    work(app, world.ours)
    assert "yes" not in words(as_bob.get("/imports/1/rows/2", headers=PART))


def test_a_preview_shows_what_a_choice_means_and_keeps_nothing(
    app: Flask, as_bob: FlaskClient, world: World, number: int
) -> None:
    before = kept(app, world).mapping

    part = as_bob.post("/imports/1/map", data={"do": "preview", "field-1": ""}, headers=PART)

    check(part)
    assert root_id(part) == "mapping"
    assert "2 of 5 columns will be imported." in words(part)
    assert kept(app, world).mapping == before


def test_dates_that_can_be_read_in_two_ways_are_asked_about_first(
    app: Flask, as_bob: FlaskClient, world: World, number: int
) -> None:
    reply = as_bob.post("/imports/1/map", data={"do": "check"})

    check(reply)
    assert reply.status_code == 422
    assert "Birthday: Are these dates written day first or month first?" in words(reply)
    assert 'href="#dates-2"' in reply.text
    assert kept(app, world).status is BatchStatus.UPLOADED


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"field-0": ""}, "Choose the column with the email address"),
        ({"field-1": "email"}, "Two columns go to “Email”"),
    ],
)
def test_what_must_be_settled_stops_the_check(
    app: Flask, as_bob: FlaskClient, world: World, number: int, choice: dict[str, str], says: str
) -> None:
    reply = as_bob.post("/imports/1/map", data={**CHOICE, **choice})

    assert reply.status_code == 422
    assert says in words(reply)
    assert kept(app, world).status is BatchStatus.UPLOADED


@pytest.mark.parametrize("choice", [{"field-1": "no such field"}, {"policy-1": "x"}, {"dates-2": "x"}])
def test_nonsense_is_passed_over(as_bob: FlaskClient, number: int, choice: dict[str, str]) -> None:
    reply = as_bob.post("/imports/1/map", data={"do": "preview", **choice})

    assert reply.status_code == 200
    assert "3 of 5 columns" in words(reply)


def test_the_file_can_be_read_in_another_way(
    app: Flask, as_bob: FlaskClient, world: World, number: int
) -> None:
    good = {"encoding": "utf-8", "delimiter": ";", "header_row": "1"}

    refused = as_bob.post("/imports/1/reading", data={**good, "delimiter": "x"})
    changed = as_bob.post("/imports/1/reading", data=good)

    assert refused.status_code == 422
    assert changed.status_code in (303, 422)
    assert kept(app, world).status is BatchStatus.UPLOADED


def test_a_check_counts_on_and_leads_to_the_review(
    app: Flask, as_bob: FlaskClient, world: World, number: int
) -> None:
    started = as_bob.post("/imports/1/map", data=CHOICE)

    waiting, part = as_bob.get("/imports/1/check"), as_bob.get("/imports/1/check", headers=PART)

    assert started.location == "/imports/1/check"
    check(waiting)
    assert root_id(part) == "progress"
    assert "Checking rows 0 of 2" in words(part)
    assert "nothing is being changed" in words(part)
    assert 'http-equiv="refresh"' in waiting.text
    assert as_bob.get("/imports/1/map").location == "/imports/1/check"
    assert as_bob.get("/imports/1").location == "/imports/1/check"
    work(app, world.ours)
    done = as_bob.get("/imports/1/check", headers=PART)
    assert done.headers["HX-Redirect"] == "/imports/1"
    assert "1 Ready (1 new) 0 Possible duplicates 0 Conflicts 1 Error" in words(as_bob.get("/imports/1"))


def test_a_stopped_check_goes_back_to_the_columns_and_can_go_on(
    app: Flask, as_bob: FlaskClient, world: World, number: int
) -> None:
    as_bob.post("/imports/1/map", data=CHOICE)
    as_bob.post("/imports/1/check/stop")
    work(app, world.ours)
    assert as_bob.get("/imports/1/check").location == "/imports/1/map"

    again: Any = as_bob.post("/imports/1/map", data=CHOICE)
    work(app, world.ours)

    assert again.location == "/imports/1/check"
    assert as_bob.get("/imports/1/check").location == "/imports/1"


def test_a_committed_import_is_not_mapped_anew(
    app: Flask, as_bob: FlaskClient, world: World, number: int
) -> None:
    as_bob.post("/imports/1/map", data=CHOICE)
    work(app, world.ours)
    with factories.inside(app, world.ours):
        makers.commit(app, scenes.batch(world.ours, 1))

    shown, forced = as_bob.get("/imports/1/map"), as_bob.post("/imports/1/map", data=CHOICE)

    assert shown.location == "/imports/1/result"
    assert forced.status_code == 422
    assert kept(app, world).status is BatchStatus.COMMITTED


def test_people_are_shown_while_it_is_asked_how_their_dates_are_written(as_bob: FlaskClient) -> None:
    file = b"First name,Email,Birthday\nAnn,ann@example.org,4/2/1971\nBo,bo@example.org,5/6/1972\n"
    as_bob.post("/imports", data={"file": (io.BytesIO(file), "list.csv"), "mode": "both"})

    told = words(as_bob.get("/imports/1/map"))

    assert "can be read in two ways" in told
    assert "is not a date" not in told
    assert "Ann ann@example.org" in told.partition("as they would look")[2]
