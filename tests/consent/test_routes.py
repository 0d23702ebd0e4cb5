"""Pages about permission, asked by every role, by strangers and by nobody."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.consent import queries
from app.consent.domain.facts import EventKind, Party
from app.consent.services import differences
from app.db import db, now
from tests import factories
from tests.consent.makers import OPT_OUT, person, restricted, workspace
from tests.factories import World
from tests.groups.pages import FRAGMENT, text_of, words

PAGES = {
    "/interests": 200,
    "/eligibility": 200,
    "/interests/new": 403,
    "/interests/1": 200,
    "/interests/1/reach": 200,
    "/interests/1/edit": 403,
    "/interests/1/add": 403,
    "/interests/1/constituents/{ann}/join": 403,
    "/interests/1/constituents/{ann}/leave": 403,
    "/constituents/{ann}/restrictions/new": 403,
    "/constituents/{ann}/consents/new": 403,
}
"""Every page, and what a viewer gets."""

ACTS = [
    "/interests/new",
    "/interests/1/edit",
    "/interests/1/archive",
    "/interests/1/restore",
    "/interests/1/export",
    "/interests/1/constituents/{ann}/join",
    "/interests/1/constituents/{ann}/leave",
    "/constituents/{ann}/restrictions/new",
    "/constituents/{ann}/restrictions/{own}/lift",
    "/constituents/{ann}/consents/new",
]
CONSENT = {
    "topic": "",
    "basis": "express",
    "statement": "We write once a month.",
    "evidence": "sign-up sheet, page 2",
    "collected_on": "2026-01-05",
    "expires_on": "",
}


@pytest.fixture
def ids(app: Flask, world: World) -> dict[str, int]:
    """Ann with a restriction of her own and one by staff, under an opt-in policy."""
    with factories.inside(app, world.ours):
        here = workspace(world.ours, policy="opt_in")
        ann = person(here, "ann@example.org").id
        staffs = restricted(here, EventKind.DO_NOT_CONTACT_SET, ann, party=Party.STAFF)
        own = restricted(here, EventKind.UNSUBSCRIBED, ann, party=Party.SUPPORTER)
        db.session.commit()
    return {"ann": ann, "staffs": staffs, "own": own}


def headline(app: Flask, world: World, who: int, topic: int | None = None) -> str | None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        asked = queries.topic(here, topic) if topic else None
        found = queries.verdicts(here, [who], at=now(), topic=asked)[who].headline
        assert differences(here.id) == []
        return found.value if found else None


def new_person(app: Flask, world: World, address: str = "new@example.org") -> int:
    with factories.inside(app, world.ours):
        who = person(db.session.get_one(Workspace, world.ours), address, first="Nell").id
        db.session.commit()
    return who


def test_editors_open_every_page_and_viewers_those_that_change_nothing(
    as_bob: FlaskClient, as_vera: FlaskClient, ids: dict[str, int]
) -> None:
    for path, viewers in PAGES.items():
        assert as_bob.get(path.format(**ids)).status_code == 200, path
        assert as_vera.get(path.format(**ids)).status_code == viewers, path
        part = as_bob.get(path.format(**ids), headers=FRAGMENT).text
        assert "<html" not in part, path


def test_viewers_change_nothing_and_only_admins_lift(
    as_vera: FlaskClient, as_bob: FlaskClient, ids: dict[str, int]
) -> None:
    for path in ACTS:
        assert as_vera.post(path.format(**ids)).status_code == 403, path
    lift = "/constituents/{ann}/restrictions/{staffs}/lift".format(**ids)
    assert as_bob.get(lift).status_code == 403
    assert as_bob.post(lift, data={"reason": "a mistake"}).status_code == 403


@pytest.mark.both
def test_another_workspace_finds_nobody(as_mallory: FlaskClient, ids: dict[str, int]) -> None:
    for path in [*PAGES, *ACTS]:
        if path not in ("/interests", "/eligibility", "/interests/new"):
            asked = as_mallory.post if path in ACTS else as_mallory.get
            assert asked(path.format(**ids)).status_code == 404, path
    answer = as_mallory.post("/eligibility", data={"pasted": "ann@example.org", "topic": ""})
    assert "Not found" in words(answer.text)
    assert "suppressed" not in words(answer.text.split("<table")[1])


def test_nobody_gets_in_without_signing_in(client: FlaskClient, ids: dict[str, int]) -> None:
    for path in PAGES:
        assert client.get(path.format(**ids)).status_code == 401, path
    for path in [*ACTS, "/eligibility"]:
        assert client.post(path.format(**ids)).status_code == 401, path


# --- what staff record


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("unsubscribed", "unsubscribed"),
        ("do_not_contact_set", "do_not_contact"),
        ("suppressed", "suppressed"),
    ],
)
@pytest.mark.both
@pytest.mark.usefixtures("ids")
def test_staff_add_a_restriction_and_an_admin_lifts_it_with_a_reason(
    app: Flask, as_bob: FlaskClient, as_alice: FlaskClient, world: World, kind: str, reason: str
) -> None:
    who = new_person(app, world)
    as_bob.post(f"/constituents/{who}/consents/new", data=CONSENT)
    assert headline(app, world, who) is None

    added = as_bob.post(
        f"/constituents/{who}/restrictions/new", data={"kind": kind, "evidence": "phone call"}
    )

    assert added.headers["Location"] == f"/constituents/{who}/email-preferences"
    assert headline(app, world, who) == reason
    shown = as_alice.get(added.headers["Location"]).text
    assert shown.count("“phone call”") == 2, "in the gate and in the table"
    assert "“phone call”" in as_alice.get(f"/constituents/{who}").text
    found = re.search(
        rf"/constituents/{who}/restrictions/\d+/lift", as_alice.get(added.headers["Location"]).text
    )
    assert found
    assert as_alice.post(found[0], data={"reason": ""}).status_code == 422
    assert as_alice.post(found[0], data={"reason": "wrong person"}).status_code == 303
    assert headline(app, world, who) is None


def test_a_supporters_own_no_cannot_be_lifted_by_anybody_here(
    app: Flask, as_alice: FlaskClient, world: World, ids: dict[str, int]
) -> None:
    url = "/constituents/{ann}/restrictions/{own}/lift".format(**ids)

    page, answer = text_of(as_alice, url), as_alice.post(url, data={"reason": "she told me"})

    assert "Only Ann Smith, on the preference page." in page
    assert answer.status_code == 422
    with factories.inside(app, world.ours):
        kept = queries.restrictions_of(db.session.get_one(Workspace, world.ours), ids["ann"])
        assert ids["own"] in {item.restriction.event for item in kept}


def test_a_restriction_of_somebody_else_is_not_found(
    app: Flask, as_alice: FlaskClient, world: World, ids: dict[str, int]
) -> None:
    other = new_person(app, world)

    assert as_alice.get(f"/constituents/{other}/restrictions/{ids['staffs']}/lift").status_code == 404


@pytest.mark.both
def test_consent_is_recorded_for_one_topic_and_lifts_no_unsubscribe(
    app: Flask, as_bob: FlaskClient, world: World, ids: dict[str, int]
) -> None:
    who = new_person(app, world)
    about = CONSENT | {"topic": str(OPT_OUT), "collected_on": "2026-11-20"}

    for each in (who, ids["ann"]):
        assert as_bob.post(f"/constituents/{each}/consents/new", data=about).status_code == 303

    assert headline(app, world, who, OPT_OUT) is None
    assert headline(app, world, who) == "no_consent"
    assert headline(app, world, ids["ann"], OPT_OUT) == "do_not_contact"


@pytest.mark.parametrize(
    "change",
    [
        {"evidence": " "},
        {"statement": ""},
        {"collected_on": "2999-01-01"},
        {"collected_on": "soon"},
        {"expires_on": "2020-01-01"},
        {"expires_on": "9999-12-31"},
        {"collected_on": "1800-01-01"},
        {"basis": "hope"},
        {"topic": "99"},
    ],
)
def test_a_consent_without_a_ground_is_refused(
    as_bob: FlaskClient, ids: dict[str, int], change: dict[str, str]
) -> None:
    answer = as_bob.post("/constituents/{ann}/consents/new".format(**ids), data=CONSENT | change)

    assert answer.status_code == 422
    assert "needs your attention" in words(answer.text) or "need your attention" in words(answer.text)


# --- eligibility


@pytest.mark.both
@pytest.mark.usefixtures("ids")
def test_each_pasted_address_gets_its_verdict(app: Flask, as_vera: FlaskClient, world: World) -> None:
    new_person(app, world)
    pasted = "ann@example.org\nnew@example.org, who@example.org"

    page = words(as_vera.post("/eligibility", data={"pasted": pasted, "topic": ""}).text)

    assert "0 of 3 addresses can be emailed" in page
    assert "No: do not contact" in page
    assert "No: no consent on record" in page
    assert "Nobody here has this address" in page


@pytest.mark.usefixtures("ids")
def test_at_most_five_hundred_addresses_are_asked_about(as_vera: FlaskClient) -> None:
    for pasted in ("", "\n".join(f"a{n}@example.org" for n in range(501))):
        assert as_vera.post("/eligibility", data={"pasted": pasted, "topic": ""}).status_code == 422
