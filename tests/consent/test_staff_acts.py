"""Everything that staff can write down about one person, who may take it back, and what nobody here may."""

import inspect
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.config import ROOT
from app.consent import queries, services
from app.consent.domain.acts import StaffAct
from app.consent.domain.facts import Basis, EventKind, Party, SuppressionReason
from app.consent.domain.permissions import Refused
from app.consent.models import ConsentEvent
from app.consent.services import Line
from app.constituents.models import Constituent, EmailAddress
from app.db import db, now
from tests import factories
from tests.architecture.permitters import loosening
from tests.consent.makers import OPT_OUT, STAFF, ago, consented, person, restricted, workspace
from tests.factories import World
from tests.groups.pages import words
from tests.profiles.pages import table

ANN = "ann@example.org"
EVIDENCE = "phone call on 3 March"


@pytest.fixture
def ann(app: Flask, world: World) -> int:
    """She may be emailed, consented, and has a second address."""
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        who = person(here, ANN, "old@example.org").id
        consented(here, who)
        db.session.get_one(Constituent, (here.id, who)).birth_year = 1950
        db.session.commit()
    return who


def add(client: FlaskClient, who: int, **typed: str) -> int:
    form = {"evidence": EVIDENCE} | typed
    return client.post(f"/constituents/{who}/restrictions/new", data=form).status_code


def stopped(app: Flask, world: World, who: int, topic: int | None = None) -> str | None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        asked = queries.topic(here, topic) if topic else None
        found = queries.verdicts(here, [who], at=now(), topic=asked)[who].headline
        assert services.differences(here.id) == []
        return found.value if found else None


ACTS = [
    (StaffAct.UNSUBSCRIBE, "unsubscribed", True),
    (StaffAct.PAUSE, "paused", True),
    (StaffAct.WITHDRAW, "consent_withdrawn", True),
    (StaffAct.OBJECT, "suppressed", False),
    (StaffAct.COMPLAIN, "complained", False),
    (StaffAct.DO_NOT_CONTACT, "do_not_contact", True),
    (StaffAct.SUPPRESS, "suppressed", True),
]


@pytest.mark.parametrize(("act", "headline", "can_be_lifted"), ACTS, ids=[act for act, *_ in ACTS])
def test_each_act_stops_mail_and_an_admin_lifts_what_is_not_final(
    app: Flask,
    as_bob: FlaskClient,
    as_alice: FlaskClient,
    world: World,
    ann: int,
    act: StaffAct,
    headline: str,
    can_be_lifted: bool,
) -> None:
    assert add(as_bob, ann, kind=act.value, until="2100-01-01") == 303

    assert stopped(app, world, ann) == headline
    page = as_alice.get(f"/constituents/{ann}/email-preferences").text
    assert "by staff: Bob, entered by hand" in words(page)
    lifts = re.findall(rf"/constituents/{ann}/restrictions/\d+/lift", page)
    assert bool(lifts) is can_be_lifted
    assert ("Only Ann Smith, on the preference page." in words(page)) is not can_be_lifted
    if lifts:
        assert as_alice.post(lifts[0], data={"reason": "wrong person"}).status_code == 303
        assert stopped(app, world, ann) is None


def test_a_topic_is_left_and_an_older_address_suppressed(
    app: Flask, as_bob: FlaskClient, world: World, ann: int
) -> None:
    with factories.inside(app, world.ours):
        older = db.session.scalars(
            select(EmailAddress.id).where(EmailAddress.address == "old@example.org")
        ).one()

    assert add(as_bob, ann, kind=f"topic_left:{OPT_OUT}") == 303
    assert add(as_bob, ann, kind=f"suppressed:{older}") == 303

    assert stopped(app, world, ann, OPT_OUT) == "suppressed"
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        found = {each.words: each.address for each in queries.restrictions_of(here, ann)}
        assert found == {"Left “Newsletter”": "", "Suppressed: suppressed by hand": "old@example.org"}


