"""Logs hold ids and routes, and nothing about a person."""

import json
import logging
import sys

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.web import logs
from app.web.logs import JsonLines

CANARY = "ann.canary@example.org"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    caplog.handler.setFormatter(JsonLines())
    return caplog


def test_a_request_is_one_line_with_its_route_not_its_address(
    visitor: FlaskClient, lines: pytest.LogCaptureFixture
) -> None:
    reply = visitor.get(f"/refuse/404?q={CANARY}")

    line = next(line for line in map(json.loads, lines.text.splitlines()) if line["logger"] == "kith.request")
    assert line["route"] == "/refuse/<int:status>"
    assert line["status"] == 404
    assert line["request"] == reply.headers["X-Request-ID"]
    assert CANARY not in lines.text


def test_a_crash_is_logged_with_its_place_but_not_its_words(
    visitor: FlaskClient, lines: pytest.LogCaptureFixture
) -> None:
    visitor.get("/crash")

    line = next(line for line in map(json.loads, lines.text.splitlines()) if "exception" in line)
    assert line["exception"] == "RuntimeError"
    assert any("_crash" in frame for frame in line["at"])
    assert "ann@example.org" not in lines.text


def test_arguments_of_a_message_are_left_out() -> None:
    record = logging.LogRecord("other", logging.INFO, __file__, 1, "sent to %s", (CANARY,), None)

    assert json.loads(JsonLines().format(record))["message"] == "sent to %s"


def test_a_line_break_cannot_make_a_second_line() -> None:
    record = logging.LogRecord("kith", logging.INFO, __file__, 1, 'one\n{"level": "forged"}', (), None)

    assert len(JsonLines().format(record).splitlines()) == 1


def test_ids_that_were_noted_are_on_every_further_line(bare: Flask) -> None:
    with bare.test_request_context("/"):
        logs.begin()
        logs.note(workspace=11)
        record = logging.LogRecord("kith", logging.INFO, __file__, 1, "done", (), None)

        assert json.loads(JsonLines().format(record))["workspace"] == 11


def test_two_requests_never_share_an_id(visitor: FlaskClient) -> None:
    ids = {visitor.get("/refuse/404").headers["X-Request-ID"] for _ in range(20)}

    assert len(ids) == 20


def test_an_exception_without_a_place_is_logged_too() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        kind, error, _ = sys.exc_info()
    record = logging.LogRecord("kith", logging.ERROR, __file__, 1, "failed", (), (kind, error, None))  # type: ignore[arg-type]

    line = JsonLines().format(record)
    assert json.loads(line)["at"] == []
    assert CANARY not in line


@pytest.mark.parametrize(
    ("level", "terminal", "expected"),
    [("", True, "WARNING"), ("", False, "INFO"), ("INFO", True, "INFO"), ("ERROR", False, "ERROR")],
)
def test_a_terminal_shows_only_what_went_wrong_unless_asked(
    monkeypatch: pytest.MonkeyPatch, level: str, terminal: bool, expected: str
) -> None:
    given: dict[str, object] = {}
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr(logging, "basicConfig", given.update)

    logs.install(level)

    assert given["level"] == expected
