"""Rows inside a row: the same values as a query of their own would give, on both databases."""

import pytest
from sqlalchemy import func, select

from app import gathered
from app.activity import services as activity
from app.activity.domain.arrivals import NewDonation, NewEvent
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation, Event
from app.audit.models import JournalEntry
from app.constituents.models import Constituent
from app.db import db
from app.gathered import HERE, about
from tests.activity.makers import NOON, day, people
from tests.factories import World


@pytest.mark.both
def test_gathered_rows_are_those_of_the_query(inside: World) -> None:
    who, other = people(inside.ours, 2)
    shared = {"currency": "USD", "received_on": day("2026-03-04")}
    gifts = [
        NewDonation(constituent_id=who, amount=2_500, fund="Ünder “quotes” \\ \n", **shared),  # type: ignore[arg-type]
        NewDonation(constituent_id=who, amount=-(2**60), status=GiftStatus.REFUNDED, **shared),  # type: ignore[arg-type]
        NewDonation(constituent_id=other, amount=1, **shared),  # type: ignore[arg-type]
    ]
    activity.record_donations(inside.ours, gifts)
    activity.record_events(inside.ours, [NewEvent(name="Gala", starts_at=NOON)])
    mine = select(*Donation.__table__.columns).where(*about(Donation)).order_by(Donation.amount)
    events = select(Event.starts_at, Event.ends_at, Event.capacity).where(Event.workspace_id == HERE)
    statement = select(gathered.rows(mine).label("gifts"), gathered.rows(events).label("events"))

    row = gathered.ask(statement, inside.ours, who)

    plain = db.session.execute(mine, {"workspace_id": inside.ours, "constituent_id": who}).all()
    assert [tuple(gift) for gift in row.gifts] == [tuple(gift) for gift in plain]
    assert [type(value) for value in row.gifts[0]] == [type(value) for value in plain[0]]
    assert [tuple(each) for each in row.events] == [(NOON, None, None)]


@pytest.mark.both
def test_what_is_stored_as_json_and_as_yes_or_no_comes_back_as_it_is(inside: World) -> None:
    (who,) = people(inside.ours, 1)
    record = select(Constituent.is_active, Constituent.is_deceased, Constituent.kind).where(
        Constituent.workspace_id == HERE
    )
    entries = select(JournalEntry.after, JournalEntry.via).where(JournalEntry.workspace_id == HERE)
    db.session.add(
        JournalEntry(
            workspace_id=inside.ours,
            change_set=1,
            subject="constituent",
            subject_id=who,
            field="email",
            after={"address": "a@example.org", "primary": True},
            via="form",
        )
    )
    db.session.flush()

    row = gathered.ask(
        select(gathered.rows(record).label("people"), gathered.rows(entries).label("entries")),
        inside.ours,
        who,
    )

    assert [tuple(each) for each in row.people] == [(True, False, "individual")]
    assert row.entries[0].after == {"address": "a@example.org", "primary": True}


@pytest.mark.both
def test_nothing_gathered_is_an_empty_list(inside: World) -> None:
    gifts = (
        select(Donation.id, func.sum(Donation.amount).label("total"))
        .where(*about(Donation))
        .group_by(Donation.id)
    )

    row = gathered.ask(select(gathered.rows(gifts).label("gifts")), inside.ours, 4711)

    assert row.gifts == []
