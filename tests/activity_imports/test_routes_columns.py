"""Importing activity on the screen: the file, what its columns say, and what it does not say itself."""

import io
import re

import pytest
import xlsxwriter
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import jobs
from app.activity.models import Event
from app.activity_imports.services import receiving
from app.batches.models import Batch, BatchRow
from app.db import db
from app.imports.models import UploadPart
from tests.activity_imports.corpus import data_of
from tests.factories import World, inside
from tests.profiles.pages import PART, check, root_id, words

NEW = "/activity/imports/new"
FIRST = "/activity/imports/1"
BOOK = """Receipt No,Day,E-mail,Amount,State
1,03/04/2026,ann@example.org,1.250,ok
2,05/06/2026,bob@example.org,20,ok
"""
PAID = BOOK.replace(",ok", ",paid").encode()
CHOSEN = {"do": "check", "source": "Book", "order": "dmy", "mark": "comma"}


def send(client: FlaskClient, data: bytes = b"", name: str = "list.csv", **fields: str) -> TestResponse:
    form: dict[str, object] = dict(fields)
    if data:
        form["file"] = (io.BytesIO(data), name)
    return client.post("/activity/imports", data=form, content_type="multipart/form-data")


def test_the_first_page_says_what_it_does_and_which_tools_are_known(as_bob: FlaskClient) -> None:
    page, part = as_bob.get(NEW), as_bob.get(NEW, headers=PART)

    check(page)
    assert root_id(part) == "new"
    for said in ("Stripe payments", "Eventbrite attendees", "gives nobody permission", "It can be undone"):
        assert said in words(page)
    assert "Import activity" in words(as_bob.get("/imports"))


@pytest.mark.parametrize(
    ("data", "fields", "says"),
    [
        (b"", {}, "Choose a file, or paste rows below."),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}, "PDF"),
        (b"Amount,Date\n", {}, "no rows"),
        (b"", {"source": "x" * 81, "pasted": "a"}, "below 80 characters"),
    ],
)
def test_a_refused_file_leaves_nothing_and_says_what_to_do(
    as_bob: FlaskClient, data: bytes, fields: dict[str, str], says: str
) -> None:
    reply = send(as_bob, data, **fields)

    check(reply)
    assert reply.status_code == 422
    assert says in words(reply)
    assert "No imports yet" in words(as_bob.get("/imports"))


def test_a_known_tool_is_recognized_and_shown_before_it_is_used(app: Flask, as_bob: FlaskClient) -> None:
    reply = send(as_bob, data_of("stripe_payments"), "payments.csv")

    page = as_bob.get(reply.location)
    check(page)
    said = words(page)
    assert "This looks like Stripe payments" in said
    assert "$80 gift on Feb 2, 2026, settled; $30 of it given back" in said
    assert as_bob.post(reply.location, data={"do": "check"}).location == f"{FIRST}/check"
    jobs.drain(app)
    assert "= 13 rows" in words(as_bob.get(f"{FIRST}/review"))


@pytest.mark.parametrize("pasted", [False, True])
def test_what_a_file_says_of_cards_is_never_stored(
    app: Flask, as_bob: FlaskClient, world: World, pasted: bool
) -> None:
    data = data_of("stripe_payments")

    url = (send(as_bob, pasted=data.decode()) if pasted else send(as_bob, data)).location
    as_bob.post(url, data={"do": "check"})
    jobs.drain(app)

    assert b"fpSECRET77" in data
    assert "19 columns about payment cards" in words(as_bob.get(f"{FIRST}/columns"))
    with inside(app, world.ours):
        stored = b"".join(db.session.scalars(select(UploadPart.data)))
        cells = str(db.session.scalars(select(BatchRow.cells)).all())
        settings = str(db.session.scalars(select(Batch.settings)).all())
    assert b"ch_01" in stored
    for secret in ("fpSECRET77", "4242", "Maria Lopez", "2029"):
        assert secret.encode() not in stored
        assert secret not in cells + settings


