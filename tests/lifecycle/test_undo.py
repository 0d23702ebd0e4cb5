"""Undoing all that one act changed about somebody, from the History and from a message."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.audit.services import Actor
from app.consent import services as permission
from app.consent.domain.facts import EventKind, Party
from app.constituents.domain.record import Email, Existing, Incoming, Kind, Name, PointType
from app.constituents.queries import existing
from app.db import db, now
from app.lifecycle.services.undoing import undo
from app.operations import doctor
from app.updates.rewriting import rewrite
from app.updates.services import Applied, TakenBack, apply_all
from tests import factories
from tests.batches.makers import add
from tests.batches.makers import person as somebody
from tests.factories import World
from tests.lifecycle.people import (
    ALICE,
    ada,
    agree,
    edit,
    entries_of,
    erased,
    is_mailable,
    made,
    record_of,
    workspace,
)
from tests.profiles.pages import PART, check, root_id, words
from tests.statements import count_statements
from tests.updates.domain.histories import said
from tests.updates.test_services import update

pytestmark = pytest.mark.both
TIDINGS = Incoming(
    Kind.INDIVIDUAL,
    Name(first="Augusta", last="Lovelace"),
    (Email("augusta@example.org", PointType.HOME, primary=True),),
)


def url(person: int, change_set: int) -> str:
    return f"/constituents/{person}/changes/{change_set}/undo"


def bring(world: World, person: int, row: Incoming = TIDINGS, actor: Actor = ALICE) -> tuple[Existing, int]:
    """The record after a row about this person was applied, and the change set."""
    [done] = apply_all(world.ours, [update(record_of(world.ours, person), row)], actor=actor)
    assert isinstance(done, Applied)
    return done.record, done.change_set


def brought(app: Flask, world: World, person: int) -> tuple[Existing, int]:
    with factories.inside(app, world.ours):
        found = bring(world, person)
        db.session.commit()
    return found


def test_the_history_offers_it_and_everything_goes_back_together(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    with factories.inside(app, world.ours):
        before = record_of(world.ours, person)
    after, change_set = brought(app, world, person)

    # offered
    history = as_bob.get(f"/constituents/{person}/history")
    check(history)
    assert url(person, change_set) in history.text

    # seen
    page = as_bob.get(url(person, change_set))
    check(page)
    assert "First name Augusta → becomes Ada changed" in words(page)
    assert "Email augusta@example.org (home, primary) removed" in words(page)
    assert "Stays as it is" not in words(page)

    # undone
    answer = as_bob.post(url(person, change_set), data={"version": after.version})
    assert answer.location == f"/constituents/{person}/history"
    assert "Undone: " in as_bob.get(answer.location).text
    with factories.inside(app, world.ours):
        assert said(record_of(world.ours, person)) == said(before)

    # once
    again = as_bob.get(url(person, change_set))
    check(again)
    assert "There is nothing to undo" in words(again)
    as_bob.post(url(person, change_set))
    assert "There is nothing to undo any more" in as_bob.get(answer.location).text


def test_who_undoes_on_the_profile_stays_there(app: Flask, world: World, as_bob: FlaskClient) -> None:
    person = made(app, world.ours)
    _, change_set = brought(app, world, person)
    here = {"HX-Current-URL": f"http://localhost/constituents/{person}"}

    answer = as_bob.post(url(person, change_set), headers=PART | here)

    assert answer.headers["HX-Redirect"] == f"/constituents/{person}"
    assert "Undone: " in as_bob.get(f"/constituents/{person}").text


def test_what_was_edited_since_is_listed_with_who_and_stays(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    _, change_set = brought(app, world, person)
    with factories.inside(app, world.ours):
        edit(world.ours, person, name=Name(first="Ada Augusta", last="Lovelace"))
        db.session.commit()

    page = as_bob.get(url(person, change_set))
    answer = as_bob.post(url(person, change_set))

    assert "Stays as it is First name Ada Augusta · it was edited since by Alice, " in words(page)
    assert "One field stays as it is" in as_bob.get(answer.location).text
    with factories.inside(app, world.ours):
        who = record_of(world.ours, person)
        assert (who.name.first, [each.address for each in who.emails]) == ("Ada Augusta", ["ada@example.org"])


def test_what_somebody_changed_while_the_page_was_open_is_shown_first(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    after, change_set = brought(app, world, person)
    with factories.inside(app, world.ours):
        edit(world.ours, person, source="a letter")
        db.session.commit()

    for headers in ({}, PART):
        answer = as_bob.post(url(person, change_set), data={"version": after.version}, headers=headers)
        assert answer.status_code == 422
        assert "Somebody changed this record" in words(answer)
        check(answer)
    with factories.inside(app, world.ours):
        assert record_of(world.ours, person).name.first == "Augusta"


def test_a_message_can_offer_it_without_a_page_and_its_own_undo_does_it_again(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)
    after, change_set = brought(app, world, person)

    reply = as_bob.post(url(person, change_set), headers=PART)

    assert reply.headers["HX-Redirect"] == f"/constituents/{person}/history"
    page = as_bob.get(reply.headers["HX-Redirect"])
    check(page)
    again = page.text.split("data-toast")[1].split('action="')[1].split('"')[0]
    as_bob.post(again, headers=PART)
    with factories.inside(app, world.ours):
        assert said(record_of(world.ours, person)) == said(after)


def test_what_added_a_record_takes_it_away_while_nothing_has_happened_to_it(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours, consented=False)
    with factories.inside(app, world.ours):
        change_set = entries_of(world.ours, person)[0].change_set
        lookup = record_of(world.ours, person).lookup_id

    page = as_bob.get(url(person, change_set))
    answer = as_bob.post(url(person, change_set))
    gone = as_bob.get(f"/constituents/{person}")

    check(page)
    assert "It is removed as a whole" in words(page)
    assert answer.location == "/constituents"
    assert (gone.status_code, f"{lookup} was removed" in words(gone)) == (410, True)
    with factories.inside(app, world.ours):
        assert not existing(world.ours, [person])
        db.session.rollback()
    assert list(doctor.examine(app).findings) == []


def test_a_record_stays_when_something_happened_since_it_was_added(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)  # she consented
    with factories.inside(app, world.ours):
        change_set = entries_of(world.ours, person)[0].change_set

    page = as_bob.get(url(person, change_set))
    as_bob.post(url(person, change_set))

    assert "it stays: since then this person has a line in the record of permission" in words(page)
    assert "Deactivate" in words(page)
    with factories.inside(app, world.ours):
        assert record_of(world.ours, person).name.first == "Ada"


def test_nobody_becomes_mailable_by_it_and_the_held_address_says_so(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        person = ada(world.ours)
        change_set = bring_and_block(world, person)
        db.session.commit()

    answer = as_bob.post(url(person, change_set))

    assert "The address is held" in as_bob.get(answer.location).text
    with factories.inside(app, world.ours):
        who = record_of(world.ours, person)
        assert [each.address for each in who.emails if each.primary] == ["ada@example.org"]
        assert not is_mailable(world.ours, person)


def bring_and_block(world: World, person: int) -> int:
    """A row's change set, and a bounce of the address that it brought."""
    _, change_set = bring(world, person)
    bounce = permission.Line(kind=EventKind.BOUNCED, at=now(), subject=person, address="augusta@example.org")
    permission.restrict(workspace(world.ours), [bounce], party=Party.PROVIDER, actor=ALICE)
    return change_set


