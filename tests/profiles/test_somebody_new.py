"""It is nobody on record: the whole record is shown, then added, and that it is somebody new remembered."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from app.batches.domain.identity import identity
from app.batches.queries import distinctions
from app.consent.domain.facts import EventKind
from app.constituents.domain.record import Incoming, Kind, Name
from app.db import db
from app.profiles import services
from tests import factories
from tests.factories import World
from tests.profiles.makers import Page, create, maria, somebody
from tests.profiles.pages import PART, check, root_id, words
from tests.profiles.resolution import MARIA, sent
from tests.profiles.test_adding import AISHA, INDIVIDUAL, ORGANIZATION, added, everybody
from tests.profiles.test_overview import opt_out, restrict

ADDITION, COMPARISON, MATCH = (f"{INDIVIDUAL}/{step}" for step in ("addition", "comparison", "match"))


@pytest.fixture
def page(app: Flask, world: World) -> Page:
    return maria(app, world.ours)


@pytest.fixture
def bob(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.bob)


@pytest.mark.both
def test_the_whole_record_is_shown_then_added_and_the_distinction_remembered(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    asked = bob.post(INDIVIDUAL, data=MARIA | {"nickname": "Mari"})

    shown = bob.post(ADDITION, data=sent(asked))

    check(shown)
    assert "Nothing has been added yet." in words(shown)
    assert "First name Maria Last name Lopez Nickname Mari Email MARIA@example.org (home" in words(shown)
    assert "whoever comes with this name and email is not María López C-1001." in words(shown)
    assert everybody(app, world) == 1
    record = added(app, world, bob.post(INDIVIDUAL, data=sent(shown, do="save")))
    assert (record.name.nickname, everybody(app, world)) == ("Mari", 2)
    with factories.inside(app, world.ours):
        who = identity(services.incoming(record))
        assert distinctions(world.ours, [who])[who] == {page.id}


def test_that_a_new_record_leaves_a_restriction_behind_is_said(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    opt_out(app, world)
    typed = MARIA | {"emails-0-address": "new@example.org", "phones-0-number": "(503) 555-0142"}
    asked = bob.post(INDIVIDUAL, data=typed | {"phones-0-type": "mobile"})
    before = bob.post(ADDITION, data=sent(asked))
    restrict(app, world, page, EventKind.UNSUBSCRIBED)

    after = bob.post(ADDITION, data=sent(asked))

    check(after)
    assert "cannot be emailed" not in words(before)
    assert (
        "Can be emailed María López C-1001 cannot be emailed: unsubscribed. "
        "That does not hold for a new record, which can be emailed." in words(after)
    )


def test_everything_that_was_typed_stands_on_the_page_before_it_is_added(bob: FlaskClient) -> None:
    shown = bob.post(ADDITION, data=AISHA)

    told = words(shown)
    for value in (
        "عائشة",
        "12 Elm St, Flat 2, London",
        "+44 20 7946 0123",
        "April 2",
        "Alias A. Khan",
        "crm 77",
    ):
        assert value in told
    assert "remembered" not in told


def test_who_turns_up_meanwhile_is_asked_about_before_anybody_is_added(
    app: Flask, world: World, bob: FlaskClient
) -> None:
    shown = bob.post(ADDITION, data=MARIA)
    maria(app, world.ours)

    asked = bob.post(INDIVIDUAL, data=sent(shown, do="save"))

    assert "On record María López" in words(asked)
    assert everybody(app, world) == 1


@pytest.mark.both
@pytest.mark.parametrize("step", ["before the whole record is shown", "before it is saved"])
def test_only_who_was_shown_is_told_apart_and_who_came_since_is_asked_about(
    app: Flask, world: World, bob: FlaskClient, page: Page, step: str
) -> None:
    asked = bob.post(INDIVIDUAL, data=MARIA)
    if step == "before the whole record is shown":
        twin = maria(app, world.ours, gifts=4)
        answer = bob.post(ADDITION, data=sent(asked))
    else:
        shown = bob.post(ADDITION, data=sent(asked))
        twin = maria(app, world.ours, gifts=4)
        answer = bob.post(INDIVIDUAL, data=sent(shown, do="save"))

    check(answer)
    assert "Somebody on record is alike who was not shown to you before." in words(answer)
    assert f'name="target" value="{twin.id}"' in answer.text
    assert everybody(app, world) == 2

    both = bob.post(ADDITION, data=sent(answer))
    record = added(app, world, bob.post(INDIVIDUAL, data=sent(both, do="save")))

    assert re.search(r"is not María López C-100[12] or María López C-100[12]\.", words(both))
    with factories.inside(app, world.ours):
        who = identity(services.incoming(record))
        assert distinctions(world.ours, [who])[who] == {page.id, twin.id}


@pytest.mark.parametrize("step", ["comparison", "addition"])
def test_going_back_keeps_everything_typed(bob: FlaskClient, page: Page, step: str) -> None:
    asked = bob.post(INDIVIDUAL, data=MARIA | {"birth": "1971"})
    last = bob.post(f"{INDIVIDUAL}/{step}", data=sent(asked))

    back = bob.post(f"{INDIVIDUAL}/draft", data=sent(last))

    assert back.status_code == 200
    check(back)
    assert all(f'value="{value}"' in back.text for value in ("Maria", "Lopez", "MARIA@example.org", "1971"))


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "fragment"])
def test_beside_the_form_somebody_is_chosen_to_compare_with(
    app: Flask, world: World, bob: FlaskClient, page: Page, headers: dict[str, str]
) -> None:
    typed = MARIA | {"emails-0-address": "", "first": "M."}
    with factories.inside(app, world.ours):
        create(world.ours, somebody("Maria", "Lopez"))
        db.session.commit()

    box = bob.post("/constituents/known", data=MARIA, headers=PART)
    asked = bob.post(INDIVIDUAL, data=typed | {"do": f"compare:{page.id}"}, headers=headers)

    assert f'name="do" value="compare:{page.id}" form="typed"' in box.text
    check(asked)
    assert "On record María López" in words(asked)
    if headers:
        assert root_id(asked) == "new"


def test_what_cannot_be_read_is_said_before_anybody_is_compared(bob: FlaskClient, page: Page) -> None:
    typed = MARIA | {"birth": "31 April", "do": f"compare:{page.id}"}

    for answer in (
        bob.post(INDIVIDUAL, data=typed),
        bob.post(COMPARISON, data=typed),
        bob.post(MATCH, data=typed),
    ):
        assert answer.status_code == 422
        check(answer)
        assert "is not a date" in words(answer)


def test_another_one_is_found_by_search_and_compared(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    with factories.inside(app, world.ours):
        [own] = create(world.ours, somebody("Zoë", "Quist"))
        db.session.commit()
    asked = bob.post(INDIVIDUAL, data=MARIA)

    found = bob.post(COMPARISON, data=sent(asked, q="quist"))
    compared = bob.post(COMPARISON, data=sent(found, **{"with": str(own)}), headers=PART)
    done = bob.post(MATCH, data=sent(compared))

    check(found)
    assert f'name="with" value="{own}"' in found.text
    assert "On record Zoë Quist" in words(compared)
    assert done.headers["Location"] == f"/constituents/{own}"
    assert everybody(app, world) == 2


def test_what_has_no_place_on_the_screen_is_named(bob: FlaskClient, page: Page) -> None:
    typed = MARIA | {"former_names-0-value": "Mari", "former_names-0-kind": "alias", "source": "a letter"}

    asked = bob.post(INDIVIDUAL, data=typed)

    assert "Not taken over: other names, the source. Edit the record afterwards for that." in words(asked)
    assert "Not taken over" not in words(bob.post(INDIVIDUAL, data=MARIA))


@pytest.mark.parametrize("step", ["draft", "comparison", "match", "addition"])
def test_who_comes_by_a_link_starts_with_the_form(bob: FlaskClient, step: str) -> None:
    assert bob.get(f"{INDIVIDUAL}/{step}").headers["Location"] == INDIVIDUAL
    assert bob.get(f"{ORGANIZATION}/{step}").headers["Location"] == ORGANIZATION
    assert bob.get(f"/constituents/new/robot/{step}").status_code == 404
    assert bob.post(f"/constituents/new/robot/{step}", data=MARIA).status_code == 404


@pytest.mark.parametrize("step", ["draft", "comparison", "match", "addition"])
def test_nobody_matches_or_adds_who_may_only_look(app: Flask, world: World, page: Page, step: str) -> None:
    vera = factories.signed_in(app, world.vera)

    assert vera.post(f"{INDIVIDUAL}/{step}", data=MARIA | {"target": page.id}).status_code == 403
    assert vera.get(f"{INDIVIDUAL}/{step}").status_code == 403


def test_nobody_of_another_workspace_is_compared_or_changed(app: Flask, world: World, page: Page) -> None:
    mallory = factories.signed_in(app, world.mallory)
    typed: MultiDict[str, str] = MultiDict(MARIA | {"target": str(page.id), "version": "1", "q": "López"})

    answers = [mallory.post(url, data=typed) for url in (COMPARISON, MATCH)]
    answers.append(mallory.post(COMPARISON, data=MARIA | {"with": str(page.id)}))

    assert [answer.status_code for answer in answers] == [200, 422, 200]
    for answer in answers:
        check(answer)
        assert "is not there any more" in words(answer)
        assert "María" not in answer.text


def test_an_organization_is_shown_before_it_is_added(app: Flask, world: World, bob: FlaskClient) -> None:
    with factories.inside(app, world.ours):
        create(world.ours, Incoming(Kind.ORGANIZATION, Name(organization="The Elm Fund")))
        db.session.commit()

    asked = bob.post(ORGANIZATION, data={"organization": "The Elm Fund", "source": "a letter"})
    shown = bob.post(f"{ORGANIZATION}/addition", data=sent(asked))
    record = added(app, world, bob.post(ORGANIZATION, data=sent(shown, do="save")))

    assert "Organization name The Elm Fund Source a letter" in words(shown)
    assert (record.kind, record.name.organization) == (Kind.ORGANIZATION, "The Elm Fund")
