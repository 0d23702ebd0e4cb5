"""Errors say in plain words what happened and what to do, and never show what is inside."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.web.design import _shell
from app.web.errors import WORDS

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.mark.parametrize("status", sorted(WORDS))
def test_each_error_has_a_page_in_plain_words(visitor: FlaskClient, status: int) -> None:
    reply = visitor.get(f"/refuse/{status}")

    assert reply.status_code == status
    assert f"<h1>{WORDS[status].title}</h1>" in reply.text
    assert WORDS[status].text in reply.text


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_fragment_gets_a_banner_at_the_place_for_errors(visitor: FlaskClient, status: int) -> None:
    reply = visitor.get(f"/refuse/{status}", headers=PARTIAL)

    assert reply.status_code == status
    assert reply.text.startswith('<hx-partial hx-target="#flash, dialog[open] [data-flash]"')
    assert WORDS[status].title in reply.text
    assert "<html" not in reply.text


def test_an_error_without_words_of_its_own_gets_those_of_its_kind(visitor: FlaskClient) -> None:
    assert WORDS[400].title in visitor.get("/refuse/418").text
    assert WORDS[500].title in visitor.get("/refuse/501").text


def test_a_crash_shows_a_number_to_report_and_nothing_of_the_cause(visitor: FlaskClient) -> None:
    reply = visitor.get("/crash")

    assert reply.status_code == 500
    assert "Nothing was changed" in reply.text
    assert reply.headers["X-Request-ID"] in reply.text
    assert "Ann" not in reply.text


def test_a_fault_after_something_was_saved_says_so(bare: Flask) -> None:
    @bare.get("/half")
    def half() -> str:
        session = Session()
        session.begin()
        session.commit()
        raise RuntimeError("the page cannot be made")

    reply = bare.test_client().get("/half")

    assert reply.status_code == 500
    assert "may be saved" in reply.text
    assert "Nothing was changed" not in reply.text


def test_a_fault_is_shown_without_asking_the_features(bare: Flask) -> None:
    @bare.context_processor
    def broken() -> dict[str, object]:
        raise RuntimeError("the database is gone")

    reply = bare.test_client().get("/nothing-here")

    assert reply.status_code == 500
    assert WORDS[500].title in reply.text


def test_a_page_that_is_not_there_keeps_the_ways_of_those_who_are_signed_in(bare: Flask) -> None:
    bare.context_processor(_shell)

    reply = bare.test_client().get("/nothing-here")

    assert reply.status_code == 404
    assert 'aria-label="Main"' in reply.text
    assert '<input type="search" id="search-instead" name="q" required>' in reply.text
    assert WORDS[404].title in reply.text


def test_a_wrong_method_says_which_are_right(visitor: FlaskClient) -> None:
    reply = visitor.post("/crash")

    assert reply.status_code == 405
    assert "GET" in reply.headers["Allow"]


def test_own_words_of_a_refusal_replace_the_general_ones(bare: Flask) -> None:
    from flask import abort

    bare.add_url_rule("/own", "own", lambda: abort(403, description="Only owners may do this."))

    assert "Only owners may do this." in bare.test_client().get("/own").text


def test_what_is_too_large_is_told_the_limit(visitor: FlaskClient) -> None:
    visitor.application.config["MAX_CONTENT_LENGTH"] = 7_000_000

    reply = visitor.get("/refuse/413")

    assert "At most 7 MB can be sent at once." in reply.text
