"""Settings → Email events: turning services on, what came, and what staff do about it."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import jobs
from app.accounts.models import Workspace
from app.audit.models import JournalEntry
from app.db import db
from app.inbound.domain.calls import CallState
from app.inbound.domain.providers import Provider
from app.inbound.models import EmailProvider, EmailReport, WebhookCall
from app.inbound.services import fetching
from app.lifecycle.queries.export import bundle
from app.lifecycle.services.erasing import erase
from tests.consent import makers
from tests.factories import World, inside
from tests.inbound import payloads
from tests.inbound.makers import STAFF, come, opened, sent
from tests.inbound.payloads import ANN, TOPIC

HERE = "/settings/email-events"


def test_a_service_is_turned_on_and_its_address_is_shown_once(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    page = as_alice.post(f"{HERE}/sendgrid/address")
    found = re.search(r'id="url" readonly value="http://localhost(/hooks/sendgrid/[^"]+)"', page.text)

    assert found
    assert sent(app, found[1], [payloads.sendgrid("open")]) == 200
    assert found[1] not in as_alice.get(f"{HERE}/sendgrid").text
    assert "needs" not in as_alice.get(HERE).text
    with inside(app, world.ours):
        told = db.session.scalars(select(JournalEntry.field)).all()
        assert "reports of SendGrid" in told


def test_a_key_is_saved_without_being_shown_again_and_can_be_removed(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    opened(app, world, Provider.MAILGUN)

    as_alice.post(f"{HERE}/mailgun", data={"signing_key": "very-secret-key"})
    as_alice.post(f"{HERE}/mailgun", data={"signing_key": ""})
    page = as_alice.get(f"{HERE}/mailgun").text

    assert "very-secret-key" not in page
    assert "One is saved" in page
    with inside(app, world.ours):
        assert db.session.scalars(select(EmailProvider.signing_key)).one() == "very-secret-key"
        assert "very-secret-key" not in str([vars(each) for each in db.session.scalars(select(JournalEntry))])
    as_alice.post(f"{HERE}/mailgun", data={"forget_key": "y"})
    assert "None is saved" in as_alice.get(f"{HERE}/mailgun").text


def test_names_of_topics_are_mapped_to_interest_groups_each_to_one(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    opened(app, world)
    with inside(app, world.ours):
        makers.workspace(world.ours)
        db.session.commit()

    twice = as_alice.post(f"{HERE}/sendgrid", data={"topic-1": "10, 11", "topic-2": "11"})
    once = as_alice.post(f"{HERE}/sendgrid", data={"topic-1": "10, 11", "topic-2": "12", "topic-99": "13"})

    assert twice.status_code == 422
    assert "“11” stands at two interest groups" in twice.text
    assert once.status_code == 303
    with inside(app, world.ours):
        assert db.session.scalars(select(EmailProvider.topics)).one() == {"10": 1, "11": 1, "12": 2}


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"soft_bounces": "3", "days": "60"}, 303),
        ({"soft_bounces": "0", "days": "60"}, 422),
        ({"soft_bounces": "many", "days": "60"}, 422),
        ({"soft_bounces": "3", "days": "91"}, 422),
    ],
)
def test_the_rules_are_numbers_within_reason(
    app: Flask, world: World, as_alice: FlaskClient, data: dict[str, str], status: int
) -> None:
    assert as_alice.post(HERE, data=data).status_code == status
    with inside(app, world.ours):
        saved = db.session.get_one(Workspace, world.ours).email_events
        assert saved == ({"soft_bounces": 3, "days": 60} if status == 303 else {})


def test_the_log_says_what_came_and_what_it_did(app: Flask, world: World, as_alice: FlaskClient) -> None:
    come(
        app,
        opened(app, world),
        [payloads.sendgrid("bounce", 1, type="bounce"), payloads.sendgrid("open", 2)],
        b"{}",
    )

    page = as_alice.get(f"{HERE}/calls").text
    filtered = as_alice.get(f"{HERE}/calls?state=problem&provider=sendgrid").text

    assert "1 opened, 1 bounced" in page
    assert "1 restriction, 2 about nobody here" in page
    assert ANN not in page
    assert "SendGrid sends a list of events" in filtered
    assert "1 opened" not in filtered
    assert "Nothing like that came" in as_alice.get(f"{HERE}/calls?provider=resend").text


def test_what_was_not_believed_is_tried_again_with_the_right_key(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    path = opened(app, world, Provider.MAILGUN, key="wrong")
    sent(app, path, payloads.mailgun("unsubscribed"))
    with inside(app, world.ours):
        [call] = db.session.scalars(select(WebhookCall.id))

    as_alice.post(f"{HERE}/calls/{call}/attempt")
    assert "It was not tried again" in as_alice.get(f"{HERE}/calls").text
    as_alice.post(f"{HERE}/mailgun", data={"signing_key": payloads.MAILGUN_KEY})
    as_alice.post(f"{HERE}/calls/{call}/attempt")
    jobs.drain(app)

    with inside(app, world.ours):
        assert db.session.scalars(select(WebhookCall.state)).one() is CallState.READ
        assert len(db.session.scalars(select(EmailReport)).all()) == 1


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was fetched from Amazon, which answers in this test only."""
    asked: list[str] = []

    def answer(url: str) -> bytes | fetching.Unreachable:
        asked.append(url)
        return (
            b"<ConfirmSubscriptionResponse/>"
            if url
            else fetching.Unreachable("The address does not lead there.")
        )

    monkeypatch.setattr("app.inbound.routes.log.fetch", answer)
    return asked


