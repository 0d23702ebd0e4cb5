"""A template has thresholds and update rules of its own, or those of the workspace, and says which."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.updates.domain.rules import NameRule, UpdateRules
from app.updates.forms import filled
from tests.batch_entry.typed import gifts as gifts
from tests.batch_entry.typed import saved
from tests.factories import World
from tests.profiles.pages import PART

pytestmark = pytest.mark.both
OWN = {"whose": "own", "version": "1", "automatic": "99", "possible": "80.5"}
RULES = {**filled(UpdateRules(name=NameRule.IGNORE)), "whose": "own", "version": "1"}


def send(client: FlaskClient, gifts: int, part: str, typed: dict[str, Any]) -> Any:
    return client.post(f"/batches/templates/{gifts}/{part}", data=typed)


def test_thresholds_of_its_own_are_kept_and_given_back(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int
) -> None:
    send(as_alice, gifts, "matching", OWN)
    own = saved(app, world)[0].thresholds
    shown = as_alice.get(f"/batches/templates/{gifts}/matching").text

    send(as_alice, gifts, "matching", {"whose": "workspace", "version": "2", "automatic": "nonsense"})

    assert own == {"automatic": 99.0, "possible": 80.5}
    assert 'value="80.5"' in shown
    assert saved(app, world)[0].thresholds is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"possible": "99.5"}, "Choose at most 99, where automatic begins"),
        ({"automatic": "much"}, "Type a number from 1 to 100."),
        ({"whose": "nobody"}, "Choose one of the options."),
    ],
)
def test_thresholds_that_cannot_be_are_refused(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int, typed: dict[str, str], told: str
) -> None:
    answer = send(as_alice, gifts, "matching", {**OWN, **typed})

    assert answer.status_code == 422
    assert told in answer.text
    assert saved(app, world)[0].thresholds is None


def test_update_rules_of_its_own_are_kept_and_given_back(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int
) -> None:
    send(as_alice, gifts, "rules", RULES)
    own = saved(app, world)[0].rules

    send(as_alice, gifts, "rules", {**RULES, "whose": "workspace", "version": "2"})

    assert own == UpdateRules(name=NameRule.IGNORE).to_json()
    assert saved(app, world)[0].rules is None


def test_a_rule_that_is_not_offered_is_refused(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int
) -> None:
    answer = send(as_alice, gifts, "rules", {**RULES, "name": "guess"})

    assert answer.status_code == 422
    assert "Choose one of the options." in answer.text
    assert saved(app, world)[0].rules is None


@pytest.mark.parametrize(("part", "typed"), [("matching", OWN), ("rules", RULES)])
def test_who_saves_an_old_page_is_told(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int, part: str, typed: dict[str, str]
) -> None:
    send(as_alice, gifts, "matching", {**OWN, "automatic": "90"})

    late = send(as_alice, gifts, part, typed)

    assert late.status_code == 422
    assert "Alice saved this template while the page was open" in late.text
    assert saved(app, world)[0].thresholds == {"automatic": 90.0, "possible": 80.5}


def test_what_is_chosen_is_tried_out_on_examples_before_it_is_saved(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int
) -> None:
    path = f"/batches/templates/{gifts}/rules"

    tried = as_alice.get(path, query_string=filled(UpdateRules(name=NameRule.REVIEW)), headers=PART).text
    page = as_alice.get(path, query_string=filled(UpdateRules(name=NameRule.REVIEW)))

    example = tried[tried.index('id="worked-name"') :]
    assert "Waits for a person." in example[: example.index("</div>")]
    assert page.location == path
    assert saved(app, world)[0].rules is None
