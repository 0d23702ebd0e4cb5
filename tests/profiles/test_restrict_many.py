"""One restriction for many people: counted first, added to those who lack it, and nothing is ever lifted."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, true

from app.accounts.models import Workspace
from app.audit.models import JournalEntry
from app.audit.services import Actor
from app.consent import queries, services
from app.consent.domain.acts import StaffAct, What
from app.consent.domain.facts import EventKind, Party
from app.consent.models import ConsentEvent
from app.consent.services import Told
from app.constituents.models import Constituent
from app.db import db, now
from app.groups.services import add_members
from app.profiles.services.restricting import Otherwise, Restricted, restrict_many
from tests import factories
from tests.consent.makers import OPT_OUT, STAFF, person, restricted, workspace
from tests.factories import World
from tests.groups.makers import group
from tests.groups.makers import people as some_people
from tests.groups.pages import words
from tests.statements import count_statements

URL = "/constituents/restriction"
ASKED = {"restrict-kind": "unsubscribed", "restrict-evidence": "a list that the town council sent"}


@pytest.fixture
def ids(app: Flask, world: World) -> list[int]:
    """Four people, of whom the first unsubscribed already and the last has no address."""
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        found = [person(here, f"p{n}@example.org", first=f"P{n}").id for n in range(3)] + [person(here).id]
        restricted(here, EventKind.UNSUBSCRIBED, found[0])
        db.session.commit()
    return found


def lines(app: Flask, world: World) -> int:
    with factories.inside(app, world.ours):
        return db.session.scalar(select(func.count()).select_from(ConsentEvent)) or 0


@pytest.mark.both
def test_who_lacks_it_is_counted_first_and_gets_it_once_that_was_seen(
    app: Flask, as_bob: FlaskClient, world: World, ids: list[int]
) -> None:
    counted = as_bob.post(URL, data=ASKED)

    told = words(counted.text)
    assert "4 people are meant. 1 has it already. It is added to 3 people, of whom 2 can be emailed" in told
    assert lines(app, world) == 1, "nothing was written by counting"

    sent = ASKED | {"expected": "3"}
    assert as_bob.post(URL, data=sent).status_code == 303
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        found = queries.verdicts(here, ids, at=now())
        assert [each.eligible for each in found.values()] == [False] * 4
        added = db.session.scalars(select(ConsentEvent).order_by(ConsentEvent.sequence)).all()[1:]
        assert {(each.party, each.evidence, each.actor) for each in added} == {
            (Party.STAFF, ASKED["restrict-evidence"], "Bob")
        }
        noted = db.session.scalars(
            select(JournalEntry).where(JournalEntry.field == "restriction of many")
        ).one()
        assert (noted.after["people"], noted.after["list"]) == (3, "Everybody.")
        assert ASKED["restrict-evidence"] not in str(noted.after)  # free text may name people: it is erasable
        assert services.differences(here.id) == []
    assert "added a restriction to 3 people" in words(as_bob.get("/").text)


def test_other_numbers_than_were_shown_write_nothing(
    app: Flask, as_bob: FlaskClient, world: World, ids: list[int]
) -> None:
    answer = as_bob.post(URL, data=ASKED | {"expected": str(len(ids))})

    assert answer.status_code == 422
    assert "not the people who were counted before" in words(answer.text)
    assert lines(app, world) == 1


@pytest.mark.usefixtures("ids")
def test_the_number_of_many_people_is_typed_before_they_are_restricted(
    monkeypatch: pytest.MonkeyPatch, app: Flask, as_bob: FlaskClient, world: World
) -> None:
    monkeypatch.setattr("app.consent.forms.permission.MANY", 3)
    assert "Type the number of people" in as_bob.post(URL, data=ASKED).text

    for typed in ({}, {"restrict-typed": "4"}):
        refused = as_bob.post(URL, data=ASKED | {"expected": "3"} | typed)
        assert refused.status_code == 422
        assert "Type 3 to add it to so many people" in words(refused.text)
    assert lines(app, world) == 1

    sent = ASKED | {"expected": "3", "restrict-typed": " 3"}
    done = as_bob.post(URL, data=sent, follow_redirects=True)

    assert "Added for 3 people. It holds from now on." in words(done.text)
    assert lines(app, world) == 4


@pytest.mark.parametrize("ask", ["selected", "search", "group"])
def test_it_is_for_the_selected_rows_the_list_or_a_group(
    app: Flask, as_bob: FlaskClient, world: World, ids: list[int], ask: str
) -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        made = group(here, "Board")
        add_members(here, made, [ids[2]], actor=STAFF)
        board = made.id
        db.session.commit()
    asked = {"selected": {"selected": ids[2]}, "search": {"q": "p2@example.org"}, "group": {"group": board}}
    who = asked[ask]

    page = words(as_bob.get(URL, query_string=who).text)
    answer = as_bob.post(URL, data=ASKED | who | {"expected": "1"})

    assert {"selected": "1 person", "search": "p2@example.org", "group": "Board"}[ask] in page
    assert answer.status_code == 303
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        assert [bool(queries.restrictions_of(here, each)) for each in ids] == [True, False, True, False]


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    "change",
    [
        {"restrict-evidence": " "},
        {"restrict-kind": "complained"},
        {"restrict-kind": "objected"},
        {"restrict-kind": "consent_withdrawn"},
        {"restrict-kind": "restriction_lifted"},
        {"restrict-kind": "paused"},
        {"restrict-kind": "paused", "restrict-until": "2020-01-01"},
        {"restrict-kind": "topic_left:99"},
    ],
)
def test_what_an_admin_could_not_lift_one_by_one_is_not_offered_for_many(
    app: Flask, as_bob: FlaskClient, world: World, change: dict[str, str]
) -> None:
    assert as_bob.post(URL, data=ASKED | change | {"expected": "3"}).status_code == 422
    assert lines(app, world) == 1


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("kind", ["paused", f"topic_left:{OPT_OUT}", "do_not_contact_set", "suppressed"])
def test_adding_it_again_reaches_nobody(app: Flask, as_bob: FlaskClient, kind: str) -> None:
    until = (now() + timedelta(days=90)).date().isoformat()
    asked = ASKED | {"restrict-kind": kind, "restrict-until": until}

    assert as_bob.post(URL, data=asked | {"expected": "4"}).status_code == 303

    again = words(as_bob.post(URL, data=asked).text)
    assert "4 have it already. It is added to 0 people" in again


@pytest.mark.both
def test_statements_do_not_grow_with_the_number_of_people(inside: World) -> None:
    here = workspace(inside.ours)
    counts = []
    for number in (2, 40):
        some_people(here, number)
        told = Told(what=What(StaffAct.DO_NOT_CONTACT), at=now(), evidence="a letter")
        with count_statements() as seen:
            outcome = restrict_many(here, true(), told, expected=number, words="", actor=STAFF)
        assert outcome == Restricted(number)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_no_final_act_is_done_to_many(inside: World) -> None:
    here = workspace(inside.ours)
    for act in (StaffAct.OBJECT, StaffAct.COMPLAIN, StaffAct.WITHDRAW):
        told = Told(what=What(act), at=now(), evidence="a letter")
        with pytest.raises(ValueError, match="one person at a time"):
            restrict_many(here, true(), told, expected=0, words="", actor=STAFF)


def test_nobody_of_another_workspace_is_reached(
    app: Flask, as_mallory: FlaskClient, world: World, ids: list[int]
) -> None:
    for who in ({"selected": ids}, {}):
        answer = as_mallory.post(URL, data=ASKED | who)
        assert "0 people are meant" in words(answer.text) or "1 person is meant" in words(answer.text)
    assert as_mallory.post(URL, data=ASKED | {"selected": ids, "expected": "4"}).status_code == 422
    assert lines(app, world) == 1


@pytest.mark.usefixtures("ids")
def test_only_editors_are_offered_it_and_may_send_it(as_vera: FlaskClient, as_bob: FlaskClient) -> None:
    assert as_vera.get(URL).status_code == as_vera.post(URL, data=ASKED).status_code == 403
    assert URL not in as_vera.get("/constituents").text
    assert re.search(rf'href="{URL}"', as_bob.get("/constituents").text)


def test_more_than_one_act_may_hold_are_sent_to_the_import(
    monkeypatch: pytest.MonkeyPatch, app: Flask, as_bob: FlaskClient, world: World, ids: list[int]
) -> None:
    monkeypatch.setattr("app.profiles.routes.restricting.MOST", 2)
    monkeypatch.setattr("app.profiles.services.restricting.MOST", 2)

    assert as_bob.post(URL, data=ASKED).status_code == 422
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        told = Told(what=What(StaffAct.UNSUBSCRIBE), at=now(), evidence="a letter")
        outcome = restrict_many(
            here, Constituent.id.in_(ids), told, expected=3, words="", actor=Actor("Bob", STAFF.via)
        )
        assert isinstance(outcome, Otherwise)
    assert lines(app, world) == 1
