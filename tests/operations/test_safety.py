"""A server with dangerous settings does not start."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine

from app.config import Settings
from app.db import db
from app.operations import folder, safety

GOOD = "k" * 40


@pytest.fixture
def bare() -> Flask:
    return Flask("bare")


def dangers(bare: Flask, host: str = "127.0.0.1", **values: Any) -> safety.Dangers:
    bare.config["SETTINGS"] = replace(Settings(), **values)
    return safety.dangers(bare, host)


@pytest.mark.parametrize(
    ("host", "values", "word"),
    [
        ("127.0.0.1", {"secret_key": "dev"}, "KITH_SECRET_KEY"),
        ("127.0.0.1", {"secret_key": "k" * 31}, "KITH_SECRET_KEY"),
        ("0.0.0.0", {"development": True}, "KITH_DEVELOPMENT"),
        ("127.0.0.1", {"development": True, "public_url": "https://kith.example.org"}, "KITH_DEVELOPMENT"),
    ],
)
def test_these_settings_are_refused_with_their_name(
    bare: Flask, host: str, values: dict[str, Any], word: str
) -> None:
    found = dangers(bare, host, **values)

    assert len(found.fatal) == 1
    assert word in found.fatal[0]


@pytest.mark.parametrize(
    ("host", "values"),
    [
        ("127.0.0.1", {}),
        ("::1", {"development": True}),
        ("localhost", {"secret_key": GOOD}),
        ("0.0.0.0", {"public_url": "https://kith.example.org", "secret_key": GOOD}),
    ],
)
def test_these_settings_are_fine(bare: Flask, host: str, values: dict[str, Any]) -> None:
    assert dangers(bare, host, **values) == safety.Dangers((), ())


def test_debug_mode_is_for_ones_own_machine(bare: Flask) -> None:
    bare.debug = True

    assert dangers(bare).fatal == ()
    assert "FLASK_DEBUG" in dangers(bare, "0.0.0.0").fatal[0]


def test_passwords_over_plain_http_are_warned_of(bare: Flask) -> None:
    found = dangers(bare, "0.0.0.0")

    assert found.fatal == ()
    assert "HTTPS" in found.warnings[0]


def test_a_network_disk_is_warned_of_unless_the_data_is_elsewhere(
    bare: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "file_system", lambda path: "nfs4")

    assert "network" in dangers(bare).warnings[0]
    assert dangers(bare, database_url="postgresql://kith@db.example.org/kith").warnings == ()


@pytest.mark.both
def test_requests_run_as_a_role_that_is_fenced_in(app: Flask) -> None:
    with app.app_context():
        assert safety.role_danger() is None


@pytest.mark.postgres
def test_a_role_that_passes_the_fence_is_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = create_engine(app.config["OWNER_URL"])
    monkeypatch.setattr(type(db), "engine", property(lambda self: owner))
    with app.app_context():
        why = safety.role_danger()
    owner.dispose()

    assert why is not None
    assert "kith_app" in why
