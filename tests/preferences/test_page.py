"""The preference page: topics, a pause, stopping, starting again, and taking it back."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.models import InterestGroup
from app.db import db, now
from tests import factories
from tests.consent.makers import OPT_IN, OPT_OUT, consented, restricted
from tests.factories import World
from tests.preferences.makers import ADDRESS, Ann, ann, ledger, mistake_in, reached, said

BOTH = ["1", "2"]


def post(client: FlaskClient, who: Ann, do: str, *topics: int, **more: str) -> str:
    """Press a button of her page with these topics ticked."""
    data = {"do": do, "shown": BOTH, "topic": [str(topic) for topic in topics], **more}
    answer = client.post(who.page, data=data)
    assert answer.status_code == 200
    return answer.text


def ticked(text: str) -> list[str]:
    """The names of the topics that are ticked."""
    return re.findall(r"checked[^>]*>\s*<label[^>]*><bdi>([^<]+)", text)


def stopped_by(app: Flask, world: World, kind: EventKind, who: int | None, **how: object) -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        restricted(here, kind, who, **how)  # type: ignore[arg-type]
        db.session.commit()


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
    assert '<html lang="en">' in text


@pytest.mark.both
@pytest.mark.parametrize("policy", ["opt_in", "opt_out"])
def test_a_ticked_topic_comes_and_the_others_go(
    app: Flask, world: World, client: FlaskClient, policy: str
) -> None:
    who = ann(app, world, policy=policy)

    text = post(client, who, "save", OPT_IN)

    assert "Saved: you now get Trips only." in said(text)
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

    client.post(who.page, data={"do": "save", "shown": ["1"], "topic": ["1"]})

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
        assert "you now get Newsletter only" in said(ended)
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

    assert "you now get Trips only" in said(text)
    assert reached(app, world, who.id) == {"all", "Trips"}
    post(client, who, "undo", mistake=mistake_in(text))
    assert reached(app, world, who.id) == set()


ENDS = [
    (EventKind.UNSUBSCRIBED, Party.STAFF, None),
    (EventKind.UNSUBSCRIBED, Party.PROVIDER, None),
    (EventKind.COMPLAINED, Party.PROVIDER, None),
    (EventKind.SUPPRESSED, Party.STAFF, SuppressionReason.OBJECTION),
    (EventKind.SUPPRESSED, Party.IMPORT, SuppressionReason.IMPORTED),
    (EventKind.SUPPRESSED, Party.SYSTEM, SuppressionReason.HELD),
]
STAYS = [
    (EventKind.DO_NOT_CONTACT_SET, Party.STAFF, None, "ask its staff"),
    (EventKind.SUPPRESSED, Party.STAFF, SuppressionReason.MANUAL, "ask its staff"),
    (EventKind.BOUNCED, Party.PROVIDER, None, "came back"),
]


@pytest.mark.parametrize(("kind", "party", "reason"), ENDS)
def test_what_is_hers_to_end_she_ends(
    app: Flask,
    world: World,
    client: FlaskClient,
    kind: EventKind,
    party: Party,
    reason: SuppressionReason | None,
) -> None:
    who = ann(app, world)
    stopped_by(app, world, kind, who.id, party=party, reason=reason, address=ADDRESS)
    assert reached(app, world, who.id) == set()

    post(client, who, "start", OPT_OUT)

    assert reached(app, world, who.id) == {"all", "Newsletter"}


@pytest.mark.parametrize(("kind", "party", "reason", "words"), STAYS)
def test_what_is_not_hers_to_end_stays_and_is_said_kindly(
    app: Flask,
    world: World,
    client: FlaskClient,
    kind: EventKind,
    party: Party,
    reason: SuppressionReason | None,
    words: str,
) -> None:
    who = ann(app, world)
    stopped_by(app, world, kind, who.id, party=party, reason=reason, address=ADDRESS)

    assert words in said(client.get(who.page).text)
    post(client, who, "start", OPT_OUT)

    assert reached(app, world, who.id) == set()


def test_she_cannot_end_what_somebody_else_at_her_address_asked_for(
    app: Flask, world: World, client: FlaskClient
) -> None:
    who, ben = ann(app, world), ann(app, world)
    client.post(ben.stop)

    text = client.get(who.page).text
    post(client, who, "start", OPT_OUT)

    assert "cannot be changed from this page" in said(text)
    assert reached(app, world, who.id) == reached(app, world, ben.id) == set()


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
