"""Money that is given back: tied to its gift, wherever that stands, and never more than is left."""

from datetime import date

from flask import Flask
from sqlalchemy import select

from app.activity.domain.arrivals import NewDonation
from app.activity.models import Donation
from app.activity.services import change, record_donations
from app.activity_imports.domain.arriving import NO_DAY
from app.activity_imports.domain.choices import Person
from app.batches.services import local_today
from app.db import db
from tests.activity.makers import workspace
from tests.activity.rolled import assert_in_step
from tests.activity_imports.makers import checked, commit, decide, gifts, run, said, stripe
from tests.batches.makers import fresh
from tests.factories import World, inside
from tests.statements import count_statements

PAYPAL = (
    "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,"
    "Transaction ID,Reference Txn ID,Balance Impact"
)


def paypal(*rows: str) -> str:
    """Rows: key, day of March, name, type, gross, email, reference."""
    lines = []
    for row in rows:
        key, day, name, kind, gross, email, of = row.split(",")
        lines.append(
            f"03/{day}/2026,10:00:00,America/Los_Angeles,{name},{kind},Completed,USD,{gross},0.00,{gross},"
            f"{email},us@example.org,{key},{of},Credit"
        )
    return "\n".join([PAYPAL, *lines]) + "\n"


def test_a_refund_above_its_gift_in_the_file_is_tied_to_it(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(
            app,
            world.ours,
            paypal(
                "T2,14,Ann Lee,Payment Refund,-20.00,ann@example.org,T1",
                "T1,13,Ann Lee,Donation Payment,50.00,ann@example.org,",
            ),
        )
        assert said(batch) == {2: "ready create", 3: "ready create"}

        commit(app, batch)

        stored = {each.external_key: each for each in db.session.scalars(select(Donation))}
        assert stored["T2"].refund_of_id == stored["T1"].id
        assert stored["T2"].constituent_id == people["Ann"]
        assert stored["T2"].amount == -2000


def test_a_refund_that_comes_later_stands_where_staff_put_its_gift_and_stays_there(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    gift = "T1,13,Ann Lee,Donation Payment,50.00,ann@example.org,"
    text = titled(paypal(gift, "T2,14,Ann Lee,Payment Refund,-20.00,us@example.org,T1"))
    with inside(app, world.ours):
        run(app, world.ours, titled(paypal(gift)))
        [own] = db.session.scalars(select(Donation))
        change(world.ours, Donation, {own.id: {"appeal": "New", "kept": ["appeal"]}})

        run(app, world.ours, text)
        again = run(app, world.ours, text)

        assert db.session.scalars(select(Donation.appeal)).all() == ["New", "New"]
        assert set(said(again).values()) == {"ready no_change"}


def titled(text: str) -> str:
    """The same rows, each with the appeal that the tool knows."""
    return text.replace("Balance Impact", "Balance Impact,Item Title").replace(",Credit", ",Credit,Old")


def test_a_refund_without_a_day_says_so_and_leaves_the_month_of_a_known_gift(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    first = stripe("ch_1,2026-03-01,50.00,20.00,Paid,ann@example.org")
    with inside(app, world.ours):
        run(app, world.ours, first)
        run(app, world.ours, first.replace("20.00", "35.00"))

        refunds = select(Donation).where(Donation.refund_of_id.is_not(None)).order_by(Donation.id)
        early, late = db.session.scalars(refunds)

        assert (early.amount, early.received_on) == (-20_00, date(2026, 3, 1))
        assert (late.amount, late.received_on) == (-15_00, local_today(workspace(world.ours)))
        assert early.note == late.note == NO_DAY


def test_a_refund_of_an_unknown_gift_waits(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, paypal("T2,14,Ann Lee,Payment Refund,-20.00,ann@example.org,T1"))

        assert said(batch) == {2: "possible_duplicate gift_unknown"}


def test_never_more_is_given_back_than_is_left(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        batch = checked(
            app,
            world.ours,
            paypal(
                "T1,13,Ann Lee,Donation Payment,50.00,ann@example.org,",
                "T2,14,Ann Lee,Payment Refund,-30.00,ann@example.org,T1",
                "T3,15,Ann Lee,Payment Refund,-30.00,ann@example.org,T1",
            ),
        )

        assert said(batch) == {2: "ready create", 3: "ready create", 4: "possible_duplicate too_much"}


def test_a_refund_typed_since_the_check_sends_the_row_back(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        commit(
            app,
            checked(app, world.ours, paypal("T1,13,Ann Lee,Donation Payment,50.00,ann@example.org,")),
        )
        batch = checked(app, world.ours, paypal("T2,14,Ann Lee,Payment Refund,-30.00,ann@example.org,T1"))
        gift = db.session.scalars(select(Donation)).one()
        typed = NewDonation(
            constituent_id=people["Ann"],
            amount=-3000,
            currency="USD",
            received_on=date(2026, 3, 14),
            refund_of_id=gift.id,
        )
        record_donations(world.ours, [typed])
        db.session.commit()

        commit(app, batch)

        assert said(batch) == {2: "possible_duplicate too_much"}
        assert "T2" not in gifts()


def test_the_refund_of_a_gift_that_waits_follows_its_row(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(
            app,
            world.ours,
            paypal(
                "T2,14,Cleo Ray,Payment Refund,-20.00,cleo@example.org,T1",
                "T1,13,Cleo Ray,Donation Payment,50.00,cleo@example.org,",
            ),
        )
        assert said(batch) == {2: "possible_duplicate gift_waits", 3: "possible_duplicate nobody"}

        decide(batch, Person(people["Bob"]), 3)
        assert said(fresh(batch)) == {2: "ready create", 3: "ready create"}
        commit(app, fresh(batch))

        assert {each.constituent_id for each in db.session.scalars(select(Donation))} == {people["Bob"]}


def test_gifts_and_what_is_given_back_bring_the_months_in_step_at_once(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, stripe("ch_1,2026-03-01,50.00,20.00,Paid,ann@example.org"))

        with count_statements() as seen:
            commit(app, batch)

        assert len([each for each in seen if each.startswith("INSERT INTO giving_months")]) == 1
        assert_in_step(world.ours)
