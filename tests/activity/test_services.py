"""Recording facts of other systems: once each, in sets, and never across workspaces."""

import random

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.activity import services
from app.activity.domain.arrivals import NewCampaign, NewDonation, NewEmailEvent, NewEvent, NewRegistration
from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.activity.models import Delivery, Donation, EmailEvent
from app.db import OtherWorkspace, bind, db
from tests.activity.makers import NOON, at, day, people
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both
K = EmailEventKind


def gift(person: int, amount: int = 1000, key: str | None = None, source: str = "shop") -> NewDonation:
    return NewDonation(
        constituent_id=person,
        amount=amount,
        currency="USD",
        received_on=day("2026-03-04"),
        source=source,
        external_key=key,
    )


def report(
    person: int, campaign: int, kind: EmailEventKind, time: str = "2026-03-04 12:00", **more: object
) -> NewEmailEvent:
    return NewEmailEvent(constituent_id=person, campaign_id=campaign, kind=kind, at=at(time), **more)  # type: ignore[arg-type]


def campaign(workspace_id: int) -> int:
    return services.record_campaigns(workspace_id, [NewCampaign(name="Spring", sent_at=NOON)]).ids[0]


def delivery(person: int, campaign_id: int) -> Delivery:
    return db.session.scalars(
        select(Delivery).where(Delivery.constituent_id == person, Delivery.campaign_id == campaign_id),
        execution_options={"populate_existing": True},
    ).one()


