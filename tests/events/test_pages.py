"""The pages about events: they work as pages and as fragments, ask first, and refuse what cannot be."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.activity import services as activity
from app.activity.models import Event
from app.db import db, now
from tests import factories
from tests.events.conftest import Gala, found
from tests.events.makers import (
    ATTENDED,
    CANCELLED,
    NO_SHOW,
    REGISTERED,
    WAITLISTED,
    an_event,
    people,
    registered,
)
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, table, words
from tests.statements import count_statements


def test_the_list_tells_events_to_come_from_past_ones_and_counts_who_came(
    app: Flask, world: World, gala: Gala, as_vera: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        an_event(world.ours, "Summer Course", starts_at=now() + timedelta(days=9), kind="program")
        db.session.commit()

    coming, past = as_vera.get("/events"), as_vera.get("/events?view=past&q=hall", headers=PART)

    check(coming)
    check(past)
    assert "Summer Course" in words(coming)
    assert "Spring Gala" not in words(coming)
    assert "New event" not in words(coming)
    assert root_id(past) == "events"
    [row] = table(past, "Events: Past")
    assert (row[2], row[3], row[4]) == ("2", "0", "Full: 3 1 waiting")


def test_the_page_adds_up_and_finds_people(gala: Gala, as_vera: FlaskClient) -> None:
    page = as_vera.get(gala())
    part = as_vera.get(gala() + "?q=bea", headers=PART)
    waits = as_vera.get(gala() + "?status=waitlisted", headers=PART)

    check(page)
    assert "3 taken of 3, 0 left (2 people and 1 guest)" in words(page)
    assert "$25 of those who hold a place" in words(page)
    assert len(table(page, "Registrations for Spring Gala")) == 4
    assert root_id(part) == "registrations"
    assert [row[0].split()[0] for row in table(part, "Registrations for Spring Gala")] == ["Bea"]
    assert [row[:2] for row in table(waits, "Registrations for Spring Gala")] == [["1", "Cleo Lee C-1003"]]


def test_a_list_has_columns_only_for_what_somebody_has(
    app: Flask, world: World, gala: Gala, as_bob: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        plain = an_event(world.ours, "Plain")
        registered(world.ours, plain, gala.people["ann"])
        db.session.commit()

    full, bare = words(as_bob.get(gala())), words(as_bob.get(f"/events/{plain}"))

    assert "Name Status Ticket Guests Fee Registered" in full
    assert "Name Status Registered Actions Ann Lee C-1001 Registered Feb 5, 2026 Edit" in bare


def test_a_page_takes_as_many_statements_for_many_as_for_few(
    app: Flask, world: World, gala: Gala, as_vera: FlaskClient
) -> None:
    def price(path: str) -> int:
        with count_statements() as seen:
            assert as_vera.get(gala() + path, headers=PART).status_code == 200
        return len(seen)

    paths = ("", "?q=lee", "/check-in", "/list")
    few = [price(path) for path in (*paths, *paths)][4:]
    with factories.inside(app, world.ours):
        registered(world.ours, gala.event, *people(world.ours, *(f"P{number}" for number in range(25))))
        db.session.commit()

    assert [price(path) for path in paths] == few


def test_an_event_is_made_and_changed_by_form(world: World, as_bob: FlaskClient) -> None:
    form = {"name": "Concert", "kind": "event", "first": "2027-03-07", "begins": "19:00", "ends": "18:00"}

    wrong = as_bob.post("/events/new", data=form, headers=PART)
    made = as_bob.post("/events/new", data={**form, "ends": "22:00"})
    page = as_bob.get(made.location)
    edited = as_bob.post(made.location + "/edit", data={**form, "ends": "23:00", "version": "1"})
    late = as_bob.post(made.location + "/edit", data={**form, "ends": "21:00", "version": "1"})

    assert (wrong.status_code, root_id(wrong)) == (422, "event-form")
    assert "It would end before it starts" in words(wrong)
    assert "Mar 7, 2027, 7:00 PM – 10:00 PM" in words(page)
    assert edited.status_code == 303
    assert late.status_code == 422
    assert "Bob saved it meanwhile" in words(late)


def test_the_door_checks_in_and_the_second_door_is_told(
    app: Flask, world: World, gala: Gala, as_bob: FlaskClient, as_alice: FlaskClient
) -> None:
    first = as_bob.post(gala.at_the_door("ann"), data={"guests": "2"}, headers=PART)
    second = as_alice.post(gala.at_the_door("ann"), data={"guests": "0"}, headers=PART)
    plain = as_alice.post(gala.at_the_door("bea"), data={"text": "bea"})

    assert f'hx-target="#registration-{gala.registrations["ann"]}"' in first.text
    assert "1 of 2 is here with 2 guests" in words(first)
    assert "1 more than the 3 places" in words(first)
    assert "was checked in already, at" in words(second)
    assert plain.location.endswith(f"/check-in?q=bea#registration-{gala.registrations['bea']}")
    assert {("ann", ATTENDED), ("bea", ATTENDED)} <= found(app, world, gala)
    as_bob.post(gala.at_the_door("bea", "undo"))
    assert ("bea", REGISTERED) in found(app, world, gala)


def test_the_door_finds_whoever_is_looked_for_and_expects_who_did_not_cancel(
    gala: Gala, as_bob: FlaskClient, as_vera: FlaskClient
) -> None:
    expected, dora = as_bob.get(gala("check-in")), as_bob.get(gala("check-in") + "?q=dora", headers=PART)

    check(expected)
    assert "Dora Lee" not in words(expected)
    assert root_id(dora) == "door"
    assert "Dora Lee" in words(dora)
    assert "Check in" not in words(as_vera.get(gala("check-in")))
    assert "0 of 2 are here" in words(as_vera.get(gala("check-in", "counts"), headers=PART))


def test_a_walk_in_is_found_and_checked_in_with_one_form(
    app: Flask, world: World, gala: Gala, as_bob: FlaskClient
) -> None:
    url, usual = gala("registrations", "new"), {"arrived": "1", "status": "attended", "currency": "USD"}
    form = {**usual, "registered_on": now().date().isoformat(), "who": "evan"}

    searched = as_bob.post(url, data={**form, "do": "find"})
    unmarked = as_bob.post(url, data={**form, "asked": "evan"}, headers=PART)
    marked = {**form, "asked": "evan", "constituent_id": str(gala.people["evan"])}
    asked = as_bob.post(url, data=marked, headers=PART)
    done = as_bob.post(url, data={**marked, "agreed": "over"})

    assert searched.status_code == 200
    assert "Evan Lee" in words(searched)
    assert unmarked.status_code == 422
    assert "Find the person and mark one" in words(unmarked)
    assert "1 place is needed and 0 are free" in words(asked)
    assert done.location == gala("check-in")
    assert ("new", ATTENDED) in found(app, world, gala)


def test_a_full_event_offers_the_waitlist(app: Flask, world: World, gala: Gala, as_bob: FlaskClient) -> None:
    form = {"status": "registered", "currency": "USD", "registered_on": "2026-03-01", "fee": "25.00"}
    form["constituent_id"] = str(gala.people["evan"])

    asked = as_bob.post(gala("registrations", "new"), data=form)
    as_bob.post(gala("registrations", "new"), data={**form, "do": "wait"})

    assert "Put on the waitlist" in words(asked)
    assert ("new", WAITLISTED) in found(app, world, gala)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"fee": "abc"}, "Type an amount"),
        ({"fee": "-5"}, "Type an amount"),
        ({"fee": "1.5", "currency": "JPY"}, "Type an amount"),
        ({"guests": "-1"}, "whole number from 0"),
        ({"registered_on": "2999-01-01"}, "still to come"),
        ({"status": "late"}, "Choose one"),
    ],
)
def test_what_cannot_be_of_a_registration_is_said(
    gala: Gala, as_bob: FlaskClient, typed: dict[str, str], said: str
) -> None:
    form = {"status": "waitlisted", "currency": "USD", "registered_on": "2026-03-01", **typed}
    form["constituent_id"] = str(gala.people["evan"])

    refused = as_bob.post(gala("registrations", "new"), data=form, headers=PART)

    assert refused.status_code == 422
    assert said in words(refused)


def test_a_place_that_becomes_free_is_offered_to_who_waits(
    app: Flask, world: World, gala: Gala, as_bob: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        activity.change(world.ours, Event, {gala.event: {"starts_at": now() + timedelta(days=1)}})
        db.session.commit()
    full = as_bob.post(gala.of("cleo", "acts", "place"))
    cancelled = as_bob.post(gala.of("bea", "acts", "cancellation"))
    offered = as_bob.get(gala())
    as_bob.post(gala.of("cleo", "acts", "place"))

    assert full.status_code == 422
    assert "needs 1 place, and 0 are free. Nothing has been changed yet" in words(full)
    assert cancelled.status_code == 303
    assert "1 place is free. Next on the waitlist: Cleo Lee" in words(offered)
    assert {("bea", CANCELLED), ("cleo", REGISTERED)} <= found(app, world, gala)
    assert as_bob.post(gala.of("bea", "acts", "dancing")).status_code == 404


def test_no_shows_are_looked_at_first_and_undone_with_one_press(
    app: Flask, world: World, gala: Gala, as_bob: FlaskClient
) -> None:
    seen = as_bob.get(gala("no-shows"))
    as_bob.post(gala("no-shows"))
    toast = as_bob.get(gala())
    after = found(app, world, gala)
    undo = re.search(r'action="(/events/\d+/changes/\d+/undo)"', toast.text)
    assert undo is not None
    as_bob.post(undo[1])

    assert "2 people are still registered and not checked in. Nothing has been changed yet" in words(seen)
    assert {("ann", NO_SHOW), ("bea", NO_SHOW), ("cleo", WAITLISTED), ("dora", CANCELLED)} == after
    assert {("ann", REGISTERED), ("bea", REGISTERED)} <= found(app, world, gala)
