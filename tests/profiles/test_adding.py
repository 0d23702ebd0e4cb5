"""Adding somebody by hand: written as typed, and never twice without a person's word."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Workspace
from app.audit.domain.source import Subject, Via
from app.audit.queries import history
from app.constituents import queries as constituents
from app.constituents.domain.record import Existing, ExternalId, Kind, Name
from app.constituents.models import Constituent
from app.db import db
from app.profiles import services
from tests import factories
from tests.factories import World
from tests.profiles.makers import ALICE, Page, maria
from tests.profiles.pages import PART, check, root_id, words

INDIVIDUAL, ORGANIZATION = "/constituents/new/individual", "/constituents/new/organization"
AISHA = {
    "first": "عائشة",
    "last": "",
    "emails-0-address": "aisha@example.org",
    "emails-0-type": "home",
    "emails-primary": "0",
    "phones-0-number": "+44 20 7946 0123",
    "phones-0-type": "work",
    "addresses-0-lines": "12 Elm St\r\nFlat 2",
    "addresses-0-city": "London",
    "addresses-0-country": "United Kingdom",
    "addresses-0-type": "home",
    "birth": "2 April",
    "former_names-0-value": "A. Khan",
    "former_names-0-kind": "alias",
    "external_ids-0-system": "crm",
    "external_ids-0-value": "77",
    "source": "a letter",
    "do": "save",
}


@pytest.fixture
def page(app: Flask, world: World) -> Page:
    return maria(app, world.ours)


@pytest.fixture
def bob(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.bob)


def added(app: Flask, world: World, answer: TestResponse) -> Existing:
    """The record that the answer leads to."""
    assert answer.status_code == 303, words(answer)
    own = int(answer.headers["Location"].rpartition("/")[2])
    with factories.inside(app, world.ours):
        return constituents.existing(world.ours, [own])[own]


def everybody(app: Flask, world: World) -> int:
    with factories.inside(app, world.ours):
        return db.session.query(Constituent).count()


@pytest.mark.parametrize("url", [INDIVIDUAL, ORGANIZATION])
def test_the_forms_open_as_a_page_and_as_a_part(bob: FlaskClient, url: str) -> None:
    whole, part = bob.get(url), bob.get(url, headers=PART)

    check(whole)
    check(part)
    assert root_id(part) == "new"


def test_an_organization_is_asked_for_no_first_name(bob: FlaskClient) -> None:
    organization, person = bob.get(ORGANIZATION).text, bob.get(INDIVIDUAL).text

    assert ('name="first"' in organization, 'name="organization"' in organization) == (False, True)
    assert ('name="first"' in person, 'name="organization"' in person) == (True, False)
    assert ('name="birth"' in organization, 'name="birth"' in person) == (False, True)


def test_an_organization_is_reached_at_work_unless_something_else_is_chosen(bob: FlaskClient) -> None:
    def chosen(url: str) -> set[str]:
        blank = bob.get(url).text
        more = bob.post(url, data={"emails-0-type": "home", "do": "add:emails"}).text
        found = re.findall(r'<option selected value="(\w+)">', blank)
        return {
            *found,
            re.findall(r'<select[^>]*name="emails-1-type".*?selected value="(\w+)"', more, re.S)[0],
        }

    assert chosen(ORGANIZATION) == {"work"}
    assert chosen(INDIVIDUAL) == {"home", "mobile"}


@pytest.mark.both
def test_somebody_new_is_written_as_typed_and_journaled(app: Flask, world: World, bob: FlaskClient) -> None:
    record = added(app, world, bob.post(INDIVIDUAL, data=AISHA))

    assert (record.kind, record.name, str(record.birth)) == (Kind.INDIVIDUAL, Name(first="عائشة"), "--04-02")
    [email], [phone], [address] = record.emails, record.phones, record.addresses
    assert (email.address, email.primary, email.source) == ("aisha@example.org", True, "entered by hand")
    assert (phone.e164, phone.primary) == ("+442079460123", True)
    assert (address.lines, address.country) == (("12 Elm St", "Flat 2"), "GB")
    assert [(each.value, each.alias) for each in record.former_names] == [("A. Khan", True)]
    assert (record.external_ids, record.source) == ((ExternalId("crm", "77"),), "a letter")
    with factories.inside(app, world.ours):
        entries = history(world.ours, Subject.CONSTITUENT, record.id).entries
        assert {(entry.via, entry.actor) for entry in entries} == {(Via.FORM, "Bob")}
        assert {"name.first", "emails", "phones", "addresses", "birth", "source"} <= {
            e.field for e in entries
        }


@pytest.mark.both
def test_an_organization_is_written(app: Flask, world: World, bob: FlaskClient) -> None:
    record = added(app, world, bob.post(ORGANIZATION, data={"organization": "The Elm Fund", "do": "save"}))

    assert (record.kind, record.name) == (Kind.ORGANIZATION, Name(organization="The Elm Fund"))
    assert record.source == "entered by hand"


def test_several_values_need_no_script(app: Flask, world: World, bob: FlaskClient) -> None:
    typed: dict[str, Any] = {"first": "Ann", "emails-0-address": "a@example.org", "emails-0-type": "home"}

    more = bob.post(INDIVIDUAL, data={**typed, "do": "add:emails"})
    assert 'name="emails-1-address"' in more.text
    assert 'value="a@example.org"' in more.text
    typed |= {
        "emails-1-address": "b@example.org",
        "emails-1-type": "work",
        "emails-primary": "1",
        "do": "save",
    }
    record = added(app, world, bob.post(INDIVIDUAL, data=typed))

    assert [(each.address, each.primary) for each in record.emails] == [
        ("a@example.org", False),
        ("b@example.org", True),
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first": ""}, "Type at least one name."),
        ({"birth": "31 April"}, "is not a date"),
        ({"phones-0-number": "12"}, "too short"),
        ({"emails-0-address": "aisha"}, "missing the “@”"),
    ],
)
def test_what_cannot_be_read_is_said_and_everything_typed_stays(
    app: Flask, world: World, bob: FlaskClient, typed: dict[str, str], said: str
) -> None:
    answer = bob.post(INDIVIDUAL, data=AISHA | typed)

    assert answer.status_code == 422
    check(answer)
    assert said in words(answer)
    assert all(value in answer.text for value in ("12 Elm St", "London", "a letter", "A. Khan"))
    assert everybody(app, world) == 0


@pytest.mark.both
def test_an_id_of_somebody_else_is_refused_with_the_owner(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    typed = AISHA | {"external_ids-0-system": "mailchimp", "external_ids-0-value": "3-2"}

    answer = bob.post(INDIVIDUAL, data=typed)

    assert answer.status_code == 422
    check(answer)
    assert "mailchimp 3-2 belongs to María López" in words(answer)
    assert f'href="{page()}"' in answer.text
    assert everybody(app, world) == 1


@pytest.mark.both
def test_two_who_take_one_id_at_once_do_not_both_get_it(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ann(first: str) -> Existing:
        return Existing(Kind.INDIVIDUAL, Name(first=first), external_ids=(ExternalId("crm", "1"),))

    with factories.inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        assert isinstance(services.add(workspace, ann("Ann"), distinct=(), actor=ALICE), services.Added)
        # the second one looks before the first one is there to be seen
        looked: Iterator[dict[tuple[str, str], int]] = iter([{}])
        real = constituents.owners_of_external_ids
        monkeypatch.setattr(constituents, "owners_of_external_ids", lambda *a: next(looked, None) or real(*a))
        monkeypatch.setattr(import_module("app.matching.queries.search"), "_externals", lambda *a: {})

        outcome = services.add(workspace, ann("王"), distinct=(), actor=ALICE)

        assert isinstance(outcome, services.Taken)
        assert [(owner.display, owner.external.value) for owner in outcome.owners] == [("Ann", "1")]


@pytest.mark.parametrize("url", [INDIVIDUAL, ORGANIZATION, "/constituents/known"])
def test_nobody_adds_who_may_only_look(app: Flask, world: World, url: str) -> None:
    vera = factories.signed_in(app, world.vera)

    assert vera.post(url, data=AISHA).status_code == 403
    if url != "/constituents/known":
        assert vera.get(url).status_code == 403
    assert everybody(app, world) == 0
