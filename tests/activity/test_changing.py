"""Facts are changed and removed in sets, and what rests on them follows."""

import pytest
from sqlalchemy import func, select

from app.activity import services
from app.activity.domain.arrivals import (
    NewCampaign,
    NewDonation,
    NewEmailEvent,
    NewEvent,
    NewRegistration,
    NewSoftCredit,
)
from app.activity.domain.kinds import BounceKind, EmailEventKind, GiftStatus, RegistrationStatus
from app.activity.domain.outcomes import Outcome
from app.activity.models import (
    Campaign,
    Delivery,
    Donation,
    EmailEvent,
    Event,
    Registration,
    SoftCredit,
)
from app.db import OtherWorkspace, db
from tests.activity.makers import NOON, at, day, people
from tests.activity.rolled import assert_in_step
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both
K = EmailEventKind


def gift(person: int, amount: int = 1_000, **more: object) -> NewDonation:
    told = {"received_on": day("2026-03-04"), "currency": "USD", **more}
    return NewDonation(constituent_id=person, amount=amount, **told)  # type: ignore[arg-type]


def given(workspace_id: int, *gifts: NewDonation) -> tuple[int, ...]:
    return services.record_donations(workspace_id, gifts).ids


def stored(donation: int) -> Donation:
    return db.session.scalars(select(Donation).where(Donation.id == donation)).one()


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_changed_fact_has_a_new_version_and_the_sums_follow(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    own, other = given(inside.ours, gift(ann, status=GiftStatus.PENDING), gift(ann, 500))
    before = stored(own)
    assert (before.version, before.updated_at, before.kept) == (1, None, [])

    services.change(inside.ours, Donation, {own: {"status": GiftStatus.SETTLED, "amount": 700}, other: {}})

    after = stored(own)
    assert (after.status, after.amount, after.version) == (GiftStatus.SETTLED, 700, 2)
    assert after.updated_at is not None
    assert (stored(other).amount, stored(other).version) == (500, 1)
    assert_in_step(inside.ours)


def test_a_gift_that_moves_to_somebody_else_leaves_the_sums_of_the_first(inside: World) -> None:
    ann, ben = people(inside.ours, 2)
    (own,) = given(inside.ours, gift(ann))

    services.change(inside.ours, Donation, {own: {"constituent_id": ben}})

    assert stored(own).constituent_id == ben
    assert_in_step(inside.ours)


def test_the_number_of_statements_does_not_grow_with_the_facts(inside: World) -> None:
    folk = people(inside.ours, 60)
    ids = given(inside.ours, *(gift(one) for one in folk))

    def statements(some: tuple[int, ...]) -> int:
        with count_statements() as counted:
            services.change(inside.ours, Donation, {own: {"fund": "Roof", "amount": own % 7} for own in some})
            services.remove(inside.ours, Donation, some)
        return len(counted)

    assert statements(ids[:2]) == statements(ids[2:])
    assert_in_step(inside.ours)


def test_facts_of_another_workspace_are_neither_changed_nor_removed(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    (own,) = given(inside.ours, gift(ann))

    with pytest.raises(OtherWorkspace):
        services.change(inside.theirs, Donation, {own: {"amount": 5}})
    with pytest.raises(OtherWorkspace):
        services.remove(inside.theirs, Donation, [own])

    assert services.remove(inside.ours, Donation, [own + 1]) == {own + 1}
    assert stored(own).amount == 1_000


def test_a_gift_goes_with_its_refund_and_soft_credits_and_never_without(inside: World) -> None:
    ann, ben = people(inside.ours, 2)
    (own,) = given(inside.ours, gift(ann))
    (back,) = given(inside.ours, gift(ann, -400, refund_of_id=own))
    services.record_soft_credits(
        inside.ours, [NewSoftCredit(donation_id=own, constituent_id=ben, amount=300)] * 2
    )
    assert count(SoftCredit) == 1
    assert_in_step(inside.ours)

    assert services.remove(inside.ours, Donation, [own]) == frozenset()
    assert count(Donation) == 2

    assert services.remove(inside.ours, Donation, [own, back]) == {own, back}
    assert (count(Donation), count(SoftCredit)) == (0, 0)
    assert_in_step(inside.ours)


def test_an_event_and_a_campaign_stay_while_something_hangs_on_them(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    gala, quiz = services.record_events(
        inside.ours, [NewEvent(name=name, starts_at=NOON) for name in ("Gala", "Quiz")]
    ).ids
    spring, fall = services.record_campaigns(
        inside.ours, [NewCampaign(name=name, sent_at=NOON) for name in ("Spring", "Fall")]
    ).ids
    place = NewRegistration(constituent_id=ann, event_id=gala, registered_at=NOON)
    (own,) = services.record_registrations(inside.ours, [place]).ids
    dropped = NewEmailEvent(constituent_id=ann, campaign_id=spring, kind=K.DROPPED, at=NOON)
    services.record_email_events(inside.ours, [dropped])

    assert services.remove(inside.ours, Event, [gala, quiz]) == {quiz}
    assert services.remove(inside.ours, Campaign, [spring, fall]) == {fall}

    services.remove(inside.ours, Registration, [own])
    assert services.remove(inside.ours, Event, [gala]) == {gala}
    assert_in_step(inside.ours)


def test_a_registration_that_names_no_currency_costs_in_the_workspaces(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    (gala,) = services.record_events(inside.ours, [NewEvent(name="Gala", starts_at=NOON)]).ids
    told = {"constituent_id": ann, "event_id": gala, "registered_at": NOON, "fee": 2_500}
    services.record_registrations(
        inside.ours,
        [NewRegistration(**told), NewRegistration(**told, currency="EUR")],  # type: ignore[arg-type]
    )

    assert set(db.session.scalars(select(Registration.currency))) == {"USD", "EUR"}
    every = db.session.scalars(select(Registration.id)).all()
    services.change(
        inside.ours, Registration, {own: {"status": RegistrationStatus.ATTENDED} for own in every}
    )
    assert_in_step(inside.ours)


def test_a_delivery_is_what_its_remaining_reports_come_to(inside: World) -> None:
    ann, ben = people(inside.ours, 2)
    (spring,) = services.record_campaigns(inside.ours, [NewCampaign(name="Spring", sent_at=NOON)]).ids

    def report(who: int, kind: EmailEventKind, time: str, **more: object) -> NewEmailEvent:
        when = at(f"2026-03-04 {time}")
        return NewEmailEvent(constituent_id=who, campaign_id=spring, kind=kind, at=when, **more)  # type: ignore[arg-type]

    reports = [
        report(ann, K.SENT, "12:00"),
        report(ann, K.OPENED, "13:00"),
        report(ann, K.UNSUBSCRIBED, "14:00"),
        report(ben, K.BOUNCED, "12:00", bounce=BounceKind.PERMANENT),
    ]
    sent, opened, left, bounced = services.record_email_events(inside.ours, reports).ids
    found = {each.constituent_id: each for each in db.session.scalars(select(Delivery))}
    assert found[ann].unsubscribed_at == at("2026-03-04 14:00")
    assert found[ann].outcome == Outcome.DELIVERED | Outcome.OPENED | Outcome.UNSUBSCRIBED
    assert found[ben].outcome == Outcome.BOUNCED | Outcome.FOR_GOOD

    services.remove(inside.ours, EmailEvent, [opened])
    db.session.expire_all()
    assert found[ann].outcome == Outcome.DELIVERED | Outcome.UNSUBSCRIBED  # who answers a message has got it
    services.remove(inside.ours, EmailEvent, [left, bounced])

    [remains] = db.session.scalars(select(Delivery), execution_options={"populate_existing": True}).all()
    assert (remains.constituent_id, remains.outcome, remains.opened_at) == (ann, 0, None)
    assert remains.unsubscribed_at is None
    assert_in_step(inside.ours)
    assert services.remove(inside.ours, EmailEvent, [sent]) == {sent}
    assert count(Delivery) == 0
