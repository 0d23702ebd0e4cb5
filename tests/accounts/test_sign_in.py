"""Signing in: one answer for every failure, waits that grow, and a new token each time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts import passwords
from app.accounts.models import Membership, SignInAttempt, Staff, StaffSession
from app.db import db
from tests.accounts.pages import sessions_of, sign_in, words
from tests.factories import PASSWORD, World

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("world")


def test_the_right_password_leads_in_and_back_to_the_page_asked_for(client: FlaskClient) -> None:
    form = {"email": " Alice@Example.ORG ", "password": PASSWORD, "next": "/settings/people?a=1"}

    answer = client.post("/sign-in", data=form)

    assert (answer.status_code, answer.location) == (303, "/settings/people?a=1")
    assert client.get("/settings").status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example.org/",
        "//evil.example.org/",
        "/\\evil.example.org",
        "javascript:alert(1)",
        "",
        "/\tx",
    ],
)
def test_nobody_is_sent_to_another_site(client: FlaskClient, target: str) -> None:
    form = {"email": "alice@example.org", "password": PASSWORD, "next": target}

    assert client.post("/sign-in", data=form).location == "/"


def test_every_failure_has_the_same_words(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        db.session.add(Staff(email="new@example.org", email_key="new@example.org", name="New"))
        db.session.commit()

    emails = ("alice@example.org", "nobody@example.org", "new@example.org")
    with time_machine.travel(NOON, tick=False):  # the token against forged requests has the second in it
        answers = [
            client.post("/sign-in", data={"email": email, "password": "not right"}) for email in emails
        ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert "do not belong together" in words(answers[0].text)
    pages = {answer.text.replace(email, "") for answer, email in zip(answers, emails, strict=True)}
    assert len(pages) == 1


def test_an_empty_form_says_what_is_missing(client: FlaskClient) -> None:
    page = client.post("/sign-in", data={})

    assert page.status_code == 422
    assert "Type an email address. Type a password." in words(page.text)


def test_after_five_failures_even_the_right_password_waits_and_then_works(client: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert [sign_in(client, password="wrong") for _ in range(5)] == [422] * 5

        refused = client.post("/sign-in", data={"email": "alice@example.org", "password": PASSWORD})
        clock.shift(timedelta(seconds=int(refused.headers["Retry-After"])))

        assert refused.status_code == 429
        assert "Wait 16 seconds" in words(refused.text)
        assert sign_in(client) == 303


def test_each_further_failure_doubles_the_wait_and_success_forgets_them(client: FlaskClient) -> None:
    waits = []
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(8):
            answer = client.post("/sign-in", data={"email": "alice@example.org", "password": "wrong"})
            while answer.status_code == 429:
                waits.append(int(answer.headers["Retry-After"]))
                clock.shift(timedelta(seconds=waits[-1]))
                answer = client.post("/sign-in", data={"email": "alice@example.org", "password": "wrong"})
        clock.shift(timedelta(minutes=15))
        assert sign_in(client) == 303

        assert waits == [16, 31, 61]
        assert [sign_in(client, password="wrong") for _ in range(5)] == [422] * 5


def test_an_unknown_address_waits_like_a_known_one(client: FlaskClient) -> None:
    statuses = [sign_in(client, email="nobody@example.org", password="wrong") for _ in range(6)]

    assert statuses == [422] * 5 + [429]


def test_one_account_waiting_keeps_nobody_else_out(client: FlaskClient) -> None:
    for _ in range(6):
        sign_in(client, password="wrong")

    assert sign_in(client, email="bob@example.org") == 303


def test_a_network_that_tries_many_accounts_waits_and_another_does_not(client: FlaskClient) -> None:
    for number in range(30):
        sign_in(client, email=f"guess{number}@example.org", password="wrong")

    elsewhere = {"REMOTE_ADDR": "198.51.100.7"}
    form = {"email": "bob@example.org", "password": PASSWORD}
    assert client.post("/sign-in", data=form).status_code == 429
    assert client.post("/sign-in", data=form, environ_overrides=elsewhere).status_code == 303


def test_old_failures_are_forgotten(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(5):
            sign_in(client, password="wrong")
        clock.shift(timedelta(hours=25))
        sign_in(client, password="wrong")

    with app.app_context():
        assert len(db.session.scalars(select(SignInAttempt)).all()) == 2


def test_signing_in_gives_a_new_token_and_stores_only_its_hash(app: Flask, client: FlaskClient) -> None:
    sign_in(client)
    with client.session_transaction() as session:
        first = session["_user_id"]
    sign_in(client)
    with client.session_transaction() as session:
        second = session["_user_id"]

    with app.app_context():
        stored = db.session.scalars(select(StaffSession.token_hash)).all()
    assert first != second
    assert len(first) >= 43
    assert not {first, second} & set(stored)


def test_signing_out_ends_the_session_on_the_server(app: Flask, world: World, client: FlaskClient) -> None:
    sign_in(client)
    with client.session_transaction() as session:
        token = session["_user_id"]

    assert client.post("/sign-out").location == "/sign-in"

    with client.session_transaction() as session:
        session["_user_id"] = token
    assert client.get("/settings").status_code == 401
    assert sessions_of(app, world.alice) == 0


def test_whoever_is_signed_in_already_goes_on(as_alice: FlaskClient) -> None:
    assert as_alice.get("/sign-in?next=/settings").location == "/settings"


def test_a_password_stored_at_another_cost_is_stored_anew(
    app: Flask, world: World, client: FlaskClient
) -> None:
    passwords.use(passwords.Cost(memory=16, passes=1))
    try:
        sign_in(client)
    finally:
        passwords.use(passwords.CHEAP)

    with app.app_context():
        stored = db.session.get_one(Staff, world.alice).password_hash
    assert stored
    assert "$m=16,t=1,p=1$" in stored


def test_the_cost_in_use_is_what_owasp_asks_for() -> None:
    assert (passwords.STRONG.memory, passwords.STRONG.passes, passwords.STRONG.lanes) == (19_456, 2, 1)


def test_somebody_who_belongs_nowhere_is_told_so(app: Flask, world: World, client: FlaskClient) -> None:
    with app.app_context():
        db.session.delete(db.session.get_one(Membership, (world.ours, world.vera)))
        db.session.commit()

    page = client.post("/sign-in", data={"email": "vera@example.org", "password": PASSWORD})

    assert page.status_code == 422
    assert "do not belong to a workspace" in words(page.text)
