"""Staff and imports at the same gift or event: nobody's word is lost, and nothing is broken behind a back."""

import threading
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity import services as activity
from app.activity.domain.arrivals import NewCampaign
from app.activity.models import Campaign, Donation, Event
from app.activity_imports.services import applying
from app.activity_imports.services.carrying_out import carry_out
from app.db import bind, db
from app.groups.domain.rules import Became, Bracket, Count, Emails, Match, RegisteredFor, Rule
from app.groups.services import create
from app.groups.services.editing import Draft
from tests.activity_imports.makers import beside, checked, commit, gifts, run, said, stripe, undo, workspace
from tests.activity_imports.test_registrations import attendees
from tests.activity_imports.test_registrations import checked as checked_attendees
from tests.activity_imports.test_tightening import unsubscribed
from tests.batches.makers import ALICE
from tests.factories import World, inside


def test_a_part_that_is_given_back_again_is_a_line_of_its_own(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        for refunded in ("0.00", "10.00", "30.00"):
            run(app, world.ours, stripe(f"ch_1,2026-03-01,50.00,{refunded},Paid,ann@example.org"))
        first = db.session.scalars(select(Donation).where(Donation.amount == -1000)).one()
        activity.remove(world.ours, Donation, [first.id])
        db.session.commit()

        run(app, world.ours, stripe("ch_1,2026-03-01,50.00,30.00,Paid,ann@example.org"))

        assert sum(amount for amount, _ in gifts().values()) == 2000


def test_a_known_mailing_keeps_its_day(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        sent = datetime(2026, 5, 10, tzinfo=UTC)
        mailing = NewCampaign(name="May news", sent_at=sent, source="Mailchimp", external_key="c0ffee01")
        activity.record_campaigns(world.ours, [mailing])
        db.session.commit()

        run(app, world.ours, unsubscribed("ann@example.org"))

        assert db.session.scalars(select(Campaign.sent_at)).one() == sent


def test_an_event_that_a_group_asks_about_stays(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        text = attendees("1,Ann,ann@example.org,Attending")
        batch = commit(app, checked_attendees(app, world.ours, text))
        event = db.session.scalars(select(Event.id)).one()
        rule = Rule(Bracket(Match.ALL, (RegisteredFor(event),)))
        create(workspace(world.ours), Draft(name="Gala people", rule=rule), actor=ALICE)
        db.session.commit()

        undo(app, batch)

        assert db.session.scalars(select(Event.id)).all() == [event]


def test_a_mailing_that_a_group_asks_about_stays(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        batch = run(app, world.ours, unsubscribed("ann@example.org"))
        mailing = db.session.scalars(select(Campaign.id)).one()
        rule = Rule(Bracket(Match.NONE, (Emails(Became.OPENED, Count.AT_LEAST, 1, campaign=mailing),)))
        create(workspace(world.ours), Draft(name="Not opened", rule=rule), actor=ALICE)
        db.session.commit()

        undo(app, batch)

        assert db.session.scalars(select(Campaign.id)).all() == [mailing]


@pytest.mark.postgres
def test_a_refund_that_staff_type_while_the_import_writes_waits_for_it(
    app: Flask, world: World, people: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with inside(app, world.ours):
        run(app, world.ours, stripe("ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org"))
        gift = db.session.scalars(select(Donation.id)).one()
        batch = checked(app, world.ours, stripe("ch_1,2026-03-01,50.00,50.00,Paid,ann@example.org"))
        left: list[int] = []

        def refund_by_hand() -> None:
            with app.app_context():
                bind(world.ours)
                held = select(Donation).where(Donation.id == gift).with_for_update()
                found = db.session.scalars(held).one()
                back = select(Donation.amount).where(Donation.refund_of_id == gift)
                left.append(found.amount + sum(db.session.scalars(back)))
                db.session.rollback()

        staff = threading.Thread(target=refund_by_hand)

        def interrupted(*args: object) -> object:
            staff.start()
            staff.join(0.5)
            return carry_out(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(applying, "carry_out", interrupted)
        commit(app, batch)
        staff.join()

        assert left == [0]


def test_a_gift_that_waits_waits_once_however_often_its_file_comes(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        text = stripe("ch_1,2026-03-01,50.00,0.00,Paid,new@example.org")
        first = run(app, world.ours, text)

        again = run(app, world.ours, text)

        assert said(first) == {2: "possible_duplicate nobody"}
        assert said(again) == {2: "skipped waits_already"}


def test_the_day_of_a_registration_is_that_of_the_workspace(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        workspace(world.ours).timezone = "Pacific/Auckland"
        db.session.commit()

        batch = checked_attendees(app, world.ours, attendees("1,Ann,ann@example.org,Attending"))

        assert beside(batch)[2].happened_on == date(2024, 11, 29)  # 22:28 there