def test_when_it_was_said_is_kept_apart_from_when_it_was_written_down(
    app: Flask, as_bob: FlaskClient, world: World, ann: int
) -> None:
    assert add(as_bob, ann, kind="unsubscribed", said_on="2026-03-03") == 303

    with factories.inside(app, world.ours):
        line = db.session.scalars(
            select(ConsentEvent).where(ConsentEvent.kind == EventKind.UNSUBSCRIBED)
        ).one()
        assert (line.at.date().isoformat(), line.evidence, line.actor) == ("2026-03-03", EVIDENCE, "Bob")
        assert (now() - line.recorded_at).total_seconds() < 60


def test_what_was_said_before_a_later_yes_is_asked_about_instead_of_holding_nothing(
    app: Flask, as_bob: FlaskClient, world: World, ann: int
) -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        back = Line(kind=EventKind.RESUBSCRIBED, at=ago(1), subject=ann, basis=Basis.EXPRESS)
        services.permit(here, [back], party=Party.SUPPORTER, actor=STAFF)
        db.session.commit()

    assert add(as_bob, ann, kind="unsubscribed", said_on=ago(5).date().isoformat()) == 422
    assert stopped(app, world, ann) is None
    assert add(as_bob, ann, kind="unsubscribed") == 303
    assert stopped(app, world, ann) == "unsubscribed"


def test_a_yes_on_the_day_of_a_no_counts_when_it_is_written_down_after_it(
    app: Flask, as_bob: FlaskClient, world: World, ann: int
) -> None:
    today = now().date().isoformat()
    yes = {"basis": "express", "statement": "A letter each month.", "evidence": EVIDENCE}
    add(as_bob, ann, kind="consent_withdrawn", said_on=today)
    assert stopped(app, world, ann) == "consent_withdrawn"

    before = as_bob.post(f"/constituents/{ann}/consents/new", data=yes | {"collected_on": "2026-01-05"})
    assert before.status_code == 422
    assert "On that day or later the person said no" in words(before.text)
    assert stopped(app, world, ann) == "consent_withdrawn"

    after = as_bob.post(f"/constituents/{ann}/consents/new", data=yes | {"collected_on": today})
    assert after.status_code == 303
    assert stopped(app, world, ann) is None
    assert "The consent is on record." in as_bob.get(after.headers["Location"]).text


@pytest.mark.parametrize("said_on", ["1800-01-01", "1949-12-31", "2026-01-05"])
def test_a_topic_is_not_joined_with_a_consent_that_counts_for_nothing_nor_on_a_day_that_cannot_be(
    app: Flask, as_bob: FlaskClient, world: World, ann: int, said_on: str
) -> None:
    add(as_bob, ann, kind="consent_withdrawn")
    asked = {"how": "phone", "note": "called", "statement": "News each month."}
    url = f"/interests/{OPT_OUT}/constituents/{ann}/join"

    assert as_bob.post(url, data=asked | {"said_on": said_on}).status_code == 422
    assert stopped(app, world, ann, OPT_OUT) == "consent_withdrawn"
    assert as_bob.post(url, data=asked | {"said_on": now().date().isoformat()}).status_code == 303
    assert stopped(app, world, ann, OPT_OUT) is None
    topics = table(as_bob.get(f"/constituents/{ann}/email-preferences"), "Topics")
    assert [row[-1] for row in topics] == ["", ""], "what was written down at once is told once"


def test_what_is_in_force_already_is_pointed_out_before_it_is_written_down_again(
    app: Flask, as_bob: FlaskClient, world: World, ann: int
) -> None:
    url, form = f"/constituents/{ann}/restrictions/new", {"kind": "paused", "evidence": EVIDENCE}

    assert add(as_bob, ann, kind="paused", until="2999-01-01") == 422
    assert add(as_bob, ann, kind="paused", until="2100-01-01") == 303
    again = as_bob.post(url, data=form | {"until": "2101-01-01"})

    assert again.status_code == 422
    assert "It is in force already: Paused all mail until Jan 1, 2100" in words(again.text)
    assert 'name="again"' in again.text
    assert add(as_bob, ann, kind="paused", until="2101-01-01", again="y") == 303
    assert add(as_bob, ann, kind="unsubscribed") == 303, "another restriction is not asked about"


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "unsubscribed", "evidence": " "},
        {"kind": "paused"},
        {"kind": "paused", "until": "2020-01-01"},
        {"kind": "unsubscribed", "said_on": "2999-01-01"},
        {"kind": "unsubscribed", "said_on": "1800-01-01"},
        {"kind": "unsubscribed", "said_on": "1949-12-31"},
        {"kind": "paused", "until": "9999-12-31"},
        {"kind": "topic_left:99"},
        {"kind": "suppressed:99"},
        {"kind": "resubscribed"},
        {"kind": ""},
    ],
)
def test_what_makes_no_sense_is_refused(as_bob: FlaskClient, ann: int, typed: dict[str, str]) -> None:
    assert add(as_bob, ann, **typed) == 422


