"""Watchers are told whether people can be served, and nothing else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import SignInAttempt
from app.db import db
from app.operations import health, schema
from tests.factories import World

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "REMEMBERED", -1.0)
    monkeypatch.setattr(health, "_answers", {})


def test_a_server_without_workspace_is_ready_and_the_probe_leaves_no_row(
    app: Flask, client: FlaskClient
) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.get_json()) == (200, {"status": "ready"})
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignInAttempt)) == 0


def test_a_live_process_says_so(client: FlaskClient) -> None:
    assert client.get("/livez").get_json() == {"status": "alive"}


def test_a_full_disk_makes_it_not_ready(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "free_share", lambda path: 0.09)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.get_json()) == (503, {"status": "not ready", "failing": ["disk"]})


def test_a_pending_migration_makes_it_not_ready(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "head", lambda: "9999")

    assert client.get("/readyz").get_json()["failing"] == ["migrations"]


def test_a_database_that_cannot_be_written_makes_it_not_ready(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "new_id", lambda: None)  # what the database refuses to write

    assert client.get("/readyz").get_json()["failing"] == ["database"]


def test_an_answer_is_given_again_for_a_while(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "REMEMBERED", 60.0)
    first = client.get("/readyz").status_code
    monkeypatch.setattr(health, "free_share", lambda path: 0.0)

    assert (first, client.get("/readyz").status_code) == (200, 200)
