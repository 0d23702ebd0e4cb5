"""Somebody who is typed may be somebody on record: compared line by line, then matched as it was shown."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.audit.domain.source import Subject, Via
from app.audit.queries import history
from app.constituents import queries as constituents
from app.constituents.domain.record import Existing, ExternalId, Incoming, Kind, Name, PartialDate
from app.constituents.services import Rewrite, write
from app.db import db
from tests import factories
from tests.factories import World
from tests.profiles.makers import Page, create, maria
from tests.profiles.pages import PART, check, root_id, words
from tests.profiles.resolution import MARIA, sent, stances
from tests.profiles.test_adding import INDIVIDUAL, ORGANIZATION, everybody
from tests.profiles.test_editing import record_of
from tests.statements import count_statements

COMPARISON, MATCH = f"{INDIVIDUAL}/comparison", f"{INDIVIDUAL}/match"


@pytest.fixture
def page(app: Flask, world: World) -> Page:
    return maria(app, world.ours)


@pytest.fixture
def bob(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.bob)


def edited(app: Flask, world: World, page: Page, **facts: object) -> Existing:
    """The record after somebody else wrote these facts."""
    before = record_of(app, world, page)
    with factories.inside(app, world.ours):
        [now] = write(world.ours, [Rewrite(before, replace(before, **facts))])  # type: ignore[arg-type]  # any fact
        db.session.commit()
        return now


def ruled(app: Flask, world: World, **rules: str) -> None:
    """The workspace has these update rules."""
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).update_rules = rules
        db.session.commit()


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "fragment"])
def test_whoever_may_be_on_record_is_compared_with_the_rules_filled_in(
    app: Flask, world: World, bob: FlaskClient, page: Page, headers: dict[str, str]
) -> None:
    before = edited(app, world, page, birth=PartialDate(1971, 4, 2))

    asked = bob.post(INDIVIDUAL, data=MARIA | {"birth": "20 April 1971", "nickname": "Mari"}, headers=headers)

    assert asked.status_code == 200
    check(asked)
    assert "On record María López" in words(asked)
    assert "Very likely the same" in words(asked)
    assert "Birth date: kept, since for a possible match a person chooses it by hand." in words(asked)
    assert "no consent on record. That stays so." in words(asked)
    assert "Use “Apr 20, 1971” Keep “Apr 2, 1971”" in words(asked)
    assert not re.search(r"<strong data-open>", asked.text)
    assert record_of(app, world, page) == before
    if headers:
        assert root_id(asked) == "new"


@pytest.mark.both
def test_confirming_writes_what_was_shown_and_journals_the_rules(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    typed = MARIA | {"nickname": "Mari", "phones-0-number": "(503) 555-0199", "phones-0-type": "mobile"}
    asked = bob.post(INDIVIDUAL, data=typed)

    done = bob.post(MATCH, data=sent(asked))

    assert (done.status_code, done.headers["Location"]) == (303, page())
    now = record_of(app, world, page)
    assert (now.name.nickname, everybody(app, world)) == ("Mari", 1)
    old, new = now.phones
    assert (old.active, new.e164, new.primary, new.source) == (False, "+15035550199", True, "entered by hand")
    with factories.inside(app, world.ours):
        entries = history(world.ours, Subject.CONSTITUENT, page.id).entries[:4]
    assert {(each.via, each.actor, len({e.change_set for e in entries})) for each in entries} == {
        (Via.FORM, "Bob", 1)
    }
    assert "your update rules" in " ".join(each.rule for each in entries)
    shown = bob.get(page())
    assert "María López was updated." in shown.text
    assert f'action="{page()}/changes/{entries[0].change_set}/undo"' in shown.text


def test_a_person_decides_otherwise_line_by_line(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    edited(app, world, page, birth=PartialDate(1971, 4, 2))
    typed = MARIA | {"birth": "20 April 1971", "last": "Ruiz"}
    asked = bob.post(INDIVIDUAL, data=typed)
    chosen = sent(asked)
    chosen["choice:birth"], chosen["choice:name.last"] = "update", "ignore"

    shown = bob.post(COMPARISON, data=chosen, headers=PART)
    check(shown)
    bob.post(MATCH, data=sent(shown))

    assert root_id(shown) == "resolution"
    assert stances(shown) | {"birth": "update", "name.last": "ignore"} == stances(shown)
    now = record_of(app, world, page)
    assert (now.birth, now.name.last) == (PartialDate(1971, 4, 20), "López")


def test_everything_may_be_discarded_and_then_nothing_is_changed(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    before = record_of(app, world, page)
    asked = bob.post(INDIVIDUAL, data=MARIA | {"last": "Ruiz"})

    discarded = bob.post(COMPARISON, data=sent(asked, do="discard"))
    done = bob.post(MATCH, data=sent(discarded))

    assert done.status_code == 303
    assert record_of(app, world, page) == before
    assert "nothing was changed" in bob.get(page()).text


def test_what_a_rule_sends_to_a_person_has_to_be_decided(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    ruled(app, world, email="review")
    before = record_of(app, world, page)
    typed = MARIA | {"emails-0-address": "new@example.org", "phones-0-number": "503 555 0142"}
    asked = bob.post(INDIVIDUAL, data=typed | {"phones-0-type": "mobile"})

    refused = bob.post(MATCH, data=sent(asked))

    assert refused.status_code == 422
    check(refused)
    assert "<title>Error: " in refused.text
    place = re.search(r'class="error-summary".*?href="#(line-\d+-1)"', refused.text, re.DOTALL)
    assert place
    assert f'id="{place[1]}"' in refused.text
    assert record_of(app, world, page) == before

    decided = sent(refused)
    decided["choice:emails:new@example.org"] = "beside"
    assert bob.post(MATCH, data=decided).status_code == 303
    assert [each.active for each in record_of(app, world, page).emails] == [True, True]


@pytest.mark.both
@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "fragment"])
def test_a_record_that_was_changed_meanwhile_is_shown_again(
    app: Flask, world: World, bob: FlaskClient, page: Page, headers: dict[str, str]
) -> None:
    chosen = sent(bob.post(INDIVIDUAL, data=MARIA | {"nickname": "Mari", "last": "Ruiz"}))
    chosen["choice:name.last"] = "ignore"
    changed = edited(app, world, page, name=Name(first="María José", last="López"))

    refused = bob.post(MATCH, data=chosen, headers=headers)

    assert refused.status_code == 422
    check(refused)
    assert re.search(r"data-focus>Somebody changed this record meanwhile\.", refused.text)
    assert "María José" in words(refused)
    assert stances(refused)["name.last"] == "ignore"
    assert record_of(app, world, page) == changed
    assert bob.post(MATCH, data=sent(refused)).status_code == 303
    assert record_of(app, world, page).name.nickname == "Mari"


def test_what_changed_meanwhile_is_said_while_one_chooses(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    chosen = sent(bob.post(INDIVIDUAL, data=MARIA))
    edited(app, world, page, inactive_reason="")

    first = bob.post(COMPARISON, data=chosen)
    second = bob.post(COMPARISON, data=sent(first))

    assert "Somebody changed this record meanwhile." in words(first)
    assert "Somebody changed this record meanwhile." not in words(second)


def test_the_record_that_is_gone_is_said_to_be_gone(bob: FlaskClient, page: Page) -> None:
    chosen = sent(bob.post(INDIVIDUAL, data=MARIA))
    chosen["target"] = str(page.id + 1)

    refused, shown = bob.post(MATCH, data=chosen), bob.post(COMPARISON, data=chosen)

    assert (refused.status_code, shown.status_code) == (422, 200)
    for answer in (refused, shown):
        check(answer)
        assert "is not there any more. Nothing was saved." in words(answer)
        assert "On record María López" in words(answer)


def test_an_id_of_somebody_else_is_left_out_or_nothing_is_matched(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    with factories.inside(app, world.ours):
        [other] = create(world.ours, Incoming(Kind.INDIVIDUAL, Name(first="Zoë", last="Quist")))
        owner = constituents.existing(world.ours, [other])[other]
        write(world.ours, [Rewrite(owner, replace(owner, external_ids=(ExternalId("crm", "9"),)))])
        db.session.commit()
    typed = MARIA | {"external_ids-0-system": "crm", "external_ids-0-value": "9", "nickname": "Mari"}
    asked = bob.post(INDIVIDUAL, data=typed)

    refused = bob.post(MATCH, data=sent(asked))

    assert refused.status_code == 422
    check(refused)
    assert "crm 9 belongs to Zoë Quist. An ID has one owner" in words(refused)
    without = sent(refused)
    without["choice:external_ids"] = "ignore"
    assert bob.post(MATCH, data=without).status_code == 303
    assert record_of(app, world, page).name.nickname == "Mari"


def test_an_organization_is_compared_and_matched(app: Flask, world: World, bob: FlaskClient) -> None:
    with factories.inside(app, world.ours):
        [own] = create(world.ours, Incoming(Kind.ORGANIZATION, Name(organization="The Larch Fund")))
        db.session.commit()
    typed = {"organization": "Larch Fund", "phones-0-number": "503 555 0111", "phones-0-type": "work"}

    asked = bob.post(ORGANIZATION, data=typed | {"do": f"compare:{own}"})
    done = bob.post(f"{ORGANIZATION}/match", data=sent(asked))

    check(asked)
    assert "On record The Larch Fund" in words(asked)
    assert done.status_code == 303
    assert [each.e164 for each in record_of(app, world, Page(own)).phones] == ["+15035550111"]


def test_the_screen_costs_the_same_for_any_number_of_candidates(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    def statements() -> int:
        with count_statements() as counted:
            bob.post(INDIVIDUAL, data=MARIA)
        return len(counted)

    statements()
    one = statements()
    for number in range(4, 8):
        maria(app, world.ours, gifts=number)

    assert statements() == one
