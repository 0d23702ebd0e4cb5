"""What an import of mail or gifts does to permission: it only ever takes some away."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity import services as activity
from app.activity.domain.arrivals import NewDonation
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Campaign, Donation, EmailEvent
from app.activity_imports.domain.choices import Create, Person
from app.consent.domain.facts import EventKind, Party
from app.consent.models import ConsentEvent
from app.consent.services import Line, permit
from app.constituents.models import Constituent
from app.db import db
from tests.activity_imports.makers import checked, commit, decide, rows, run, said, stripe, undo
from tests.batches.makers import ALICE, fresh
from tests.factories import World, inside
from tests.restrictions.makers import mailable, workspace

HEAD = (
    "Email Address,First Name,Last Name,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,"
    "LEID,EUID"
)


def unsubscribed(*emails: str) -> str:
    """A file of those who unsubscribed from one mailing."""
    lines = [f"{email},,,2026-05-04 15:10:00,May news,c0ffee01,NORMAL,," for email in emails]
    return "\n".join([HEAD, *lines]) + "\n"


def ledger() -> list[tuple[str, int | None]]:
    """What was written about permission, and about whom."""
    found = db.session.scalars(select(ConsentEvent).order_by(ConsentEvent.id))
    return [(str(each.kind), each.subject_id) for each in found]


@pytest.mark.both
def test_an_unsubscribe_in_a_file_ends_mail(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        workspace(world.ours)
        assert mailable(world.ours) == set(people.values())

        batch = run(app, world.ours, unsubscribed("ann@example.org"))

        assert mailable(world.ours) == {people["Bob"]}
        line = db.session.scalars(select(ConsentEvent)).one()
        assert (line.kind, line.party, line.batch_id) == (EventKind.UNSUBSCRIBED, Party.IMPORT, batch.id)
        assert db.session.scalars(select(EmailEvent.constituent_id)).one() == people["Ann"]
        assert db.session.scalars(select(Campaign.name)).one() == "May news"


def test_an_unsubscribe_of_nobody_is_kept_and_holds_for_who_is_found_later(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        workspace(world.ours)
        batch = run(app, world.ours, unsubscribed("new@example.org", "ann.other@example.org"))
        assert said(batch) == {2: "possible_duplicate nobody", 3: "possible_duplicate nobody"}
        assert ledger() == [("unsubscribed", None), ("unsubscribed", None)]

        decide(batch, Create(), 2)
        decide(batch, Person(people["Ann"]), 3)
        commit(app, fresh(batch))

        added = db.session.scalars(select(Constituent.id).where(Constituent.id.not_in(people.values()))).one()
        assert mailable(world.ours) == {people["Bob"]}
        assert {who for _, who in ledger()} == {None, added, people["Ann"]}


def test_the_same_file_again_writes_no_second_line(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        run(app, world.ours, unsubscribed("ann@example.org", "new@example.org"))
        before = ledger()

        run(app, world.ours, unsubscribed("ann@example.org", "new@example.org"))

        assert ledger() == before


def test_undo_takes_the_messages_back_and_leaves_the_restriction(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        workspace(world.ours)
        batch = run(app, world.ours, unsubscribed("ann@example.org"))

        undo(app, batch)

        assert db.session.scalars(select(EmailEvent)).all() == []
        assert db.session.scalars(select(Campaign)).all() == []
        assert mailable(world.ours) == {people["Bob"]}


def test_who_subscribed_again_since_stays_subscribed(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        workspace(world.ours)
        line = Line(kind=EventKind.RESUBSCRIBED, at=datetime(2026, 6, 1, tzinfo=UTC), subject=people["Ann"])
        permit(workspace(world.ours), [line], party=Party.SUPPORTER, actor=ALICE)
        db.session.commit()

        run(app, world.ours, unsubscribed("ann@example.org"))

        assert ("unsubscribed", people["Ann"]) not in ledger()


def test_a_gift_that_a_file_settles_makes_nobody_mailable(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        workspace(world.ours, "opt_in")
        pending = NewDonation(
            constituent_id=people["Ann"],
            amount=5000,
            currency="USD",
            received_on=date(2026, 3, 1),
            status=GiftStatus.PENDING,
            source="Stripe",
            external_key="ch_1",
        )
        activity.record_donations(world.ours, [pending])
        db.session.commit()

        batch = run(app, world.ours, stripe("ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org"))

        gift = db.session.scalars(select(Donation)).one()
        assert (gift.status, gift.implies_consent) == (GiftStatus.SETTLED, False)
        assert mailable(world.ours) == set()

        undo(app, batch)
        db.session.expire_all()

        gift = db.session.scalars(select(Donation)).one()
        assert (gift.status, gift.implies_consent) == (GiftStatus.PENDING, False)
        assert rows(batch)[2].state == "reverted"


def test_nobody_is_asked_about_consent_by_a_row_of_gifts(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, stripe("ch_1,2026-03-01,50.00,0.00,Paid,new@example.org"))
        decide(batch, Create(), 2)

        commit(app, fresh(batch))

        assert ledger() == []
