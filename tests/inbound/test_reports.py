"""What services report, from the call to the ledger and to what people did."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app import jobs
from app.accounts.models import Workspace
from app.activity.models import Campaign, Delivery, EmailEvent
from app.consent import queries as consent
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.gates import Topic
from app.consent.models import ConsentEvent
from app.consent.services import Line, permit
from app.db import db, now
from app.inbound import queries, services
from app.inbound.domain.calls import CallState
from app.inbound.domain.providers import Provider
from app.inbound.models import EmailReport, WebhookCall
from app.inbound.services.storing import store
from app.inbound.services.thinking import think
from tests.consent import makers
from tests.factories import World, inside
from tests.inbound import payloads
from tests.inbound.makers import STAFF, come, in_force, kinds, opened, sent
from tests.inbound.payloads import AT, dumped
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def clock() -> object:
    with time_machine.travel(AT + timedelta(minutes=1), tick=False) as travelling:
        yield travelling


@pytest.fixture
def ann(app: Flask, world: World) -> int:
    """Ann, who may be emailed."""
    with inside(app, world.ours):
        person = makers.person(makers.workspace(world.ours), "Ann@Example.org")
        db.session.commit()
        return person.id


def can_be_emailed(app: Flask, world: World, person: int, topic: int | None = None) -> bool:
    with inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        about = Topic(topic, "it", opt_in=False) if topic else None
        return consent.verdicts(workspace, [person], at=now(), topic=about)[person].eligible


STOPPING = [
    (Provider.SENDGRID, [payloads.sendgrid("bounce", type="bounce")], "bounced"),
    (Provider.MAILGUN, payloads.mailgun("complained"), "complained"),
    (Provider.POSTMARK, payloads.postmark("SpamComplaint", Type="SpamComplaint"), "complained"),
    (
        Provider.RESEND,
        payloads.resend("contact.updated", to=None, email=payloads.ANN, unsubscribed=True),
        "unsubscribed",
    ),
]


@pytest.mark.parametrize(("provider", "told", "kind"), STOPPING)
def test_a_bounce_a_complaint_and_an_unsubscribe_stop_mail(
    app: Flask, world: World, ann: int, provider: Provider, told: object, kind: str
) -> None:
    assert can_be_emailed(app, world, ann)

    come(app, opened(app, world, provider), told)

    assert not can_be_emailed(app, world, ann)
    with inside(app, world.ours):
        [line] = db.session.scalars(select(ConsentEvent)).all()
        assert (line.kind.value, line.party, line.subject_id) == (kind, Party.PROVIDER, ann)
        assert provider.label in line.source
        assert line.actor == provider.label


@pytest.mark.both
def test_what_became_of_messages_is_on_record_with_machines_apart(app: Flask, world: World, ann: int) -> None:
    told = [
        payloads.sendgrid("processed", 1),
        payloads.sendgrid("delivered", 2),
        payloads.sendgrid("open", 3, sg_machine_open=True),
        payloads.sendgrid("open", 4, category=None),
    ]

    come(app, opened(app, world), told)

    with inside(app, world.ours):
        names = {each.name: each.sent_at for each in db.session.scalars(select(Campaign))}
        assert names.keys() == {"spring appeal", "SendGrid, November 2026"}
        assert names["spring appeal"] == AT + timedelta(seconds=1)
        first = db.session.scalars(select(Delivery).order_by(Delivery.sent_at)).first()
        assert first is not None
        assert (first.constituent_id, first.opened_at) == (ann, None)
        assert first.machine_opened_at == AT + timedelta(seconds=3)
        call = db.session.scalars(select(WebhookCall)).one()
        assert call.state is CallState.READ
        assert call.counts == {"sent": 1, "delivered": 1, "opened": 2}
        assert call.body is not None


def test_nothing_that_comes_in_lifts_anything(app: Flask, world: World, ann: int) -> None:
    path = opened(app, world)
    come(app, path, [payloads.sendgrid("unsubscribe", 1)])

    come(
        app,
        path,
        [payloads.sendgrid("group_resubscribe", 2, asm_group_id=5)],
        [payloads.sendgrid("delivered", 3)],
    )

    assert not can_be_emailed(app, world, ann)
    with inside(app, world.ours):
        [note] = queries.notes(world.ours)
        assert note.people == ((ann, "Ann Smith"),)
        assert note.topic == "5"


def test_who_leaves_a_mapped_topic_leaves_that_and_who_leaves_another_leaves_all(
    app: Flask, world: World, ann: int
) -> None:
    path = opened(app, world, **{"10": makers.OPT_OUT})

    come(app, path, [payloads.sendgrid("group_unsubscribe", 1, asm_group_id=10)])
    left_one = can_be_emailed(app, world, ann), can_be_emailed(app, world, ann, makers.OPT_OUT)
    come(app, path, [payloads.sendgrid("group_unsubscribe", 2, asm_group_id=11)])

    assert left_one == (True, False)
    assert not can_be_emailed(app, world, ann)


def test_an_unsubscribe_from_before_a_new_yes_does_not_end_it(app: Flask, world: World, ann: int) -> None:
    path = opened(app, world)
    with inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        line = Line(kind=EventKind.RESUBSCRIBED, at=AT + timedelta(seconds=30), subject=ann, statement="yes")
        permit(workspace, [line], party=Party.SUPPORTER, actor=STAFF)
        db.session.commit()

    come(app, path, [payloads.sendgrid("unsubscribe", 1)])
    before = can_be_emailed(app, world, ann)
    come(app, path, [payloads.sendgrid("unsubscribe", 45)])

    assert (before, can_be_emailed(app, world, ann)) == (True, False)


def test_reports_about_nobody_here_wait_and_stop_mail_to_whoever_comes(app: Flask, world: World) -> None:
    path = opened(app, world, **{"10": makers.OPT_OUT})
    with inside(app, world.ours):
        makers.workspace(world.ours)
        db.session.commit()
    group = payloads.sendgrid("group_unsubscribe", 2, "ben@example.org", asm_group_id=10)
    come(app, path, [payloads.sendgrid("bounce", 1), payloads.sendgrid("open", 3), group])

    with inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        ann = makers.person(workspace, "a.n.n@example.org", "ann@example.org").id
        ann2 = makers.person(workspace, "ANN@example.org").id
        ben = makers.person(workspace, "ben@example.org").id
        db.session.commit()

    assert not can_be_emailed(app, world, ann2)
    assert can_be_emailed(app, world, ben)
    assert not can_be_emailed(app, world, ben, makers.OPT_OUT), "at once, not when the work comes round"
    with inside(app, world.ours):
        services.care(world.ours)
        db.session.commit()
    jobs.drain(app)
    with inside(app, world.ours):
        told = set(db.session.execute(select(EmailEvent.constituent_id, EmailEvent.kind)).all())
        assert {person for person, _ in told} == {ann2, ben}, "theirs who are written to there"
        assert ann not in {person for person, _ in told}
        assert db.session.scalars(select(EmailReport.matched_at)).all().count(None) == 0


def test_n_soft_bounces_in_a_row_suppress_the_address_when_the_reports_have_settled(
    app: Flask, world: World, ann: int, clock: time_machine.Traveller
) -> None:
    path = opened(app, world)
    blocked = [payloads.sendgrid("bounce", number, type="blocked") for number in range(1, 6)]
    come(app, path, blocked[3:], blocked[:3])
    at_first = can_be_emailed(app, world, ann)

    clock.shift(timedelta(hours=2))
    with inside(app, world.ours):
        services.care(world.ours)
        db.session.commit()
    jobs.drain(app)

    assert (at_first, can_be_emailed(app, world, ann)) == (True, False)
    with inside(app, world.ours):
        assert {each[1] for each in in_force(world)} == {SuppressionReason.SOFT_BOUNCES}


def test_a_call_is_kept_as_it_came_even_if_nobody_can_read_it(app: Flask, world: World) -> None:
    path = opened(app, world)

    for body in (b"\xff\xfe", b"", b"{}", b"[1, null, {}]", b'[{"email": "a@b", "event": "unsubscribe"}]'):
        assert sent(app, path, body) == 200
    jobs.drain(app)

    with inside(app, world.ours):
        calls = db.session.scalars(select(WebhookCall).order_by(WebhookCall.id)).all()
        assert [call.state for call in calls] == [CallState.PROBLEM] * 4 + [CallState.READ]
        assert calls[0].body == b"\xff\xfe"
        assert all(call.problem for call in calls[:4])


def test_of_somebody_who_was_erased_nothing_is_kept_and_she_is_still_not_mailable(
    app: Flask, world: World
) -> None:
    path = opened(app, world)
    with inside(app, world.ours):
        workspace = makers.workspace(world.ours)
        makers.restricted(
            workspace,
            EventKind.SUPPRESSED,
            address="ann@example.org",
            reason=SuppressionReason.ERASED,
            party=Party.STAFF,
        )
        db.session.commit()

    come(app, path, [payloads.sendgrid("open", 1)])

    with inside(app, world.ours):
        assert db.session.scalars(select(EmailReport)).all() == []
        assert db.session.scalars(select(WebhookCall.body)).one() is None
        assert kinds(world) == ["suppressed"]


def test_calls_are_forgotten_after_the_days_that_the_workspace_chose(
    app: Flask, world: World, clock: time_machine.Traveller
) -> None:
    come(app, opened(app, world), [payloads.sendgrid("open", 1)])

    clock.shift(timedelta(days=29))
    with inside(app, world.ours):
        services.care(world.ours)
        assert len(db.session.scalars(select(WebhookCall)).all()) == 1
        clock.shift(timedelta(days=2))
        services.care(world.ours)
        assert db.session.scalars(select(WebhookCall)).all() == []


def test_a_call_that_nobody_read_is_kept_until_somebody_does(
    app: Flask, world: World, clock: time_machine.Traveller
) -> None:
    assert sent(app, opened(app, world), [payloads.sendgrid("unsubscribe", 1)]) == 200

    clock.shift(timedelta(days=400))
    with inside(app, world.ours):
        services.care(world.ours)
        assert [call.state for call in db.session.scalars(select(WebhookCall))] == [CallState.NEW]


def test_statements_do_not_grow_with_the_number_of_reports(app: Flask, world: World) -> None:
    counts = []
    with inside(app, world.ours):
        workspace = makers.workspace(world.ours)
        people = [f"p{number}@example.org" for number in range(40)]
        for address in people:
            makers.person(workspace, address)
        services.open_door(workspace, Provider.SENDGRID, actor=STAFF)
        door = queries.door(workspace.id, Provider.SENDGRID)
        assert door is not None
        for few in (people[:5], people[5:]):
            told = [payloads.sendgrid("unsubscribe", 7, address, sg_event_id=address) for address in few]
            services.receive(door, dumped(told), {})
            thoughts = think(workspace.id, 0, 10)
            with count_statements() as seen:
                store(workspace, thoughts)
            counts.append(len(seen))

        assert len(kinds(world)) == 40
        assert counts[0] == counts[1] <= 35
