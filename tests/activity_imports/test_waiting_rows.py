"""Rows that wait for something else than a name: what they offer, and what is said of them."""

from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.activity_imports import services
from app.activity_imports.services import receiving
from app.batches.models import Batch, BatchRow
from app.db import db
from tests.activity_imports.makers import STRIPE, checked, gifts, said, upload, workspace
from tests.batches.makers import ALICE, drain
from tests.factories import World, inside
from tests.profiles.pages import words

FIRST = "/activity/imports/1"
BOOK = "Email,Name,Date,Amount,Currency\n" + "ann@example.org,Ann Lee,2026-03-01,20.00,USD\n" * 2


def test_the_second_of_two_equal_rows_is_recorded_too_with_one_press(
    app: Flask, as_bob: FlaskClient, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = upload(world.ours, BOOK)
        reading = replace(receiving.reading_of(batch), source="book", currency="USD")
        assert receiving.keep_reading(batch, reading) is None
        services.check(workspace(world.ours), batch, actor=ALICE)
        drain(app)

    assert "Twice?" in words(as_bob.get(f"{FIRST}/review"))
    as_bob.post(f"{FIRST}/rows/3/decision", data={"do": "too"})

    with inside(app, world.ours):
        [batch] = db.session.scalars(select(Batch))
        assert said(batch) == {2: "ready create", 3: "ready create"}
        assert gifts() == {}


def test_nobody_is_created_where_nobody_is_named(
    app: Flask, as_bob: FlaskClient, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        checked(app, world.ours, f"{STRIPE}\nch_1,2026-03-01 10:00:00,9.00,0.00,usd,Paid,Live,cus_1,,\n")

    assert "Create a constituent" not in words(as_bob.get(f"{FIRST}/rows/2"))
    reply = as_bob.post(f"{FIRST}/rows/2/decision", data={"do": "create"})

    assert "Nobody is created" in as_bob.get(reply.location).text


def test_a_card_number_typed_into_a_correction_is_not_kept(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(
            app, world.ours, f"{STRIPE}\nch_1,2026-03-01 10:00:00,x,0.00,usd,Paid,Live,,ann@example.org,\n"
        )

        services.edit_row(batch, 2, {2: "9.00", 9: "paid by 4242 4242 4242 4242", 99: "x"}, actor=ALICE)

        edited = db.session.scalars(select(BatchRow.edited)).one()
        assert edited == {"2": "9.00", "9": "paid by (card number not kept)"}
        assert said(batch) == {2: "ready create"}


def test_a_refund_whose_gift_is_missing_waits_for_the_gift(
    app: Flask, as_bob: FlaskClient, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        refund = (
            "Transaction ID,Date,Type,Gross,Currency,From Email Address,To Email Address,Reference Txn ID"
        )
        checked(
            app, world.ours, f"{refund}\nT2,2026-03-02,Payment Refund,-5.00,USD,us@x.org,ann@example.org,T1\n"
        )

    told = words(as_bob.get(f"{FIRST}/review"))

    assert "1 Wait (1 for a gift)" in told
    assert "About its gift" in told
    assert "Whose is it?" not in told
