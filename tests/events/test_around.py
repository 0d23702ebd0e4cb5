"""What is done around registrations: mending, lists to take along, deleting, profiles."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.activity.models import Event, Registration
from app.audit.models import JournalEntry
from app.constituents.domain.departure import Departed
from app.constituents.models import Departure
from app.db import db
from app.groups.domain.rule_json import rule_to_json
from app.groups.domain.rules import Bracket, Match, RegisteredFor, Rule
from app.groups.models import Group, GroupMember
from tests import factories
from tests.events.conftest import Gala, found
from tests.events.makers import ATTENDED, CANCELLED, NO_SHOW, REGISTERED, an_event
from tests.factories import World
from tests.profiles.pages import PART, check, words


def test_a_registration_is_mended_under_its_version(
    app: Flask, world: World, gala: Gala, as_bob: FlaskClient
) -> None:
    form = {
        "status": "attended",
        "currency": "EUR",
        "registered_on": "2026-02-01",
        "fee": "30",
        "version": "1",
    }

    page = as_bob.get(gala.of("ann"))
    saved = as_bob.post(gala.of("ann"), data=form)
    late = as_bob.post(gala.of("ann"), data=form, headers=PART)

    check(page)
    assert 'value="25"' in page.text
    assert saved.location == gala()
    assert late.status_code == 422
    assert 'id="registration-form"' in late.text
    assert "Bob saved it meanwhile" in words(late)
    assert ("ann", ATTENDED) in found(app, world, gala)
    with factories.inside(app, world.ours):
        row = db.session.get_one(Registration, (world.ours, gala.registrations["ann"]))
        assert (row.fee, row.currency, row.guests) == (3_000, "EUR", 0)
    history = words(as_bob.get(f"/constituents/{gala.people['ann']}/history"))
    assert "25 USD becomes 30 EUR" in history.replace("→ ", "")


def test_a_mistake_is_removed_and_what_came_from_elsewhere_stays(
    app: Flask, world: World, gala: Gala, as_bob: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        row = db.session.get_one(Registration, (world.ours, gala.registrations["bea"]))
        row.source = "eventbrite"
        db.session.commit()

    stays = as_bob.post(gala.of("bea", "removal"))
    gone = as_bob.post(gala.of("ann", "removal"))

    assert stays.status_code == 409
    assert gone.status_code == 303
    assert {("ann", REGISTERED)} & found(app, world, gala) == set()
    assert ("bea", REGISTERED) in found(app, world, gala)


def test_participants_are_saved_as_a_static_group_by_status(
    app: Flask, world: World, gala: Gala, as_bob: FlaskClient
) -> None:
    nobody = as_bob.post(gala("group"), data={"name": "Gala"}, headers=PART)
    saved = as_bob.post(gala("group"), data={"name": "Gala", "statuses": ["registered", "cancelled"]})

    assert nobody.status_code == 422
    assert "/groups/" in saved.location
    with factories.inside(app, world.ours):
        group = db.session.scalars(select(Group).where(Group.workspace_id == world.ours)).one()
        members = select(GroupMember.constituent_id).where(GroupMember.workspace_id == world.ours)
        assert group.purpose == "Participants of “Spring Gala”: registered or cancelled."
        assert set(db.session.scalars(members)) == {gala.people[name] for name in ("ann", "bea", "dora")}


def test_the_list_is_a_file_of_what_is_shown_and_the_journal_says_so(
    app: Flask, world: World, gala: Gala, as_bob: FlaskClient, as_vera: FlaskClient
) -> None:
    whole = as_bob.post(gala("export")).data.decode("utf-8-sig").splitlines()
    some = as_bob.post(gala("export"), data={"status": "cancelled", "text": "dora"}).data.decode("utf-8-sig")

    assert len(whole) == 5
    assert whole[1].startswith(
        "C-1001,Ann Lee,ann@example.org,no: no consent on record,Registered,VIP,1,25,USD,2026-02-05"
    )
    assert "Dora Lee" in some
    assert "Ann Lee" not in some
    assert as_vera.post(gala("export")).status_code == 403
    with factories.inside(app, world.ours):
        told = select(JournalEntry.after).where(JournalEntry.subject == "export")
        assert [each["filter"] for each in db.session.scalars(told)] == ["everybody", "cancelled matching …"]


def test_an_event_is_deleted_when_nobody_is_registered_and_no_group_asks(
    app: Flask, world: World, gala: Gala, as_bob: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        empty, asked = an_event(world.ours, "Empty"), an_event(world.ours, "Asked")
        rule = rule_to_json(Rule(Bracket(Match.ALL, (RegisteredFor(asked),))))
        db.session.add(Group(workspace_id=world.ours, name="Guests", kind="dynamic", rule=rule))
        db.session.commit()

    stays = as_bob.post(gala("deletion"))
    kept = as_bob.get(f"/events/{asked}/deletion")
    gone = as_bob.post(f"/events/{empty}/deletion")

    assert stays.status_code == 422
    assert "4 registrations belong to it" in words(stays)
    assert gone.location == "/events"
    assert "The group “ Guests ” asks who registered for it" in words(kept)
    with factories.inside(app, world.ours):
        names = db.session.scalars(select(Event.name).where(Event.workspace_id == world.ours))
        assert set(names) == {"Spring Gala", "Asked"}


def test_a_profile_leads_to_her_registrations_and_to_a_new_one(gala: Gala, as_bob: FlaskClient) -> None:
    tab = as_bob.get(f"/constituents/{gala.people['ann']}/registrations")
    choice = as_bob.get(f"/constituents/{gala.people['ann']}/registrations/new")
    named = as_bob.get(f"/constituents/{gala.people['ann']}/registrations/new?q=nothing", headers=PART)

    assert f'href="{gala()}"' in tab.text
    assert f'href="{gala.of("ann")}"' in tab.text
    assert f'href="/constituents/{gala.people["ann"]}/registrations/new"' in tab.text
    check(choice)
    assert f"{gala('registrations', 'new')}?constituent_id={gala.people['ann']}" in choice.text
    assert "No event is called “nothing”" in words(named)


@pytest.mark.parametrize("name", ["ann", "dora"])
def test_the_paper_list_has_who_holds_a_place(gala: Gala, as_vera: FlaskClient, name: str) -> None:
    page = as_vera.get(gala("list"))

    check(page)
    assert (f"Lee, {name.title()}" in words(page)) is (name == "ann")


def test_the_pages_are_closed_while_the_module_is_off(
    app: Flask, world: World, gala: Gala, as_alice: FlaskClient
) -> None:
    from app.accounts.models import Workspace

    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).modules = ["email"]
        db.session.commit()

    assert as_alice.get("/events").status_code == 403
    assert as_alice.post(gala.at_the_door("ann")).status_code == 403
    assert ("ann", REGISTERED) in found(app, world, gala)
    assert ("dora", CANCELLED) in found(app, world, gala)


def test_somebody_new_at_the_door_is_put_on_record_and_comes_back(gala: Gala, as_bob: FlaskClient) -> None:
    form = as_bob.get(f"/constituents/new/individual?door={gala.event}")
    typed = {"door": gala.event, "do": "save", "first": "Fay", "last": "Quill"}

    added = as_bob.post("/constituents/new/individual", data=typed)

    assert f'name="door" value="{gala.event}"' in form.text
    assert added.location.startswith(gala("registrations", "new") + "?arrived=1&constituent_id=")
    back = as_bob.get(added.location)
    check(back)
    assert "Fay Quill" in words(back)
    assert re.search(r'type="radio"[^>]* checked', back.text)


def test_registrations_of_who_was_erased_count_and_name_nobody(
    app: Flask, world: World, gala: Gala, as_bob: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        gone = {"constituent_id": gala.people["ann"], "lookup_number": 900, "kind": Departed.ERASED}
        db.session.add(Departure(workspace_id=world.ours, **gone))
        db.session.commit()

    page, preview = as_bob.get(gala()), as_bob.get(gala("no-shows"))
    some = words(as_bob.get(gala() + "?status=registered"))
    others = words(as_bob.get(gala() + "?status=waitlisted"))
    as_bob.post(gala("no-shows"))

    assert "= 4 registrations" in words(page)
    assert all("1 of them is of a person who was erased" in each for each in (words(page), some))
    assert "erased" not in others
    assert "Ann Lee" not in words(page)
    assert "1 person is still registered" in words(preview)
    assert as_bob.get(gala.of("ann")).status_code == 404
    assert {("ann", REGISTERED), ("bea", NO_SHOW)} <= found(app, world, gala)
