"""Settings that somebody else saves while they are open on a screen: nothing is lost, and it is said."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.audit.domain.source import Via
from app.audit.services import Actor
from app.db import db
from app.matching.domain.decide import MatchingSettings, Thresholds
from app.matching.queries.settings import settings_of
from app.matching.services import settings as matching
from app.updates.domain.rules import DifferentRule, NameRule, UpdateRules
from app.updates.forms import filled
from app.updates.queries.settings import rules_of
from app.updates.services import settings as updates
from tests import factories
from tests.batches import makers
from tests.factories import World
from tests.profiles.pages import check, words

RULES, MATCHING = "/settings/update-rules", "/settings/matching"
CAROL = Actor("Carol", Via.FORM)
CAROLS = UpdateRules(phone=DifferentRule.REVIEW, email=DifferentRule.REVIEW)


def basis(page: TestResponse) -> str:
    """What the page says was saved when it was opened."""
    found = re.search(r'<input [^>]*name="basis"[^>]*value="([^"]*)"', page.text)
    assert found
    return unescape(found[1])


def carol_saves(app: Flask, world: World, rules: UpdateRules) -> None:
    with factories.inside(app, world.ours):
        workspace = makers.workspace(world.ours)
        updates.change(workspace, rules, shown=rules_of(workspace), actor=CAROL)
        db.session.commit()


def carol_tunes(app: Flask, world: World, settings: MatchingSettings) -> None:
    with factories.inside(app, world.ours):
        workspace = makers.workspace(world.ours)
        matching.change(workspace, settings, shown=settings_of(workspace), actor=CAROL)
        db.session.commit()


def rules(app: Flask, world: World) -> UpdateRules:
    with factories.inside(app, world.ours):
        return rules_of(makers.workspace(world.ours))


def settings(app: Flask, world: World) -> MatchingSettings:
    with factories.inside(app, world.ours):
        return settings_of(makers.workspace(world.ours))


def is_chosen(page: TestResponse, rule: str, option: str) -> bool:
    return bool(re.search(rf'<input [^>]*checked [^>]*name="{rule}"[^>]*value="{option}"', page.text))


def typed(**changed: Any) -> dict[str, Any]:
    usual = {
        "on": "y",
        "batch_automatic": ["95"] * 2,
        "batch_possible": ["70"] * 2,
        "hand_possible": ["70"] * 2,
    }
    return {**usual, **changed}


@pytest.mark.both
def test_rules_that_somebody_else_saved_are_shown_and_what_was_chosen_is_kept(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    opened = basis(as_alice.get(RULES))
    carol_saves(app, world, CAROLS)
    sent = {**filled(UpdateRules()), "name": "alias", "email": "ignore", "basis": opened}

    refused = as_alice.post(RULES, data=sent)

    assert refused.status_code == 422
    check(refused)
    said = words(refused)
    assert "Carol changed 2 of these settings while the page was open, so nothing is saved yet." in said
    assert "Carol chose this while the page was open." in said
    assert "Carol chose “Let a person decide” while the page was open. What you chose is kept here" in said
    assert is_chosen(refused, "phone", "review")
    assert is_chosen(refused, "email", "ignore")
    assert is_chosen(refused, "name", "alias")
    assert rules(app, world) == CAROLS
    mended = {**sent, "phone": "review", "basis": basis(refused)}
    assert as_alice.post(RULES, data=mended).status_code == 303
    assert rules(app, world) == UpdateRules(
        name=NameRule.ALIAS, phone=DifferentRule.REVIEW, email=DifferentRule.IGNORE
    )


def test_rules_that_are_changed_and_changed_back_or_chosen_alike_are_no_clash(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    opened = basis(as_alice.get(RULES))
    carol_saves(app, world, CAROLS)
    alike = {**filled(CAROLS), "basis": opened}
    assert as_alice.post(RULES, data=alike).status_code == 303

    carol_saves(app, world, UpdateRules())

    assert as_alice.post(RULES, data={**alike, "phone": "add"}).status_code == 303


def test_what_was_open_before_somebody_saved_stays_so_while_it_is_tried_out(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    opened = basis(as_alice.get(RULES))
    carol_saves(app, world, CAROLS)
    sent = {**filled(UpdateRules()), "name": "alias", "basis": opened}

    tried = as_alice.get(as_alice.post(RULES, data={**sent, "do": "replay"}).headers["Location"])

    assert as_alice.post(RULES, data={**sent, "basis": basis(tried)}).status_code == 422


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"name": []}', '{"burn": 1}'])
def test_a_page_that_does_not_say_what_it_showed_overwrites_nobody(
    app: Flask, world: World, as_alice: FlaskClient, broken: str
) -> None:
    carol_saves(app, world, CAROLS)
    carol_tunes(app, world, MatchingSettings(on=False))

    sent = {**filled(UpdateRules()), "basis": broken}

    assert as_alice.post(RULES, data=sent).status_code == 422
    assert as_alice.post(MATCHING, data=typed(basis=broken)).status_code == 422
    assert rules(app, world) == CAROLS
    assert settings(app, world) == MatchingSettings(on=False)


@pytest.mark.both
def test_thresholds_that_somebody_else_saved_are_shown_and_what_was_typed_is_kept(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    opened = basis(as_alice.get(MATCHING))
    carols = MatchingSettings(False, Thresholds(90, 60), Thresholds(None, 70))
    carol_tunes(app, world, carols)

    refused = as_alice.post(MATCHING, data=typed(batch_automatic=["95", "99"], basis=opened))

    assert refused.status_code == 422
    check(refused)
    said = words(refused)
    assert "Carol changed 3 of these settings while the page was open" in said
    assert "Carol chose “90” while the page was open. What you chose is kept here" in said
    assert re.search(r'name="batch_automatic"[^>]*value="99"', refused.text)
    assert re.search(r'name="batch_possible"[^>]*value="60"', refused.text)
    assert "Matching is off" in said
    assert "Shown as saved" not in said
    assert settings(app, world) == carols
    again = typed(batch_automatic=["99"] * 2, batch_possible=["60"] * 2, basis=basis(refused))
    del again["on"]
    assert as_alice.post(MATCHING, data=again).status_code == 303
    assert settings(app, world) == MatchingSettings(False, Thresholds(99, 60), Thresholds(None, 70))
