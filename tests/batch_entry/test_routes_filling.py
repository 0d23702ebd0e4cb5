"""Filling a batch from a file on the screen: the file, what its columns say, what is left out, the end."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import jobs
from app.batch_entry.domain.filling_file import file_of
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.db import db
from app.imports.models import UploadPart
from tests.activity_imports.corpus import data_of
from tests.batch_entry.filling import GIFTS, gifts
from tests.batch_entry.makers import opened
from tests.factories import World, inside
from tests.profiles.pages import PART, check, root_id, words

FILL, COLUMNS, PROGRESS = "/batches/1/fill", "/batches/1/fill/columns", "/batches/1/fill/progress"
BOOK = "Receipt No,Day,Donor,E-mail,Amount,Newsletter\n7,03/04/2026,Ann Lee,ann@example.org,1.250,yes\n"


@pytest.fixture
def batch(app: Flask, world: World) -> None:
    """Batch 1 of ours takes gifts, and batch 2 people."""
    with inside(app, world.ours):
        opened(world.ours, columns=GIFTS)
        opened(world.ours, BatchKind.UPDATE)
        db.session.commit()


def send(
    client: FlaskClient, data: bytes | str = b"", name: str = "list.csv", *, to: str = FILL, **fields: str
) -> TestResponse:
    form: dict[str, object] = dict(fields)
    if data:
        form["file"] = (io.BytesIO(data.encode() if isinstance(data, str) else data), name)
    return client.post(to, data=form, content_type="multipart/form-data")


def rows_of(app: Flask, world: World) -> list[BatchRow]:
    with inside(app, world.ours):
        return list(db.session.scalars(select(BatchRow).order_by(BatchRow.batch_id, BatchRow.number)))


def drained(app: Flask, world: World) -> None:
    with inside(app, world.ours):
        jobs.drain(app)


@pytest.mark.usefixtures("batch")
def test_the_first_page_says_which_tools_are_known(as_bob: FlaskClient) -> None:
    page, part = as_bob.get(FILL), as_bob.get(FILL, headers=PART)

    check(page)
    assert root_id(part) == "fill"
    assert "Stripe payments" in words(page)
    assert "Eventbrite" not in words(page)
    assert "Stripe" not in words(as_bob.get("/batches/2/fill"))


@pytest.mark.usefixtures("batch")
@pytest.mark.parametrize(
    ("data", "fields", "says"),
    [
        (b"", {}, "Choose a file, or paste rows below."),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}, "PDF"),
        (b"Amount,Date\n", {}, "no rows"),
    ],
)
def test_a_refused_file_leaves_nothing(
    app: Flask, world: World, as_bob: FlaskClient, data: bytes, fields: dict[str, str], says: str
) -> None:
    page = send(as_bob, data, **fields)

    check(page)
    assert page.status_code == 422
    assert says in words(page)
    with inside(app, world.ours):
        assert db.session.scalars(select(UploadPart.part)).all() == []


@pytest.mark.usefixtures("batch")
def test_a_file_of_stripe_is_known_and_what_is_no_gift_is_told(as_bob: FlaskClient) -> None:
    answer = send(as_bob, data_of("stripe_payments"))

    page, part = as_bob.get(COLUMNS), as_bob.get(COLUMNS, headers=PART)
    said = words(page)
    check(page)
    assert answer.location == COLUMNS
    assert root_id(part) == "fill-columns"
    assert "This looks like Stripe payments" in said
    assert "Of the first 13 rows, 8 become rows of the batch." in said
    assert "A gift that was given back, all of it or some 2 When this batch is committed" in said
    assert "The payment failed 1 Nothing to do: no money came. Row 6 of the file." in said
    assert "19 columns about payment cards or bank accounts: not stored" in said


@pytest.mark.usefixtures("batch")
def test_a_file_is_filled_in_and_the_way_leads_to_what_came_of_it(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    send(as_bob, data_of("paypal_activity"))
    started = as_bob.post(COLUMNS, data={"do": "fill"})
    running, part = as_bob.get(PROGRESS), as_bob.get(PROGRESS, headers=PART)
    drained(app, world)

    over = as_bob.get(PROGRESS)

    check(running)
    assert root_id(part) == "progress"
    assert (started.location, over.location) == (PROGRESS, FILL)
    page = as_bob.get(FILL)
    check(page)
    assert "of this batch, from PayPal. Filled in by Bob" in words(page)
    assert all(not row.typed for row in rows_of(app, world))


@pytest.mark.usefixtures("batch")
def test_where_every_row_fits_the_way_leads_to_the_rows(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    send(as_bob, gifts("ann@example.org,Ann,5,USD,2026-11-01,g1"), source="Parish")
    as_bob.post(COLUMNS, data={"do": "fill"})
    drained(app, world)

    over = as_bob.get(PROGRESS)

    assert over.location == "/batches/1/grid"
    assert [row.amount for row in rows_of(app, world)] == [500]


@pytest.mark.usefixtures("batch")
def test_any_table_is_filled_in_as_staff_say_its_columns_and_its_dates(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    send(as_bob, BOOK)
    refused = as_bob.post(COLUMNS, data={"do": "fill"})
    chosen = {"source": "Book", "order": "dmy", "mark": "comma", "column-0": "key", "column-5": "fund"}
    looked = as_bob.post(COLUMNS, data=chosen | {"do": "preview"}, headers=PART)

    as_bob.post(COLUMNS, data=chosen | {"do": "fill"})
    drained(app, world)

    check(refused)
    assert refused.status_code == 422
    assert "Say how dates are written: “03/04/2026” can be read in two ways." in words(refused)
    assert "Say which tool or list the file is from" in words(refused)
    assert "Never read here: Newsletter." in words(looked)
    (row,) = rows_of(app, world)
    cells = dict(zip((each.field_id for each in GIFTS), row.cells, strict=True))
    assert (cells["gift_amount"], cells["gift_date"], cells["gift_key"]) == ("1250", "2026-04-03", "7")
    assert (cells["first_name"], cells["last_name"], cells["gift_fund"]) == ("Ann", "Lee", "")


@pytest.mark.usefixtures("batch")
def test_the_same_file_is_told_to_have_been_used(app: Flask, world: World, as_bob: FlaskClient) -> None:
    text = gifts("ann@example.org,Ann,5,USD,2026-11-01,g1")
    send(as_bob, text, source="Parish")
    as_bob.post(COLUMNS, data={"do": "fill"})
    drained(app, world)

    send(as_bob, text, source="Parish")

    assert "This file was used before: row 1 of GIFT-0001 Gifts" in words(as_bob.get(COLUMNS))


@pytest.mark.usefixtures("batch")
def test_gifts_are_not_taken_for_people(as_bob: FlaskClient) -> None:
    send(as_bob, data_of("stripe_payments"), to="/batches/2/fill")

    page = as_bob.get("/batches/2/fill/columns")

    check(page)
    assert "This batch is about people, and takes no gifts." in words(page)


@pytest.mark.usefixtures("batch")
def test_the_row_that_names_the_columns_is_chosen(as_bob: FlaskClient) -> None:
    send(as_bob, "Gifts of the parish,,\nE-mail,Amount,Day\nann@example.org,5,2026-11-01\n")

    as_bob.post("/batches/1/fill/reading", data={"header_row": "2"})

    assert "header in row 2 · 3 columns" in words(as_bob.get(COLUMNS))


@pytest.mark.usefixtures("batch")
def test_a_file_that_somebody_put_in_its_place_is_not_filled_in_unseen(
    app: Flask, world: World, as_alice: FlaskClient, as_bob: FlaskClient
) -> None:
    send(as_bob, gifts("ann@example.org,Ann,5,USD,2026-11-01,g1"), source="Parish")
    (seen,) = re.findall(r'name="content" value="(\w+)"', as_bob.get(COLUMNS).text)
    send(as_alice, gifts("pat@example.org,Pat,6,USD,2026-11-01,g2"), source="Parish")

    answer = as_bob.post(COLUMNS, data={"do": "fill", "content": seen})
    drained(app, world)

    assert answer.location == COLUMNS
    assert "Somebody put another file in its place." in as_bob.get(COLUMNS).text
    assert rows_of(app, world) == []


@pytest.mark.usefixtures("batch")
def test_a_file_is_forgotten_when_staff_say_so(app: Flask, world: World, as_bob: FlaskClient) -> None:
    send(as_bob, BOOK)

    as_bob.post("/batches/1/fill/removal")

    with inside(app, world.ours):
        found = db.session.scalars(select(Batch).where(Batch.number == 1)).one()
        assert file_of(found.settings) is None
        assert db.session.scalars(select(UploadPart.part)).all() == []
    assert as_bob.get(COLUMNS).location == FILL


@pytest.mark.usefixtures("batch")
def test_what_was_stopped_goes_on_from_the_page(app: Flask, world: World, as_bob: FlaskClient) -> None:
    send(as_bob, gifts("ann@example.org,Ann,5,USD,2026-11-01,g1"), source="Parish")
    as_bob.post(COLUMNS, data={"do": "fill"})
    as_bob.post("/batches/1/fill/stop")
    drained(app, world)
    stopped = words(as_bob.get(FILL))

    as_bob.post("/batches/1/fill/continuation")
    drained(app, world)

    assert "was stopped after 0 rows" in stopped
    assert len(rows_of(app, world)) == 1


@pytest.mark.usefixtures("batch")
def test_a_batch_that_is_not_open_takes_no_file(app: Flask, world: World, as_bob: FlaskClient) -> None:
    with inside(app, world.ours):
        db.session.scalars(select(Batch).where(Batch.number == 1)).one().status = BatchStatus.COMMITTED
        db.session.commit()

    page, refused = as_bob.get(FILL), send(as_bob, BOOK)

    check(page)
    assert "This batch takes no more rows." in words(page)
    assert refused.status_code == 422


@pytest.mark.usefixtures("batch")
@pytest.mark.parametrize("path", ["", "/columns", "/reading", "/removal", "/stop", "/continuation"])
def test_who_only_views_and_who_is_elsewhere_fills_nothing(
    as_vera: FlaskClient, as_mallory: FlaskClient, path: str
) -> None:
    assert as_vera.post(f"{FILL}{path}").status_code == 403
    assert as_mallory.post(f"{FILL}{path}").status_code == 404
    assert as_mallory.get(FILL).status_code == 404


@pytest.mark.usefixtures("batch")
def test_who_only_views_sees_what_came_of_files(as_bob: FlaskClient, as_vera: FlaskClient) -> None:
    send(as_bob, BOOK)

    page, columns = as_vera.get(FILL), as_vera.get(COLUMNS)

    check(page)
    check(columns)
    assert "Fill the batch" not in words(columns)
