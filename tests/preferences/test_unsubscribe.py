"""Stopping by the link in a message: for programs, for people, and for those who are gone."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent.domain.facts import EventKind, Party
from app.consent.services import links_for
from app.db import db
from app.lifecycle.services.erasing import erase
from tests import factories
from tests.consent.makers import OPT_IN, OPT_OUT, consented, person, restricted
from tests.factories import World
from tests.preferences.makers import ADDRESS, ONE_CLICK, ann, forged, ledger, mistake_in, post, reached, said


@pytest.fixture
def program(app: Flask) -> FlaskClient:
    """What a provider of mail sends with: no cookie, no token, no page of ours before."""
    return FlaskClient(app, app.response_class, use_cookies=False)


@pytest.mark.both
def test_one_click_stops_mail_before_the_answer(app: Flask, world: World, program: FlaskClient) -> None:
    who = ann(app, world)
    assert reached(app, world, who.id) == {"all", "Newsletter"}

    answer = program.post(who.stop, data=ONE_CLICK)

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert reached(app, world, who.id) == set()
    [line] = ledger(app, world)
    assert (line.kind, line.party, line.source) == (
        EventKind.UNSUBSCRIBED,
        Party.SUPPORTER,
        "one-click unsubscribe",
    )


@pytest.mark.parametrize("site", ["cross-site", "none", None])
def test_one_click_works_from_anywhere(app: Flask, world: World, site: str | None) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    who = ann(app, world)
    headers = {"Sec-Fetch-Site": site, "Origin": "https://mail.example.com"} if site else {}

    try:
        answer = FlaskClient(app, app.response_class).post(who.stop, data=ONE_CLICK, headers=headers)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 200
    assert reached(app, world, who.id) == set()


def test_one_click_a_hundred_times_is_one_click(app: Flask, world: World, program: FlaskClient) -> None:
    who = ann(app, world)

    answers = {program.post(who.stop, data=ONE_CLICK).status_code for _ in range(5)}

    assert answers == {200}
    assert len(ledger(app, world)) == 1


def test_looking_at_the_link_changes_nothing(app: Flask, world: World, client: FlaskClient) -> None:
    who = ann(app, world)

    for method in ("GET", "HEAD", "OPTIONS"):
        answer = client.open(who.stop, method=method)
        assert answer.status_code == 200

    page = client.get(who.stop).text
    assert "Stop all email from Green Valley Trust to a•••@example.org?" in said(page)
    assert page.count("<button") == 1
    assert ledger(app, world) == []


def test_the_button_stops_and_a_mistake_is_taken_back(app: Flask, world: World, client: FlaskClient) -> None:
    who = ann(app, world, policy="opt_in")
    with factories.inside(app, world.ours):
        consented(db.session.get_one(Workspace, world.ours), who.id)
        db.session.commit()
    before = reached(app, world, who.id)

    done = client.post(who.stop)
    assert "Done. You will get no more marketing email from Green Valley Trust." in said(done.text)
    assert reached(app, world, who.id) == set()
    back = client.post(who.page, data={"do": "undo", "mistake": mistake_in(done.text)})

    assert back.status_code == 200
    assert reached(app, world, who.id) == before == {"all", "Newsletter"}


@pytest.mark.both
def test_a_link_about_a_topic_leaves_that_topic_alone(app: Flask, world: World, client: FlaskClient) -> None:
    who = ann(app, world)
    post(client, who, "save", OPT_IN, OPT_OUT)
    assert reached(app, world, who.id) == {"all", "Trips", "Newsletter"}
    assert "Stop “Trips” from Green Valley Trust to a•••@example.org?" in said(
        client.get(who.stop_trips).text
    )

    done = client.post(who.stop_trips, data=ONE_CLICK)

    assert "no more “Trips”" in said(done.text)
    assert reached(app, world, who.id) == {"all", "Newsletter"}


def test_whoever_shares_the_address_gets_nothing_there_either(
    app: Flask, world: World, program: FlaskClient
) -> None:
    who, ben = ann(app, world), ann(app, world)

    program.post(who.stop, data=ONE_CLICK)

    assert reached(app, world, ben.id) == set()


def test_a_link_without_an_address_of_somebody_erased_writes_nothing_about_nobody(
    app: Flask, world: World, program: FlaskClient
) -> None:
    who = ann(app, world)
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        link = links_for(here, "", who.id + 1_000_000, "").unsubscribe_url

    assert program.post(link, data=ONE_CLICK).status_code == 200
    assert ledger(app, world) == []


def test_a_link_from_before_her_address_changed_still_stops_her(
    app: Flask, world: World, program: FlaskClient
) -> None:
    who = ann(app, world)
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        new = person(here, "ann.new@example.org").id
        old_link = links_for(here, "", new, ADDRESS).unsubscribe_url
        db.session.commit()

    program.post(old_link, data=ONE_CLICK)

    assert reached(app, world, new) == set()
    assert reached(app, world, who.id) == set(), "she shares the old address"


def test_staffs_own_line_does_not_stand_in_for_hers(app: Flask, world: World, program: FlaskClient) -> None:
    who = ann(app, world)
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        restricted(here, EventKind.UNSUBSCRIBED, who.id, party=Party.STAFF, address=ADDRESS)
        db.session.commit()

    program.post(who.stop, data=ONE_CLICK)

    assert [line.party for line in ledger(app, world)] == [Party.STAFF, Party.SUPPORTER]


@pytest.mark.both
def test_after_an_erasure_the_link_still_stops_and_shows_nothing(
    app: Flask, world: World, program: FlaskClient
) -> None:
    who = ann(app, world)
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        erase(here, who.id, actor=Actor("Alice", Via.FORM, id=world.alice))
        db.session.commit()

    assert program.get(who.stop).status_code == program.get(who.page).status_code == 404
    assert program.post(who.stop, data=ONE_CLICK).status_code == 200

    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        again = person(here, ADDRESS).id
        db.session.commit()
    assert reached(app, world, again) == set()


def test_every_bad_link_gets_the_same_answer(app: Flask, world: World, client: FlaskClient) -> None:
    who = ann(app, world)
    with factories.inside(app, world.theirs):
        theirs = db.session.get_one(Workspace, world.theirs)
        gone = links_for(theirs, "", 7, ADDRESS).unsubscribe_url
        db.session.commit()
    swapped = "/u/" + who.page.removeprefix("/p/")
    bad = ["/u/x", f"/u/{'A' * 99}", forged(who.stop), swapped, "/u/%00", "/u/é"]

    answers = {path: client.get(path) for path in [*bad, gone, "/p/" + who.stop.removeprefix("/u/")]}
    posted = {path: client.post(path, data=ONE_CLICK) for path in bad}

    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({answer.text for answer in [*answers.values(), *posted.values()]}) == 1
    assert "Green Valley" not in answers["/u/x"].text
    assert ledger(app, world) == []


def test_no_page_names_the_address_or_leaves_a_trace(app: Flask, world: World, client: FlaskClient) -> None:
    who = ann(app, world)

    for answer in (client.get(who.stop), client.post(who.stop), client.get(who.page), client.get("/u/x")):
        assert ADDRESS not in answer.text
        assert "<script" not in answer.text
        assert not {urlsplit(part).netloc for part in answer.text.split('"')} - {""}
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers


def test_nobody_learns_of_a_link_from_the_logs(
    app: Flask, world: World, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    who = ann(app, world)

    with caplog.at_level("DEBUG"):
        client.get(who.stop)
        client.post(who.stop)
        client.get(who.page)

    token = who.stop.rpartition("/")[2]
    told = " ".join(f"{each.getMessage()} {vars(each)}" for each in caplog.records)
    assert "/u/<token>" in told
    assert token not in told
    assert token[:40] not in told


def test_guessing_is_slowed_but_nobody_is_kept_from_stopping(
    app: Flask, world: World, client: FlaskClient
) -> None:
    who = ann(app, world)
    app.extensions.pop("kith-pace-of-pages", None)

    client.environ_base["REMOTE_ADDR"] = "8.8.8.8"
    for _ in range(31):
        client.get("/p/x")
    refused = client.get(who.page)
    stopped = client.post(who.page, data={"do": "stop"})
    clicked = client.post(who.stop, data=ONE_CLICK)
    app.extensions.pop("kith-pace-of-pages", None)

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
    assert (stopped.status_code, clicked.status_code) == (200, 200)
    assert reached(app, world, who.id) == set()
