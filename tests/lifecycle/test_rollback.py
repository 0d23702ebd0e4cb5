"""Rolling back one change from the History, without making anybody mailable."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.audit.domain.source import Via
from app.consent import services as permission
from app.consent.domain.facts import EventKind, Party
from app.constituents.domain.record import Email, ExternalId, Name, PointType
from app.db import db, now
from tests import factories
from tests.factories import World
from tests.lifecycle.people import (
    ALICE,
    ada,
    edit,
    entries_of,
    is_mailable,
    made,
    record_of,
    workspace,
)
from tests.profiles.pages import PART, check, root_id, words
from tests.statements import count_statements

pytestmark = pytest.mark.both
NEW = Email("new@example.org", PointType.WORK, primary=True)


def url(person: int, entry_id: int) -> str:
    return f"/constituents/{person}/history/{entry_id}/rollback"


def last(app: Flask, world: World, person: int, field: str) -> tuple[int, int]:
    """The latest entry about a field, and the version of the record."""
    with factories.inside(app, world.ours):
        return entries_of(world.ours, person, field)[-1].id, record_of(world.ours, person).version


def change(app: Flask, world: World, person: int, **values: object) -> None:
    with factories.inside(app, world.ours):
        edit(world.ours, person, **values)
        db.session.commit()


def test_one_field_goes_back_others_stay_and_the_rolling_back_can_be_rolled_back(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    change(app, world, person, name=Name(first="Eda", last="Lovelace"))
    entry, _ = last(app, world, person, "name.first")
    change(app, world, person, source="a letter")
    _, version = last(app, world, person, "source")

    # seen
    page = as_bob.get(url(person, entry))
    check(page)
    assert "Now Eda Comes back Ada" in words(page)
    assert "changed again" not in words(page)

    # rolled back
    answer = as_bob.post(url(person, entry), data={"version": version})
    assert answer.location == f"/constituents/{person}/history"
    with factories.inside(app, world.ours):
        who = record_of(world.ours, person)
        assert (who.name.first, who.source) == ("Ada", "a letter")
        line = entries_of(world.ours, person, "name.first")[-1]
        assert (line.before, line.after, line.via, line.actor) == ("Eda", "Ada", Via.UNDO, "Bob")

    # and forth again
    entry, version = last(app, world, person, "name.first")
    as_bob.post(url(person, entry), data={"version": version})
    with factories.inside(app, world.ours):
        assert record_of(world.ours, person).name.first == "Eda"


def test_a_field_that_was_changed_since_says_by_whom_and_what_would_come_back(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    change(app, world, person, name=Name(first="Eda", last="Lovelace"))
    entry, _ = last(app, world, person, "name.first")
    change(app, world, person, name=Name(first="Ida", last="Lovelace"))

    page = as_bob.get(url(person, entry))

    assert "This was changed again since" in words(page)
    assert "by Alice" in words(page)
    assert "Now Ida Comes back Ada" in words(page)


def test_of_ids_in_other_systems_only_what_became_of_that_one_since_is_told(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    crm, shop = ExternalId("crm", "7"), ExternalId("shop", "7")
    change(app, world, person, external_ids=(crm,))
    entry, _ = last(app, world, person, "external_ids")
    change(app, world, person, external_ids=(crm, shop))
    assert "changed again" not in words(as_bob.get(url(person, entry)))

    change(app, world, person, external_ids=(shop,))
    change(app, world, person, external_ids=(crm, shop))

    since = words(as_bob.get(url(person, entry))).partition("changed again since: ")[2]
    assert since.count("by Alice") == 2


def test_what_somebody_changed_while_the_page_was_open_is_shown_before_it_goes(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    change(app, world, person, name=Name(first="Eda", last="Lovelace"))
    entry, version = last(app, world, person, "name.first")
    change(app, world, person, name=Name(first="Ida", last="Lovelace"))

    for headers in ({}, PART):
        answer = as_bob.post(url(person, entry), data={"version": version}, headers=headers)
        assert answer.status_code == 422
        assert "Somebody changed this record" in words(answer)
        assert "Now Ida" in words(answer)
        check(answer)
    with factories.inside(app, world.ours):
        assert record_of(world.ours, person).name.first == "Ida"


def test_a_new_primary_address_goes_and_a_blocked_one_that_comes_back_stays_blocked(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    with factories.inside(app, world.ours):
        bounce = permission.Line(kind=EventKind.BOUNCED, at=now(), subject=person, address="ada@example.org")
        permission.restrict(workspace(world.ours), [bounce], party=Party.PROVIDER, actor=ALICE)
        who = record_of(world.ours, person)
        edit(world.ours, person, emails=(replace(who.emails[0], primary=False), NEW))
        db.session.commit()
    entry, version = last(app, world, person, "emails")

    as_bob.post(url(person, entry), data={"version": version})

    with factories.inside(app, world.ours):
        [email] = record_of(world.ours, person).emails
        assert (email.address, email.primary) == ("ada@example.org", True)
        assert not is_mailable(world.ours, person)


@pytest.mark.parametrize("field", ["emails", "emails.primary"])
def test_nobody_becomes_mailable_when_a_free_address_takes_the_place_of_a_blocked_one_again(
    app: Flask, world: World, as_bob: FlaskClient, field: str
) -> None:
    with factories.inside(app, world.ours):
        person = ada(world.ours)
        first = record_of(world.ours, person).emails[0]
        if field == "emails":
            edit(world.ours, person, emails=(replace(first, address="typo@example.org"),))
        else:
            edit(world.ours, person, emails=(first, replace(NEW, primary=False)))
            emails = record_of(world.ours, person).emails
            edit(world.ours, person, emails=tuple(replace(e, primary=not e.primary) for e in emails))
        assert is_mailable(world.ours, person)
        address = next(e.address for e in record_of(world.ours, person).emails if e.primary)
        bounce = permission.Line(kind=EventKind.BOUNCED, at=now(), subject=person, address=address)
        permission.restrict(workspace(world.ours), [bounce], party=Party.PROVIDER, actor=ALICE)
        assert not is_mailable(world.ours, person)
        db.session.commit()
    entry, version = last(app, world, person, field)

    answer = as_bob.post(url(person, entry), data={"version": version})

    assert answer.status_code == 303
    assert "The address is held" in as_bob.get(answer.location).text
    with factories.inside(app, world.ours):
        now_primary = next(e.address for e in record_of(world.ours, person).emails if e.primary)
        assert now_primary == "ada@example.org"
        assert not is_mailable(world.ours, person)


def test_a_state_that_stops_mail_leads_to_its_own_page(app: Flask, world: World, as_bob: FlaskClient) -> None:
    person = made(app, world.ours)
    change(app, world, person, deceased=True)
    entry, version = last(app, world, person, "deceased")

    page = as_bob.get(url(person, entry))
    answer = as_bob.post(url(person, entry), data={"version": version})

    check(page)
    assert f"/constituents/{person}/death" in page.text
    assert answer.status_code == 422
    with factories.inside(app, world.ours):
        assert record_of(world.ours, person).deceased


def test_an_id_that_somebody_else_has_by_now_does_not_come_back(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person, other = made(app, world.ours), made(app, world.ours, email="b@example.org")
    change(app, world, person, external_ids=(ExternalId("crm", "1"),))
    change(app, world, person, external_ids=())
    entry, _ = last(app, world, person, "external_ids")
    change(app, world, other, external_ids=(ExternalId("crm", "1"),))

    page = as_bob.get(url(person, entry))

    assert page.status_code == 200
    assert "Somebody else has this ID now" in words(page)


def test_the_page_stands_alone_and_as_a_part_and_takes_as_many_statements_however_long_the_history(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    change(app, world, person, name=Name(first="Eda", last="Lovelace"))
    entry, _ = last(app, world, person, "name.first")
    part = as_bob.get(url(person, entry), headers=PART)
    with count_statements() as few:
        as_bob.get(url(person, entry))
    for first in ("Ida", "Oda", "Uda"):
        change(app, world, person, name=Name(first=first, last="Lovelace"))

    with count_statements() as many:
        as_bob.get(url(person, entry))

    assert root_id(part) == "rollback-dialog"
    check(part)
    assert len(many) == len(few)


def test_the_history_offers_it_to_editors_alone_and_groups_what_was_one_act(
    app: Flask, world: World, as_bob: FlaskClient, as_vera: FlaskClient
) -> None:
    person = made(app, world.ours)
    change(app, world, person, name=Name(first="Eda", last="Byron"))
    entry, _ = last(app, world, person, "name.first")

    page = as_bob.get(f"/constituents/{person}/history")

    check(page)
    assert url(person, entry) in page.text
    assert "rollback" not in as_vera.get(f"/constituents/{person}/history").text
    assert as_vera.get(url(person, entry)).status_code == 403
    assert as_vera.post(url(person, entry)).status_code == 403


def test_an_entry_of_somebody_else_is_not_found(app: Flask, world: World, as_bob: FlaskClient) -> None:
    person, other = made(app, world.ours), made(app, world.ours, email="b@example.org")
    entry, _ = last(app, world, other, "name.first")

    assert as_bob.get(url(person, entry)).status_code == 404
    assert as_bob.post(url(person, entry)).status_code == 404