def test_amazon_is_believed_after_staff_confirmed_its_topic(
    app: Flask, world: World, as_alice: FlaskClient, fetched: list[str]
) -> None:
    path = opened(app, world, Provider.SES)
    url = "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=1"
    asks = payloads.sns("You have chosen", 1, "SubscriptionConfirmation", SubscribeURL=url, Token="1")
    come(app, path, asks, payloads.sns(payloads.ses("Bounce"), 2))
    with inside(app, world.ours):
        question, early = db.session.scalars(select(WebhookCall).order_by(WebhookCall.id))
        assert (question.state, early.state) == (CallState.WAITING, CallState.PROBLEM)
        assert TOPIC in early.problem

    assert fetched == [], "nothing is fetched by itself"
    as_alice.post(f"{HERE}/calls/{question.id}/confirmation")
    as_alice.post(f"{HERE}/calls/{early.id}/attempt")
    jobs.drain(app)

    assert fetched == [url]
    with inside(app, world.ours):
        assert db.session.scalars(select(EmailProvider.arns)).one() == [TOPIC]
        assert db.session.scalars(select(WebhookCall.state)).all() == [CallState.READ] * 2


def test_a_confirmation_that_leads_elsewhere_is_never_offered(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    asks = payloads.sns("", 1, "SubscriptionConfirmation", SubscribeURL="https://sns.example.org/?Token=1")
    come(app, opened(app, world, Provider.SES), asks)

    page = as_alice.get(f"{HERE}/calls").text
    assert "does not lead to Amazon" in page
    assert "/confirmation" not in page


def test_a_note_is_put_aside(app: Flask, world: World, as_alice: FlaskClient) -> None:
    come(app, opened(app, world), [payloads.sendgrid("group_resubscribe", asm_group_id=3)])
    before = as_alice.get(HERE).text
    with inside(app, world.ours):
        note = db.session.scalars(select(EmailReport.id)).one()

    as_alice.post(f"{HERE}/notes/{note}/reading")

    assert "a•••@example.org" in before
    assert ANN not in before
    assert "a•••@example.org" not in as_alice.get(HERE).text


def test_who_is_exported_gets_her_reports_and_who_is_erased_leaves_none(app: Flask, world: World) -> None:
    with inside(app, world.ours):
        ann = makers.person(makers.workspace(world.ours), ANN)
        db.session.commit()
    path = opened(app, world)
    told: list[dict[str, Any]] = [
        payloads.sendgrid("bounce", 1, "Ann+x@Example.org", reason=f"550 <{ANN}> unknown"),
        payloads.sendgrid("open", 2, "ben@example.org"),
    ]
    come(app, path, told)
    come(app, path, {"problem": "not readable", "to": "Ann Smith <ann@example.org>"})
    come(app, path, [payloads.sendgrid("click", 5, "ben@example.org", url="https://x/?e=ann%40example.org")])
    sent(
        app,
        path,
        [payloads.sendgrid("unsubscribe", 3), payloads.sendgrid("unsubscribe", 4, "cleo@example.org")],
    )

    with inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        [section] = [each for each in bundle(workspace, ann).sections if each.name == "service_reports"]
        assert [row["stop"] for row in section.rows] == ["bounce"]
        assert ANN not in str(section.rows)
        erase(workspace, ann.id, actor=STAFF)
        db.session.commit()
    jobs.drain(app)

    with inside(app, world.ours):
        bodies = [each or b"" for each in db.session.scalars(select(WebhookCall.body))]
        assert not any(b"ann" in each.lower() for each in bodies)
        assert {each.masked for each in db.session.scalars(select(EmailReport))} == {
            "b•••@example.org",
            "c•••@example.org",
        }
