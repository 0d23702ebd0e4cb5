"""The preference page: topics, a pause, stopping, starting again, and taking it back."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind
from app.consent.models import InterestGroup
from app.constituents.domain.departure import Departed
from app.constituents.models import Departure
from app.db import db, now
from tests import factories
from tests.consent.makers import OPT_IN, OPT_OUT, consented
from tests.factories import World
from tests.preferences.makers import BOTH, ann, ledger, mistake_in, post, reached, said, seen
from tests.statements import count_statements


def ticked(text: str) -> list[str]:
    """The names of the topics that are ticked."""
    return re.findall(r"checked[^>]*>\s*<label[^>]*><bdi>([^<]+)", text)


def test_it_shows_what_she_gets_and_what_there_is(app: Flask, world: World, client: FlaskClient) -> None:
    who = ann(app, world)
    with factories.inside(app, world.ours):
        trips = db.session.get_one(InterestGroup, (world.ours, OPT_IN))
        trips.description, trips.frequency = "Days out for members", "a few times a year"
        hidden = InterestGroup(workspace_id=world.ours, id=3, name="Board papers", is_public=False)
        old = InterestGroup(workspace_id=world.ours, id=4, name="Old news", archived_at=now())
        db.session.add_all([hidden, old])
        db.session.commit()

    text = client.get(who.page).text

    assert ticked(text) == ["Newsletter"]
    assert "Days out for members · a few times a year" in said(text)
    assert "a•••@example.org" in text
    assert "Board papers" not in text
    assert "Old news" not in text
    assert '<html lang="en"' in text


@pytest.mark.both
@pytest.mark.parametrize("policy", ["opt_in", "opt_out"])
def test_a_ticked_topic_comes_and_the_others_go(
    app: Flask, world: World, client: FlaskClient, policy: str
) -> None:
    who = ann(app, world, policy=policy)

    text = post(client, who, "save", OPT_IN)

    others = "all" in reached(app, world, who.id)
    assert others == (policy == "opt_out")
    rest = ", and messages about other things." if others else " only."
    assert f"Saved: you now get Trips{rest}" in said(text)
    assert ("Only “Stop all email” ends those" in said(text)) == others
    assert ticked(text) == ["Trips"]
    assert reached(app, world, who.id) - {"all"} == {"Trips"}
    given = [line for line in ledger(app, world) if line.kind is EventKind.CONSENT_GIVEN]
    assert [(line.topic_id, line.statement) for line in given] == [
        (OPT_IN, "Send me “Trips” from Green Valley Trust.")
    ]


def test_saving_the_page_as_it_is_writes_nothing(app: Flask, world: World, client: FlaskClient) -> None:
    who = ann(app, world)

    text = post(client, who, "save", OPT_OUT)

    assert ledger(app, world) == []
    assert "Undo" not in said(text)


def test_a_topic_made_since_the_page_was_opened_is_not_left(
    app: Flask, world: World, client: FlaskClient
) -> None:
    who = ann(app, world)

    client.post(who.page, data={"do": "save", "shown": ["1"], "topic": ["1"], **seen(client, who)})

    assert reached(app, world, who.id) == {"all", "Trips", "Newsletter"}


@pytest.mark.parametrize("policy", ["opt_in", "opt_out"])
@pytest.mark.parametrize("wish", ["save", "stop", "pause"])
def test_undo_puts_her_where_she_stood(
    app: Flask, world: World, client: FlaskClient, policy: str, wish: str
) -> None:
    who = ann(app, world, policy=policy)
    with factories.inside(app, world.ours):
        consented(db.session.get_one(Workspace, world.ours), who.id)
        db.session.commit()
    before = reached(app, world, who.id)

    text = post(client, who, wish, OPT_IN)
    assert reached(app, world, who.id) != before
    back = post(client, who, "undo", mistake=mistake_in(text))

    assert reached(app, world, who.id) == before
    assert "Taken back." in said(back)


def test_an_undo_lasts_an_hour_and_is_hers_alone(app: Flask, world: World, client: FlaskClient) -> None:
    who, ben = ann(app, world), ann(app, world, address="ben@example.org")
    note = mistake_in(post(client, who, "stop"))

    others = client.post(ben.page, data={"do": "undo", "mistake": note})
    with time_machine.travel(now() + timedelta(minutes=61)):
        late = client.post(who.page, data={"do": "undo", "mistake": note})

    assert (others.status_code, late.status_code) == (422, 422)
    assert "open for more than an hour" in said(late.text)
    assert reached(app, world, who.id) == set()


def test_a_pause_lasts_three_months_and_can_be_ended(app: Flask, world: World, client: FlaskClient) -> None:
    who = ann(app, world)
    with time_machine.travel("2026-11-30T10:00:00Z", tick=False):
        text = post(client, who, "pause")
        assert "You get no email until Feb 28, 2027" in said(text)
        assert reached(app, world, who.id) == set()
    with time_machine.travel("2027-02-28T10:00:01Z", tick=False):
        assert reached(app, world, who.id) == {"all", "Newsletter"}
    with time_machine.travel("2026-12-01T10:00:00Z", tick=False):
        ended = post(client, who, "end_pause")
        assert "you now get Newsletter, and messages about other things" in said(ended)
        assert reached(app, world, who.id) == {"all", "Newsletter"}
        post(client, who, "undo", mistake=mistake_in(ended))
        assert reached(app, world, who.id) == set()


@pytest.mark.parametrize("policy", ["opt_in", "opt_out"])
def test_she_may_start_again_with_what_she_ticks(
    app: Flask, world: World, client: FlaskClient, policy: str
) -> None:
    who = ann(app, world, policy=policy)
    stopped = post(client, who, "stop")
    assert "Start email again" in said(stopped)

    text = post(client, who, "start", OPT_IN)

    assert "you now get Trips, and messages about other things" in said(text)
    assert reached(app, world, who.id) == {"all", "Trips"}
    post(client, who, "undo", mistake=mistake_in(text))
    assert reached(app, world, who.id) == set()


def test_pressing_a_button_again_by_reloading_writes_nothing_more(
    app: Flask, world: World, client: FlaskClient
) -> None:
    who = ann(app, world)
    for wish in ("stop", "start", "pause"):
        post(client, who, wish, OPT_OUT)
        once = len(ledger(app, world))
        post(client, who, wish, OPT_OUT)
        assert len(ledger(app, world)) == once, wish


def test_many_topics_take_no_more_statements(app: Flask, world: World, client: FlaskClient) -> None:
    who = ann(app, world)
    with count_statements() as few:
        client.get(who.page)
    with factories.inside(app, world.ours):
        here = {"workspace_id": world.ours}
        db.session.add_all([InterestGroup(**here, id=9 + n, name=f"Topic {n}") for n in range(20)])
        db.session.commit()

    with count_statements() as many:
        text = client.get(who.page).text

    assert "Topic 19" in text
    assert len(many) == len(few)


def test_a_link_of_a_merged_record_opens_the_page_of_the_one_it_lives_on_in(
    app: Flask, world: World, client: FlaskClient
) -> None:
    who, into = ann(app, world), ann(app, world, address="ann.smith@example.org")
    with factories.inside(app, world.ours):
        gone = {"constituent_id": who.id, "into_id": into.id, "kind": Departed.MERGED, "actor": "Alice"}
        db.session.add(Departure(workspace_id=world.ours, lookup_number=1, **gone))
        db.session.commit()

    assert client.get(who.page).status_code == 200
    post(client, who, "stop")

    assert reached(app, world, into.id) == set()


def test_staff_look_on_and_cannot_choose_for_her(app: Flask, world: World, as_alice: FlaskClient) -> None:
    who = ann(app, world)
    post(app.test_client(), who, "stop")

    shown = as_alice.get(who.page)
    refused = as_alice.post(who.page, data={"do": "start", "shown": BOTH, "topic": BOTH})

    assert "You are signed in as staff" in said(shown.text)
    assert refused.status_code == 403
    assert reached(app, world, who.id) == set()


def test_staff_of_another_organization_are_supporters_like_others(
    app: Flask, world: World, as_mallory: FlaskClient
) -> None:
    who = ann(app, world)

    assert "signed in as staff" not in as_mallory.get(who.page).text
    post(as_mallory, who, "save", OPT_IN)

    assert reached(app, world, who.id) == {"all", "Trips"}


def test_the_page_works_while_the_email_module_is_off(app: Flask, world: World, client: FlaskClient) -> None:
    who = ann(app, world)
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).modules = []
        db.session.commit()

    assert client.get(who.page).status_code == client.post(who.stop).status_code == 200
    assert [line.kind for line in ledger(app, world)] == [EventKind.UNSUBSCRIBED]


def test_an_unknown_button_does_nothing(app: Flask, world: World, client: FlaskClient) -> None:
    who = ann(app, world)

    for wish in ("", "erase", "lift"):
        assert client.post(who.page, data={"do": wish}).status_code == 404

    assert ledger(app, world) == []
