"""Staff write down who joined or left an interest group: one person, with evidence, never over her own no."""

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.models import JournalEntry
from app.consent import queries, services
from app.consent.domain.facts import EventKind, Party
from app.consent.services import Line, differences
from app.db import db, now
from tests import factories
from tests.consent.makers import OPT_IN, OPT_OUT, STAFF, ago, person, restricted, workspace
from tests.factories import World
from tests.groups.pages import FRAGMENT, text_of, words

SAID = {"how": "phone", "note": "called in spring", "said_on": "2026-01-05"}
LEFT = EventKind.TOPIC_LEFT


def made(app: Flask, world: World, first: str, *, left_by: Party | None = None, joined: bool = False) -> int:
    """Somebody who chose about the trips, if at all, ten days before the instant of the tests."""
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        who = person(here, f"{first.lower()}@example.org", first=first).id
        if joined:
            line = Line(kind=EventKind.TOPIC_JOINED, at=ago(20), subject=who, topic=OPT_IN, source="the page")
            services.permit(here, [line], party=Party.SUPPORTER, actor=STAFF)
        if left_by:
            restricted(here, LEFT, who, party=left_by, topic=OPT_IN)
        db.session.commit()
    return who


@pytest.fixture(autouse=True)
def _topics(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        workspace(world.ours, policy="opt_in")
        db.session.commit()


def why_not(app: Flask, world: World, who: int, topic: int = OPT_IN) -> str | None:
    """What stops mail to her about it; the projections must be what the ledger comes to."""
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        assert differences(here.id) == []
        found = queries.verdicts(here, [who], at=now(), topic=queries.topic(here, topic))[who].headline
        return found.value if found else None


def join(who: int, topic: int = OPT_IN) -> str:
    return f"/interests/{topic}/constituents/{who}/join"


def leave(who: int, topic: int = OPT_IN) -> str:
    return f"/interests/{topic}/constituents/{who}/leave"


@pytest.mark.both
def test_somebody_is_found_and_added_with_evidence_and_with_consent_if_it_was_told(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    ann, bea = made(app, world, "Ann"), made(app, world, "Bea")

    found = as_bob.get("/interests/1/add?q=ann", headers=FRAGMENT).text
    assert join(ann) in found
    assert join(bea) not in found
    assert as_bob.post(join(ann), data=SAID | {"statement": "We write about trips."}).status_code == 303
    assert as_bob.post(join(bea), data=SAID).status_code == 303

    assert why_not(app, world, ann) is None
    assert why_not(app, world, ann, OPT_OUT) == "no_consent"
    assert why_not(app, world, bea) == "no_consent"
    page = text_of(as_bob, "/interests/1")
    assert "By phone: called in spring" in page
    assert "by staff, entered by hand" in page
    assert "Jan 5, 2026" in page


@pytest.mark.parametrize(
    "change",
    [{"how": ""}, {"how": "hope"}, {"note": " "}, {"said_on": ""}, {"said_on": "2999-01-01"}],
)
def test_nobody_joins_or_leaves_without_evidence(
    app: Flask, as_bob: FlaskClient, world: World, change: dict[str, str]
) -> None:
    who = made(app, world, "Ann")

    for url in (join(who), leave(who)):
        answer = as_bob.post(url, data=SAID | change)
        assert answer.status_code == 422
        assert "your attention" in words(answer.text)
    assert why_not(app, world, who) == "no_consent"


@pytest.mark.parametrize("party", [Party.SUPPORTER, Party.IMPORT, Party.PROVIDER])
def test_what_staff_did_not_record_is_not_undone_by_their_joining(
    app: Flask, as_alice: FlaskClient, world: World, party: Party
) -> None:
    who = made(app, world, "Ann", joined=True, left_by=party)

    answer = as_alice.post(join(who), data=SAID | {"said_on": now().date().isoformat()})

    assert answer.status_code == 422
    assert "Only Ann Smith, on the preference page." in words(answer.text)
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        stand = queries.stands(here, [who], OPT_IN)[who]
        assert stand
        assert stand.has_left
        assert len(queries.events_about(here.id, people=[who], address_keys=[])) == 2


def test_a_leaving_that_a_colleague_recorded_is_undone_by_an_admin_alone_and_not_for_the_past(
    app: Flask, as_bob: FlaskClient, as_alice: FlaskClient, world: World
) -> None:
    who = made(app, world, "Ann", joined=True, left_by=Party.STAFF)
    today = SAID | {"said_on": now().date().isoformat()}

    assert "An admin can lift that" in words(as_bob.post(join(who), data=today).text)
    past = as_alice.post(join(who), data=SAID)
    assert "On that day or later the person left it" in words(past.text)
    assert why_not(app, world, who) != "topic_not_joined"
    assert as_alice.post(join(who), data=today).status_code == 303
    assert "Ann" in text_of(as_alice, "/interests/1")


@pytest.mark.both
def test_a_leaving_holds_from_now_on_and_is_said_once(app: Flask, as_bob: FlaskClient, world: World) -> None:
    who = made(app, world, "Ann", joined=True)
    today = SAID | {"said_on": now().date().isoformat()}

    assert leave(who) in as_bob.get("/interests/1").text
    assert "It was joined again after that day" in words(as_bob.post(leave(who), data=SAID).text)
    assert as_bob.post(leave(who), data=today).status_code == 303

    assert "has left it already" in words(as_bob.post(leave(who), data=today).text)
    assert "Ann" not in text_of(as_bob, "/interests/1").split("Lookup ID")[-1]
    assert "By phone: called in spring" in text_of(as_bob, "/interests/1?show=left")


def test_who_joined_already_is_not_added_twice(app: Flask, as_bob: FlaskClient, world: World) -> None:
    who = made(app, world, "Ann", joined=True)

    assert "Ann Smith joined it on Nov 1, 2026" in words(as_bob.post(join(who), data=SAID).text)


# --- the file


@pytest.mark.both
def test_the_file_has_addresses_only_of_those_mail_may_reach_and_is_noted(
    app: Flask, as_alice: FlaskClient, as_bob: FlaskClient, world: World
) -> None:
    ann, _ = made(app, world, "Ann"), made(app, world, "Bea", joined=True)
    as_bob.post(join(ann), data=SAID | {"statement": "We write about trips."})

    answer = as_alice.post("/interests/1/export", data={"q": ""})

    head, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert head[1:4] == ["Name", "Email", "Since"]
    assert [row[1:3] for row in rows] == [["Ann Smith", "ann@example.org"], ["Bea Smith", ""]]
    assert [row[-1] for row in rows] == ["yes", "no: no consent on record"]
    assert rows[0][3:6] == ["2026-01-05", "by staff, entered by hand", "By phone: called in spring"]
    assert "Trips-members-" in answer.headers["Content-Disposition"]
    assert len(as_alice.post("/interests/1/export", data={"q": "bea"}).text.splitlines()) == 2
    with factories.inside(app, world.ours):
        exports = select(JournalEntry).where(JournalEntry.field == "export")
        noted = db.session.scalars(exports.order_by(JournalEntry.id)).all()
        assert [each.after for each in noted] == [
            {"people": 2, "filter": "members"},
            {"people": 1, "filter": "members matching …"},
        ]


def test_the_file_carries_links_about_the_topic_where_they_are_asked_for(
    app: Flask, as_alice: FlaskClient, as_bob: FlaskClient, client: FlaskClient, world: World
) -> None:
    ann, _ = made(app, world, "Ann"), made(app, world, "Bea", joined=True)
    as_bob.post(join(ann), data=SAID | {"statement": "We write about trips."})

    refused = as_alice.post("/interests/1/export", data={"q": "", "links": "1"})
    answer = as_alice.post("/interests/1/export", data={"q": "", "links": "1", "trial": "1"})

    assert refused.status_code == 409
    assert "KITH_PUBLIC_URL" in refused.text
    head, hers, other = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert head[-2:] == ["unsubscribe_url", "preferences_url"]
    assert other[-2:] == ["", ""], "no links for who cannot be emailed"
    client.post(hers[-2], data={"List-Unsubscribe": "One-Click"})
    assert "Ann Smith" in words(as_bob.get("/interests/1?show=left").text)
    assert client.get(hers[-1]).status_code == 200


@pytest.mark.both
def test_the_people_are_paged_by_name_and_searched(
    app: Flask, as_vera: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ann", "Bea", "Cara"):
        made(app, world, name, joined=True)
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        trips = queries.topic(here, OPT_IN)
        assert trips
        first = queries.people_of(here, trips, size=2)
        monkeypatch.setattr("app.consent.queries.membership.CHUNK", 2)
        everybody = queries.everybody_of(here, trips, left=False, text="", at=now())
        assert [each.who.name for each in everybody] == ["Ann Smith", "Bea Smith", "Cara Smith"]

    assert [who.name for who in first.rows] == ["Ann Smith", "Bea Smith"]
    part = as_vera.get(f"/interests/1?after={first.next}", headers=FRAGMENT).text
    assert "cara@example.org" in part
    assert "ann@example.org" not in part
    found = as_vera.get("/interests/1?q=bea", headers=FRAGMENT).text
    assert "bea@example.org" in found
    assert "cara@example.org" not in found