def test_a_gift_that_arrives_again_is_not_stored_again(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    first = services.record_donations(inside.ours, [gift(ann, key="d1"), gift(ann, key="d2")])

    again = services.record_donations(inside.ours, [gift(ann, key="d2"), gift(ann, key="d3")])

    assert (first.added, again.added) == (2, 1)
    assert again.ids[0] == first.ids[1]
    assert db.session.scalar(select(func.count()).select_from(Donation)) == 3


def test_the_same_key_of_two_sources_is_two_gifts(inside: World) -> None:
    (ann,) = people(inside.ours, 1)

    recorded = services.record_donations(
        inside.ours, [gift(ann, key="1", source="shop"), gift(ann, key="1", source="bank")]
    )

    assert recorded.added == 2


def test_a_key_that_comes_twice_in_one_set_is_one_gift(inside: World) -> None:
    (ann,) = people(inside.ours, 1)

    recorded = services.record_donations(inside.ours, [gift(ann, key="1"), gift(ann, key="1")])

    assert recorded.added == 1
    assert recorded.ids[0] == recorded.ids[1]


def test_gifts_without_a_key_are_all_stored(inside: World) -> None:
    (ann,) = people(inside.ours, 1)

    recorded = services.record_donations(inside.ours, [gift(ann), gift(ann)])

    assert (recorded.added, len(set(recorded.ids))) == (2, 2)


def test_a_refund_follows_its_gift_in_the_same_set(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    given = services.record_donations(inside.ours, [gift(ann, 5000)]).ids[0]

    services.record_donations(
        inside.ours,
        [
            NewDonation(
                constituent_id=ann,
                amount=-2000,
                currency="USD",
                received_on=day("2026-04-01"),
                refund_of_id=given,
            )
        ],
    )

    assert sorted(db.session.scalars(select(Donation.amount))) == [-2000, 5000]


def test_a_refund_must_take_money_away() -> None:
    with pytest.raises(ValueError, match="negative"):
        NewDonation(
            constituent_id=1, amount=2000, currency="USD", received_on=day("2026-04-01"), refund_of_id=2
        )


def test_facts_cannot_be_given_to_somebody_of_another_workspace(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    db.session.commit()
    db.session.remove()
    bind(inside.theirs)

    with pytest.raises(IntegrityError):
        services.record_donations(inside.theirs, [gift(ann)])


def test_a_session_of_one_workspace_writes_no_facts_of_another(inside: World) -> None:
    (ann,) = people(inside.ours, 1)

    with pytest.raises(OtherWorkspace):
        services.record_donations(inside.theirs, [gift(ann)])


def test_the_number_of_statements_does_not_grow_with_the_set(inside: World) -> None:
    folk = people(inside.ours, 200)
    mailing = campaign(inside.ours)
    event = services.record_events(inside.ours, [NewEvent(name="Gala", starts_at=NOON)]).ids[0]

    def statements(some: list[int]) -> int:
        with count_statements() as counted:
            services.record_donations(inside.ours, [gift(one, key=f"{one}-{len(some)}") for one in some])
            services.record_registrations(
                inside.ours,
                [NewRegistration(constituent_id=one, event_id=event, registered_at=NOON) for one in some],
            )
            services.record_email_events(inside.ours, [report(one, mailing, K.SENT) for one in some])
        return len(counted)

    assert statements(folk[:1]) == statements(folk)


def test_a_delivery_says_what_became_of_the_message(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    mailing = campaign(inside.ours)

    services.record_email_events(
        inside.ours,
        [
            report(ann, mailing, K.CLICKED, "2026-03-04 18:00"),
            report(ann, mailing, K.SENT, "2026-03-04 12:00"),
            report(ann, mailing, K.DELIVERED, "2026-03-04 12:01"),
            report(ann, mailing, K.OPENED, "2026-03-04 12:02", machine=True),
            report(ann, mailing, K.OPENED, "2026-03-05 08:00"),
            report(ann, mailing, K.OPENED, "2026-03-04 17:59"),
        ],
    )

    found = delivery(ann, mailing)
    assert found.sent_at == at("2026-03-04 12:00")
    assert found.delivered_at == at("2026-03-04 12:01")
    assert found.machine_opened_at == at("2026-03-04 12:02")
    assert found.opened_at == at("2026-03-04 17:59")
    assert found.clicked_at == at("2026-03-04 18:00")
    assert (found.bounced_at, found.bounce, found.complained_at) == (None, None, None)


def test_a_machine_that_opens_does_not_make_an_open(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    mailing = campaign(inside.ours)

    services.record_email_events(inside.ours, [report(ann, mailing, K.OPENED, machine=True)])

    assert delivery(ann, mailing).opened_at is None
    assert delivery(ann, mailing).machine_opened_at is not None


def test_a_message_the_tool_dropped_was_never_sent(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    mailing = campaign(inside.ours)

    services.record_email_events(inside.ours, [report(ann, mailing, K.DROPPED)])

    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0


@pytest.mark.parametrize(
    ("reported", "kept"),
    [
        ([BounceKind.TRANSIENT], BounceKind.TRANSIENT),
        ([BounceKind.TRANSIENT, BounceKind.PERMANENT], BounceKind.PERMANENT),
        ([BounceKind.PERMANENT, BounceKind.TRANSIENT], BounceKind.PERMANENT),
        ([None], BounceKind.TRANSIENT),
    ],
)
def test_a_permanent_bounce_stays_permanent(
    inside: World, reported: list[BounceKind | None], kept: BounceKind
) -> None:
    (ann,) = people(inside.ours, 1)
    mailing = campaign(inside.ours)

    for bounce in reported:
        services.record_email_events(inside.ours, [report(ann, mailing, K.BOUNCED, bounce=bounce)])

    assert delivery(ann, mailing).bounce == kept


def test_deliveries_do_not_depend_on_the_order_in_which_events_arrive(inside: World) -> None:
    folk = people(inside.ours, 3)
    mailing = campaign(inside.ours)
    kinds = [K.SENT, K.DELIVERED, K.OPENED, K.OPENED, K.CLICKED, K.BOUNCED, K.COMPLAINED, K.UNSUBSCRIBED]
    times = [f"2026-03-0{number + 1} 10:00" for number in range(len(kinds))]
    outcomes = []
    for seed, person in enumerate(folk):
        events = [report(person, mailing, kind, time) for kind, time in zip(kinds, times, strict=True)]
        random.Random(seed).shuffle(events)
        for event in events:
            services.record_email_events(inside.ours, [event])
        found = delivery(person, mailing)
        outcomes.append(
            (found.sent_at, found.delivered_at, found.opened_at, found.clicked_at, found.bounced_at)
        )

    assert len(set(outcomes)) == 1


def test_an_email_event_that_arrives_again_changes_nothing(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    mailing = campaign(inside.ours)
    event = report(ann, mailing, K.OPENED, external_key="e1", source="tool")
    services.record_email_events(inside.ours, [event])
    before = delivery(ann, mailing).opened_at

    again = services.record_email_events(inside.ours, [event])

    assert again.added == 0
    assert delivery(ann, mailing).opened_at == before
    assert db.session.scalar(select(func.count()).select_from(EmailEvent)) == 1
