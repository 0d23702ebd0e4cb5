"""The first step on the screen: a file or pasted rows; refused ones leave nothing and say what to do."""

import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.config import Settings
from tests.batches.scenes import in_review
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, words
from tests.statements import count_statements


def send(client: FlaskClient, data: bytes = b"", name: str = "list.csv", **fields: str) -> TestResponse:
    form: dict[str, object] = {"mode": "both", **fields}
    if data:
        form["file"] = (io.BytesIO(data), name)
    return client.post("/imports", data=form, content_type="multipart/form-data")


def test_the_page_says_once_what_is_needed(as_bob: FlaskClient) -> None:
    page, part = as_bob.get("/imports/new"), as_bob.get("/imports/new", headers=PART)

    check(page)
    assert root_id(part) == "upload"
    assert words(page).count("email address") == 1
    assert "Nothing is changed until" in words(page)


def test_a_file_goes_on_to_its_columns(as_bob: FlaskClient) -> None:
    reply = send(as_bob, b"Email,First name\nann@example.org,Ann\n", source="Spring gala")

    assert reply.location == "/imports/1/map"
    assert "list.csv" in words(as_bob.get("/imports"))
    assert "Spring gala" in words(as_bob.get("/imports"))


def test_pasted_rows_are_a_file_too(as_bob: FlaskClient) -> None:
    reply = send(as_bob, pasted="Email\tFirst name\nann@example.org\tAnn\n")

    said = words(as_bob.get(reply.location))
    assert "pasted rows" in said
    assert "2 of 2 columns will be imported." in said


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "", "Choose a file, or paste rows below."),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "list.csv", "PDF"),
        (b"\x00\x01\x02" * 400, "list.csv", ""),
        (b"   \n", "list.csv", ""),
        (b"Email\n", "list.csv", ""),
    ],
    ids=["nothing", "pdf", "bytes", "blank", "no rows"],
)
def test_a_refused_file_leaves_nothing_and_says_what_to_do_at_the_field(
    as_bob: FlaskClient, data: bytes, name: str, says: str
) -> None:
    reply = send(as_bob, data, name, source="Gala")

    check(reply)
    assert reply.status_code == 422
    assert "Error: Import people" in reply.text
    assert says in words(reply)
    assert 'aria-invalid="true"' in reply.text
    assert 'href="#file"' in reply.text
    assert 'value="Gala"' in reply.text
    assert "No imports yet" in words(as_bob.get("/imports"))


def test_refused_pasted_rows_stay_in_their_field(as_bob: FlaskClient) -> None:
    reply = send(as_bob, pasted="\x00nothing to read")

    assert reply.status_code == 422
    assert 'href="#pasted"' in reply.text
    assert "nothing to read" in reply.text


@pytest.mark.parametrize("fields", [{"mode": "all"}, {"source": "x" * 81}])
def test_a_bad_choice_is_refused(as_bob: FlaskClient, fields: dict[str, str]) -> None:
    assert send(as_bob, b"Email\nann@example.org\n", **fields).status_code == 422
    assert "No imports yet" in words(as_bob.get("/imports"))


def test_a_file_that_is_too_large_is_refused_with_the_limit(
    app: Flask, as_bob: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", Settings(data=tmp_path, max_upload_mb=1))

    reply = send(as_bob, b"Email\n" + b"ann@example.org\n" * 80_000)
    reply.request.environ["wsgi.input"].close()

    assert reply.status_code in (413, 422)
    assert "1 MB" in words(reply)


def test_the_list_says_where_each_import_goes_on(app: Flask, as_bob: FlaskClient, world: World) -> None:
    in_review(app, world.ours)
    send(as_bob, b"Email\nann@example.org\n", "other.csv")

    page, part = as_bob.get("/imports"), as_bob.get("/imports", headers=PART)

    check(page)
    assert root_id(part) == "list"
    assert "2 other.csv Waiting · columns not mapped" in words(page)
    assert "1 gala.csv In review 5 2 Alice" in words(page)


def test_an_empty_list_tells_the_promise_and_how_to_begin(as_bob: FlaskClient, as_vera: FlaskClient) -> None:
    editor, viewer = words(as_bob.get("/imports")), words(as_vera.get("/imports"))

    assert "nothing is written before you press Commit" in editor
    assert "Import people" in editor
    assert "messy-list.csv" in editor
    assert "Import people" not in viewer


def test_the_price_of_the_list_does_not_depend_on_its_length(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    def price() -> int:
        with count_statements() as statements:
            as_bob.get("/imports")
        return len(statements)

    send(as_bob, b"Email\nann@example.org\n")
    one = price()
    for _ in range(30):
        send(as_bob, b"Email\nann@example.org\n")

    assert price() == one <= 8
    older = as_bob.get("/imports?before=7")
    assert "6 list.csv" in words(older)
    assert "7 list.csv" not in words(older)