LIFTS = [
    (EventKind.DO_NOT_CONTACT_SET, Party.STAFF, None, True),
    (EventKind.SUPPRESSED, Party.STAFF, SuppressionReason.MANUAL, True),
    (EventKind.SUPPRESSED, Party.SYSTEM, SuppressionReason.HELD, True),
    (EventKind.UNSUBSCRIBED, Party.STAFF, None, True),
    (EventKind.UNSUBSCRIBED, Party.SUPPORTER, None, False),
    (EventKind.UNSUBSCRIBED, Party.IMPORT, None, False),
    (EventKind.COMPLAINED, Party.STAFF, None, False),
    (EventKind.SUPPRESSED, Party.STAFF, SuppressionReason.OBJECTION, False),
    (EventKind.SUPPRESSED, Party.SYSTEM, SuppressionReason.ERASED, False),
    (EventKind.BOUNCED, Party.PROVIDER, None, False),
]


@pytest.mark.both
def test_who_may_lift_what(
    app: Flask,
    world: World,
    ann: int,
    as_alice: FlaskClient,
    as_bob: FlaskClient,
    as_vera: FlaskClient,
    as_mallory: FlaskClient,
) -> None:
    adam = factories.signed_in(app, world.adam)
    roles = {"owner": as_alice, "admin": adam, "editor": as_bob, "viewer": as_vera, "other": as_mallory}
    refused = {"editor": 403, "viewer": 403, "other": 404}
    for kind, party, reason, may in LIFTS:
        for role, client in roles.items():
            with factories.inside(app, world.ours):
                here = db.session.get_one(Workspace, world.ours)
                event = restricted(here, kind, ann, party=party, reason=reason)
                db.session.commit()
            answer = client.post(f"/constituents/{ann}/restrictions/{event}/lift", data={"reason": "x"})
            due = refused.get(role) or (303 if may else 422)
            assert answer.status_code == due, (role, kind, party, reason)


# --- nothing loosens for many


def test_a_restriction_is_lifted_by_itself_and_staff_permit_one_person_at_a_time(inside: World) -> None:
    here = workspace(inside.ours)
    one, other = person(here, "one@example.org").id, person(here, "two@example.org").id
    block = restricted(here, EventKind.DO_NOT_CONTACT_SET, one, party=Party.STAFF)
    lift = Line(
        kind=EventKind.RESTRICTION_LIFTED, at=now(), subject=one, evidence="a mistake", closes=(block,)
    )
    yes = [
        Line(kind=EventKind.CONSENT_GIVEN, at=now(), subject=who, basis=Basis.EXPRESS, evidence="a form")
        for who in (one, other)
    ]

    for lines in ([lift], [*yes, lift], yes):
        with pytest.raises(ValueError, match=r"by itself|one person"):
            services.permit(here, lines, party=Party.STAFF, actor=STAFF)
    for party in (Party.IMPORT, Party.PROVIDER, Party.SYSTEM):
        refused = services.lift(here, block, party=party, actor=STAFF, reason="a mistake")
        assert isinstance(refused, Refused)
    assert len(queries.restrictions_of(here, one)) == 1


def test_the_few_services_that_can_do_more_than_restrict_are_about_one_person_each() -> None:
    home = ROOT / "app/consent/services"
    reaching = loosening({path.stem: path.read_text() for path in home.glob("*.py")})
    offered = {name for name, _ in inspect.getmembers(services, inspect.isfunction)}

    assert offered & reaching == {"lift", "permit", "record_joining"}
    assert inspect.signature(services.lift).parameters["event_id"].annotation is int
    assert inspect.signature(services.record_joining).parameters["who"].annotation is Constituent