def test_the_number_of_a_card_in_a_note_is_never_stored(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    row = "9,2026-04-03,ann@example.org,5.00,paid by 4242 4242 4242 4242"
    url = send(as_bob, f"Receipt No,Day,E-mail,Amount,Note\n{row}\n".encode()).location

    said = words(as_bob.get(url))

    assert "1 row had the number of a payment card in another column" in said
    with inside(app, world.ours):
        assert b"4242" not in b"".join(db.session.scalars(select(UploadPart.data)))


def test_of_a_workbook_only_the_sheet_that_is_read_is_kept_and_without_cards(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name in ("Gifts", "More"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Receipt No", "Day", "E-mail", "Amount", "Card number"])
            sheet.write_row(1, 0, ["7", "2026-04-03", "ann@example.org", 19.9, "4111 1111 1111 1111"])

    url = send(as_bob, file.getvalue(), "gifts.xlsx").location

    assert "$19.90 gift on Apr 3, 2026" in words(as_bob.get(url))
    assert "the sheet “ Gifts ” is read, and only that is kept" in words(as_bob.get(url))
    with inside(app, world.ours):
        parts = db.session.execute(select(UploadPart.part, UploadPart.data)).all()
    assert [part for part, _ in parts] == [0]
    assert b"4111" not in parts[0].data


def test_what_is_unclear_is_asked_and_nothing_is_kept_until_it_is_said(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    url = send(as_bob, BOOK.encode()).location

    refused = as_bob.post(url, data={"do": "check"})
    check(refused)
    assert refused.status_code == 422
    for asked in ("Say which tool", "Say how dates are written", "before the cents", "what “ok” means"):
        assert asked in words(refused)
    assert as_bob.get(f"{FIRST}/check").location == f"{FIRST}/columns"
    means = refused.text.split('name="means-status-')[1][:8]

    reply = as_bob.post(url, data={**CHOSEN, f"means-status-{means}": "settled"})

    assert reply.location == f"{FIRST}/check"
    with inside(app, world.ours):
        reading = receiving.reading_of(db.session.scalars(select(Batch)).one())
    assert (reading.source, reading.order, reading.mark) == ("Book", "dmy", "comma")
    assert reading.meanings == {"status": {"ok": "settled"}}


OWN = b'When,How much,Mail\n03/04/2026,"$1,250",ann@example.org\n05/06/2026,20,bob@example.org\n'


def test_columns_that_are_chosen_one_by_one_never_answer_for_staff(as_bob: FlaskClient) -> None:
    url = send(as_bob, OWN).location
    none = {"read_as": "gifts", "was": "gifts", "column-2": "email"}
    asked = as_bob.post(url, data={**none, "column-0": "date", "column-1": ""}, headers=PART)
    said = {**none, "column-0": "date", "column-1": "amount", "order-found": "", "mark-found": ""}

    chosen = as_bob.post(url, data={**said, "order": "dmy", "mark": "point"}, headers=PART)
    moved = as_bob.post(url, data={**said, "order": "iso", "order-found": "iso", "mark": ""}, headers=PART)

    for reply in (asked, moved):
        assert "can be read in two ways" in words(reply)
        assert re.search(r'<option selected value="">Choose', _select(reply, "order"))
    assert re.search(r'<option selected value="dmy"', _select(chosen, "order"))
    assert re.search(r'<option selected value="point"', _select(chosen, "mark"))


def _select(reply: TestResponse, name: str) -> str:
    return reply.text.split(f'name="{name}"')[1].split("</select>")[0]


def test_a_preview_keeps_nothing(as_bob: FlaskClient) -> None:
    url = send(as_bob, PAID).location

    part = as_bob.post(url, data={"do": "preview", "order": "mdy", "mark": "comma"}, headers=PART)

    check(part)
    assert root_id(part) == "columns"
    assert "$1,250" in words(part)
    assert "Mar 4, 2026" in words(part)
    assert "Mar 4, 2026" not in words(as_bob.get(url))


def test_a_file_can_be_read_as_something_else(as_bob: FlaskClient) -> None:
    url = send(as_bob, data_of("stripe_payments")).location

    part = as_bob.post(
        url, data={"do": "preview", "read_as": "mail", "was": "preset:stripe_payments"}, headers=PART
    )

    assert "What became of emails" in words(part)
    assert "Say above which mailing this is" in words(part)


def test_an_event_that_the_file_does_not_name_is_said_or_chosen(
    app: Flask, as_bob: FlaskClient, world: World, people: dict[str, int]
) -> None:
    url = send(as_bob, data_of("eventbrite_attendees")).location
    refused = as_bob.post(url, data={"do": "check", "about_name": "Gala"})
    assert (refused.status_code, "Say which event this is" in words(refused)) == (422, True)
    assert 'value="Gala"' in refused.text

    named = {"do": "check", "about": "", "about_name": "Gala", "about_at": "2026-03-21T18:00"}
    assert as_bob.post(url, data=named).location == f"{FIRST}/check"

    with inside(app, world.ours):
        about = receiving.reading_of(db.session.scalars(select(Batch)).one()).about
        assert about is not None
        assert about.name == "Gala"
        event = Event(workspace_id=world.ours, name="Gala", starts_at=about.at, source="Kith")
        db.session.add(event)
        db.session.commit()
        chosen = str(event.id)
    second = send(as_bob, data_of("eventbrite_attendees")).location
    assert chosen in as_bob.get(second).text
    assert as_bob.post(second, data={"do": "check", "about": chosen}).location == "/activity/imports/2/check"


def test_the_next_file_with_these_columns_is_read_the_same_way(as_bob: FlaskClient) -> None:
    url = send(as_bob, PAID).location
    as_bob.post(url, data=CHOSEN)

    again = words(as_bob.get(send(as_bob, PAID).location))

    assert "read as the last one of “Book: gifts”" in again
    assert "$1,250 gift on Apr 3, 2026" in again
    assert "Book: gifts" in as_bob.get("/imports/mappings").text


def test_an_import_of_activity_is_opened_by_its_own_screens_only(as_bob: FlaskClient) -> None:
    send(as_bob, data_of("stripe_payments"))

    assert as_bob.get(FIRST).location == f"{FIRST}/columns"
    for other in ("/imports/1/map", "/imports/1/review", "/imports/restrictions/1"):
        assert as_bob.get(other).status_code == 404
    listed = as_bob.get("/imports").text
    assert f'href="{FIRST}"' in listed
    assert f'href="{FIRST}/discard"' in listed


def test_an_upload_can_be_given_up(as_bob: FlaskClient) -> None:
    send(as_bob, data_of("stripe_payments"))

    check(as_bob.get(f"{FIRST}/discard"))
    assert as_bob.post(f"{FIRST}/discard").location == "/imports"
    assert as_bob.get(FIRST).status_code == 404


def test_another_row_can_name_the_columns(as_bob: FlaskClient) -> None:
    data = b"Our gifts\nReceipt No,Day,E-mail,Amount\n1,2026-04-03,ann@example.org,12.50\n"
    url = send(as_bob, data).location
    told = {"encoding": "utf-8", "delimiter": ",", "header_row": "2"}

    reply = as_bob.post(f"{FIRST}/reading", data=told)

    assert reply.location == url
    assert "$12.50 gift on Apr 3, 2026" in words(as_bob.get(url))


def test_read_another_way_no_column_of_cards_comes_up(as_bob: FlaskClient) -> None:
    send(as_bob, b"Email,Amount,Code\nE-mail,Paid,CVV\nann@example.org,5.00,123\n")

    told = {"encoding": "utf-8", "delimiter": ",", "header_row": "2"}
    refused = as_bob.post(f"{FIRST}/reading", data=told)

    assert refused.status_code == 422
    assert "columns about payment cards, which are never kept" in words(refused)


def test_who_may_only_look_changes_nothing(as_bob: FlaskClient, as_vera: FlaskClient) -> None:
    url = send(as_bob, data_of("stripe_payments")).location

    assert as_vera.get(url).status_code == 200
    for forbidden in (as_vera.get(NEW), as_vera.post(url), as_vera.post("/activity/imports")):
        assert forbidden.status_code == 403


def test_another_workspace_finds_nothing(as_bob: FlaskClient, as_mallory: FlaskClient) -> None:
    url = send(as_bob, data_of("stripe_payments")).location

    for path in (url, FIRST, f"{FIRST}/discard"):
        assert as_mallory.get(path).status_code == 404
    assert as_mallory.post(url, data={"do": "check"}).status_code == 404
