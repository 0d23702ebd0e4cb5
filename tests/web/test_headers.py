"""What every answer says to browsers and caches."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.web.headers import POLICY


@pytest.mark.parametrize("path", ["/design", "/nothing-here", "/crash", "/refuse/403"])
def test_every_answer_is_protected(visitor: FlaskClient, path: str) -> None:
    headers = visitor.get(path).headers

    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert {"HX-Request", "HX-Request-Type", "Cookie"} <= set(headers["Vary"].split(", "))


def test_the_policy_allows_nothing_unsafe_and_nothing_foreign() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "default-src 'none'" in POLICY
    assert "frame-ancestors 'none'" in POLICY


def test_strict_transport_is_asked_only_over_https(bare: Flask) -> None:
    client = bare.test_client()

    assert "Strict-Transport-Security" not in client.get("/design").headers
    assert "Strict-Transport-Security" in client.get("/design", base_url="https://kith.example.org").headers


def test_a_route_may_set_its_own_headers(bare: Flask) -> None:
    bare.add_url_rule("/own", "own", lambda: ("", 200, {"Referrer-Policy": "no-referrer"}))

    assert bare.test_client().get("/own").headers["Referrer-Policy"] == "no-referrer"
