"""The door by which services report: only its address opens it, and nothing that comes in breaks it."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.db import db
from app.inbound import services
from app.inbound.domain.calls import CallState
from app.inbound.domain.providers import Provider
from app.inbound.models import EmailProvider, WebhookCall
from tests.factories import World, inside
from tests.inbound import payloads
from tests.inbound.makers import STAFF, opened, sent
from tests.inbound.payloads import AT, dumped


def calls(app: Flask, world: World) -> list[WebhookCall]:
    with inside(app, world.ours):
        return list(db.session.scalars(select(WebhookCall).order_by(WebhookCall.id)))


def test_only_the_hash_of_the_secret_is_kept(app: Flask, world: World) -> None:
    path = opened(app, world)

    with inside(app, world.ours):
        door = db.session.scalars(select(EmailProvider)).one()
        assert path.rsplit("/", 1)[1] not in str(vars(door))
    assert sent(app, path, [payloads.sendgrid("open")]) == 200
    assert len(calls(app, world)) == 1


def test_any_other_address_is_not_found_and_stores_nothing(app: Flask, world: World) -> None:
    path = opened(app, world)
    secret = path.rsplit("/", 1)[1]
    head, _, tail = secret.partition("-")
    wrong = (
        f"/hooks/mailgun/{secret}",
        f"/hooks/smoke/{secret}",
        f"/hooks/sendgrid/{secret}x",
        f"/hooks/sendgrid/{world.theirs:x}-{tail}",
        f"/hooks/sendgrid/{head}-",
        f"/hooks/sendgrid/{'f' * 16}-{tail}",
        "/hooks/sendgrid/-",
    )

    assert {sent(app, each, [payloads.sendgrid("open")]) for each in wrong} == {404}
    assert calls(app, world) == []


def test_a_new_address_ends_the_old_one_and_a_door_that_is_shut_takes_nothing(
    app: Flask, world: World
) -> None:
    old = opened(app, world)
    new = opened(app, world)
    before = sent(app, old, []), sent(app, new, [])

    with inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        services.turn_off(workspace, Provider.SENDGRID, actor=STAFF)
        db.session.commit()

    assert before == (404, 200)
    assert sent(app, new, [payloads.sendgrid("open")]) == 404


def test_a_browser_that_another_site_lends_is_only_one_more_caller(app: Flask, world: World) -> None:
    path = opened(app, world)
    client = app.test_client()

    answer = client.post(
        path, data=b"[]", headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://example.com"}
    )

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert client.get(path).status_code == 405


def test_what_is_too_large_is_refused_before_it_is_read(app: Flask, world: World) -> None:
    assert sent(app, opened(app, world), b"[" + b" " * 5_000_001) == 413
    assert calls(app, world) == []


def test_a_wrong_signature_is_not_believed_but_nothing_is_lost(app: Flask, world: World) -> None:
    path = opened(app, world, Provider.SENDGRID, key=payloads.sendgrid_public_key())
    body = dumped([payloads.sendgrid("unsubscribe")])
    fitting = payloads.sendgrid_headers(body)
    named = {
        "X-Twilio-Email-Event-Webhook-Signature": fitting["signature"],
        "X-Twilio-Email-Event-Webhook-Timestamp": fitting["timestamp"],
    }

    refused = sent(app, path, body)
    [kept] = calls(app, world)
    accepted = sent(app, path, body, named), sent(app, path, body, named)

    assert (refused, accepted) == (401, (200, 200))
    assert (kept.state, kept.body) == (CallState.REFUSED, body)
    [stored] = calls(app, world)
    assert stored.state is CallState.NEW


def test_mailgun_s_token_opens_once(app: Flask, world: World) -> None:
    path = opened(app, world, Provider.MAILGUN, key=payloads.MAILGUN_KEY)
    first = payloads.mailgun("delivered")
    stolen = {**first, "event-data": {**first["event-data"], "event": "unsubscribed"}}

    with time_machine.travel(AT + timedelta(minutes=1)):
        answers = [sent(app, path, told) for told in (first, stolen, first)]
    with time_machine.travel(AT + timedelta(minutes=12)):
        late = sent(app, path, payloads.mailgun("delivered", 2))

    assert answers == [200, 401, 200]
    assert late == 401
    assert [call.state for call in calls(app, world)] == [CallState.NEW, CallState.REFUSED]


def test_postmark_s_name_and_password_are_asked_for_and_not_kept(app: Flask, world: World) -> None:
    path = opened(app, world, Provider.POSTMARK, key="kith:secret")
    fitting = {"Authorization": "Basic a2l0aDpzZWNyZXQ="}

    answers = [
        sent(app, path, payloads.postmark("Open", 1)),
        sent(app, path, payloads.postmark("Open", 2), fitting),
    ]

    assert answers == [401, 200]
    assert "a2l0aDpzZWNyZXQ=" not in str([call.headers for call in calls(app, world)])


def test_a_flood_of_calls_that_are_not_believed_fills_nothing(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.inbound.services.receiving.REFUSED_AT_MOST", 3)
    path = opened(app, world, Provider.POSTMARK, key="kith:secret")

    assert {sent(app, path, payloads.postmark("Open", number)) for number in range(6)} == {401}
    assert len(calls(app, world)) == 3


@pytest.mark.both
def test_a_call_is_stored_before_it_is_answered_and_once_however_often_it_comes(
    app: Flask, world: World, client: FlaskClient
) -> None:
    path = opened(app, world)

    answers = {sent(app, path, [payloads.sendgrid("unsubscribe")]) for _ in range(3)}

    assert answers == {200}
    [call] = calls(app, world)
    assert (call.state, call.body) == (CallState.NEW, dumped([payloads.sendgrid("unsubscribe")]))
