"""How a file is read stands above its columns, and is changed at once: by script, or with a button."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.imports.domain.refusal import NO_ROOM
from app.imports.services import opening
from tests.batches.scenes import in_review
from tests.factories import World
from tests.imports.corpus.books import xlsx
from tests.imports.test_routes_upload import send
from tests.profiles.pages import PART, check, words

BOOK = xlsx(
    {
        "Read me": [["Our lists"], ["of 2026"]],
        "People": [["Email", "First name"], ["ann@example.org", "Ann"], ["bo@example.org", "Bo"]],
        "Board": [["Gala"], ["Email", "Surname"], ["cy@example.org", "Fox"]],
    }
)
READ = {"encoding": "utf-8", "delimiter": ",", "header_row": "1"}


def upload(client: FlaskClient, data: bytes, name: str) -> str:
    assert send(client, data, name).location == "/imports/1/map"
    return words(client.get("/imports/1/map"))


def test_what_was_understood_of_a_text_file_is_told_with_its_first_rows(as_bob: FlaskClient) -> None:
    said = upload(as_bob, "Email;Vorname\nann@example.org;Jürgen\n".encode("cp1252"), "list.csv")

    check(as_bob.get("/imports/1/map"))
    assert "list.csv · 1 row below the column names · 2 columns" in said
    assert "Western European (Windows)" in said
    assert "row 1: Email, Vorname" in said
    assert "2 ann@example.org Jürgen" in said
    assert "This upload is forgotten on" in said


def test_the_rows_of_a_small_file_are_counted_as_the_check_does(as_bob: FlaskClient) -> None:
    """Lines above the names and blank ones are no rows, and a cell may have several lines."""
    said = upload(
        as_bob, b'Gala\n\nEmail,Name\nann@example.org,"Ann\nLee"\n\nbo@example.org,Bo\n', "list.csv"
    )

    assert "list.csv · 2 rows below the column names" in said


def test_the_sheets_of_a_workbook_are_listed_and_the_one_with_people_is_read(as_bob: FlaskClient) -> None:
    said = upload(as_bob, BOOK, "lists.xlsx")

    assert "Read me (2 rows) People (3 rows) Board (3 rows)" in said
    assert "lists.xlsx · 2 rows below the column names · 2 columns" in said
    assert "Characters" not in said


def test_another_sheet_is_read_at_once_with_its_own_row_of_names(as_bob: FlaskClient) -> None:
    upload(as_bob, BOOK, "lists.xlsx")

    part = as_bob.post("/imports/1/reading", data={**READ, "sheet": "Board"}, headers=PART)
    plain = as_bob.post("/imports/1/reading", data={**READ, "sheet": "People"})

    assert part.status_code == 200
    assert '<section id="reading"' in part.text
    assert '<hx-partial hx-target="#mapping"' in part.text
    assert "1 row below the column names" in words(part)
    assert "cy@example.org" in words(part)
    assert plain.location == "/imports/1/map"
    assert "ann@example.org" in words(as_bob.get(plain.location))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"sheet": "Read me"}, "no email addresses"),
        ({"sheet": "Hidden"}, "There is no visible sheet named “Hidden”."),
        ({"header_row": "3"}, "no rows under them"),
        ({"header_row": "50"}, "There is no row 50"),
    ],
)
def test_what_cannot_be_read_is_told_and_leaves_everything_as_it_was(
    as_bob: FlaskClient, asked: dict[str, str], says: str
) -> None:
    before = upload(as_bob, BOOK, "lists.xlsx")

    part = as_bob.post("/imports/1/reading", data={**READ, **asked}, headers=PART)
    page = as_bob.post("/imports/1/reading", data={**READ, **asked})

    check(page)
    for reply in (part, page):
        assert reply.status_code == 422
        assert says in words(reply)
        assert "still read as before" in words(reply)
    assert words(as_bob.get("/imports/1/map")) == before


@pytest.mark.parametrize("asked", [{"encoding": "ebcdic"}, {"header_row": "-1"}, {"header_row": "x"}])
def test_what_nobody_can_choose_is_refused(as_bob: FlaskClient, asked: dict[str, str]) -> None:
    upload(as_bob, BOOK, "lists.xlsx")

    assert as_bob.post("/imports/1/reading", data={**READ, **asked}).status_code == 422


def test_names_in_a_later_row_or_in_none(as_bob: FlaskClient) -> None:
    upload(as_bob, b"Email,Name\nE-mail,Full name\nann@example.org,Ann Lee\n", "list.csv")

    later = words(as_bob.post("/imports/1/reading", data={**READ, "header_row": "2"}, headers=PART))
    none = words(as_bob.post("/imports/1/reading", data={**READ, "header_row": "0"}, headers=PART))

    assert "Row E-mail Full name 3 ann@example.org Ann Lee" in later
    assert "Row Column 1 Column 2 1 Email Name 2 E-mail Full name" in none


def test_a_viewer_sees_how_it_was_read_and_changes_nothing(as_bob: FlaskClient, as_vera: FlaskClient) -> None:
    upload(as_bob, BOOK, "lists.xlsx")

    page = as_vera.get("/imports/1/map")

    assert "Read as sheet “People” · header in row 1." in words(page)
    assert "/reading" not in page.text
    assert as_vera.post("/imports/1/reading", data=READ).status_code == 403


def test_a_file_in_review_is_not_read_in_another_way(app: Flask, as_bob: FlaskClient, world: World) -> None:
    in_review(app, world.ours)

    assert "/reading" not in as_bob.get("/imports/1/map").text
    refused = as_bob.post("/imports/1/reading", data=READ)

    assert refused.status_code == 422
    assert "Upload the file again to read it in another way." in words(refused)


def test_a_full_disk_is_told_and_nothing_is_kept(
    as_bob: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> io.BytesIO:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(opening, "copied", full)

    reply = send(as_bob, BOOK, "lists.xlsx")

    assert reply.status_code == 422
    assert NO_ROOM.what in words(reply)
    assert "No imports yet" in words(as_bob.get("/imports"))