def test_somebody_without_an_address_stays_unmailable_when_hers_returns(inside: World) -> None:
    [ann] = add(inside.ours, somebody("Ann", "Lee", "ann@example.org"))
    agree(inside.ours, ann.id)
    assert is_mailable(inside.ours, ann.id)
    rewrite(
        inside.ours,
        ann.id,
        lambda who: replace(who, emails=()),
        version=ann.version,
        actor=replace(ALICE, change_set=99),
    )
    assert not is_mailable(inside.ours, ann.id)

    done = undo(workspace(inside.ours), 99, actor=ALICE)

    assert record_of(inside.ours, ann.id).emails[0].address == "ann@example.org"
    assert not is_mailable(inside.ours, ann.id)
    assert done.held == {ann.id}


def test_the_statements_do_not_grow_with_the_people_of_the_set(inside: World) -> None:
    def statements(count: int, start: int) -> int:
        people = add(
            inside.ours, *(somebody(f"P{n}", "Lee", f"p{n}@example.org") for n in range(start, start + count))
        )
        tasks = [update(each, replace(TIDINGS, emails=())) for each in people]
        done = apply_all(inside.ours, tasks, actor=ALICE)
        assert isinstance(done[0], Applied)
        with count_statements() as counted:
            undone = undo(workspace(inside.ours), done[0].change_set, actor=ALICE)
        assert all(isinstance(each, TakenBack) for each in undone.outcomes.values())
        return len(counted)

    assert statements(2, 1_000) == statements(50, 2_000)


def test_an_act_about_somebody_else_or_somebody_erased_is_not_found(
    app: Flask, world: World, as_bob: FlaskClient, as_vera: FlaskClient
) -> None:
    person, other = made(app, world.ours), made(app, world.ours, email="b@example.org")
    _, change_set = brought(app, world, person)

    assert as_bob.get(url(other, change_set)).status_code == 404
    assert as_bob.post(url(other, change_set)).status_code == 404
    assert as_vera.get(url(person, change_set)).status_code == 403
    assert as_vera.post(url(person, change_set)).status_code == 403
    assert "/undo" not in as_vera.get(f"/constituents/{person}/history").text
    assert root_id(as_bob.get(url(person, change_set), headers=PART)) == "undo-dialog"
    erased(app, world.ours, person)
    assert as_bob.post(url(person, change_set)).status_code in (404, 410)
