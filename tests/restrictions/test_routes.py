"""Importing restrictions on the screen: a file or addresses, columns, check, question, result."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import jobs
from tests.profiles.pages import PART, check, root_id, words
from tests.restrictions.pages import CHOSEN, FILE, FIRST, NEW, send


def test_the_first_page_says_that_it_only_restricts_and_cannot_be_undone(as_bob: FlaskClient) -> None:
    page, part = as_bob.get(NEW), as_bob.get(NEW, headers=PART)

    check(page)
    assert root_id(part) == "new"
    assert "It only restricts" in words(page)
    assert "cannot be undone as a whole" in words(page)
    assert "Import restrictions" in words(as_bob.get("/imports"))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Choose a file, or paste addresses below."),
        ({"pasted": "nobody\nis here"}, "no email addresses"),
        ({"source": "x" * 81, "pasted": "a@example.org"}, "below 80 characters"),
    ],
)
def test_a_refused_file_leaves_nothing_and_says_what_to_do(
    as_bob: FlaskClient, fields: dict[str, str], says: str
) -> None:
    reply = send(as_bob, **fields)

    check(reply)
    assert reply.status_code == 422
    assert says in words(reply)
    assert "No imports yet" in words(as_bob.get("/imports"))


def test_pasted_addresses_need_a_reason_before_they_are_checked(
    app: Flask, as_bob: FlaskClient, people: None
) -> None:
    reply = send(as_bob, pasted="Ann <ann@example.org>, new@example.org; nope@", source="A letter")

    page = as_bob.get(reply.location)
    check(page)
    assert "looks like data" not in words(page)
    refused = as_bob.post(reply.location, data={"do": "check", "email": "0"})
    check(refused)
    assert (refused.status_code, "Say why these addresses" in words(refused)) == (422, True)
    as_bob.post(reply.location, data={"do": "check", "email": "0", "reason": "unsubscribed"})
    jobs.drain(app)
    assert "= 3 rows" in words(as_bob.get(f"{FIRST}/review"))


def test_lines_without_an_address_are_listed_and_none_is_taken_for_a_header(
    app: Flask, as_bob: FlaskClient, people: None
) -> None:
    reply = send(as_bob, pasted="ann lee ann.lee@example\nann@example.org; rubbish\ncarl@@example.org")

    as_bob.post(reply.location, data={"do": "check", "email": "0", "reason": "unsubscribed"})
    jobs.drain(app)

    unread = words(as_bob.get(f"{FIRST}/review?show=invalid"))
    assert "= 4 rows" in unread
    assert all(lost in unread for lost in ("ann lee ann.lee@example", "rubbish", "carl@@example.org"))


def test_the_columns_show_what_a_choice_would_mean_and_keep_nothing(
    as_bob: FlaskClient, people: None
) -> None:
    url = send(as_bob, FILE).location

    page = as_bob.get(url)
    part = as_bob.post(url, data={"do": "preview", "email": "0", "reason": "bounced"}, headers=PART)

    check(page)
    said = words(page)
    assert "“Status”" in said
    assert "ann@example.org Unsubscribed Feb 3, 2024" in said
    assert "“Status” says “subscribed”. That is ignored" in said
    assert "in the future. It counts from today" in said
    assert root_id(part) == "columns"
    assert "Every row counts as “Bounced”." in words(part)
    assert "1 of the first 5 rows says that mail is welcome." in words(part)
    assert "Every row counts as" not in words(as_bob.get(url))


def test_what_a_value_means_can_be_chosen(app: Flask, as_bob: FlaskClient, people: None) -> None:
    url = send(as_bob, "Email,Status\nann@example.org,abgemeldet\nbob@example.org,cleaned\n").location
    assert "Not known: list these rows as problems" in words(as_bob.get(url))

    chosen = {"use": "1", "means-1-0": "unsubscribed", "means-1-1": "nothing"}
    as_bob.post(url, data=CHOSEN | {"date": ""} | chosen)
    jobs.drain(app)

    said = words(as_bob.get(f"{FIRST}/review"))
    assert "1 belong to people you know" in said
    assert "1 say no nowhere" in said


def test_dates_that_can_be_read_in_two_ways_are_asked_for(
    app: Flask, as_bob: FlaskClient, people: None
) -> None:
    url = send(as_bob, "Email,Date\nann@example.org,4/2/2024\n").location
    typed = {"do": "check", "email": "0", "reason": "unsubscribed", "date": "1"}

    refused = as_bob.post(url, data=typed)
    as_bob.post(url, data=typed | {"date_format": "dmy"})
    jobs.drain(app)

    assert refused.status_code == 422
    assert "“4/2/2024” can be read in two ways" in words(refused)
    assert "since Feb 4, 2024" in words(as_bob.get(f"{FIRST}/review"))


def test_the_file_can_be_read_in_another_way(as_bob: FlaskClient) -> None:
    url = send(as_bob, "List of people\n\nwho;Status\nann@example.org;unsubscribed\n").location
    typed = {"encoding": "utf-8", "delimiter": ";", "header_row": "3", "sheet": ""}

    part = as_bob.post(f"{FIRST}/reading", data=typed, headers=PART)
    wrong = as_bob.post(f"{FIRST}/reading", data=typed | {"header_row": "40"})
    plain = as_bob.post(f"{FIRST}/reading", data=typed | {"header_row": "3"})

    assert 'id="reading"' in part.text
    assert "#columns" in part.text
    assert (wrong.status_code, plain.location) == (422, url)
    assert "still read as before" in words(wrong)
    assert "“Status”" in words(as_bob.get(url))
