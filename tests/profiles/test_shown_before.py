"""Between looking and confirming the world goes on: what was shown is carried out, or it is shown again."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.db import now
from app.profiles.routes import record as reading
from tests import factories
from tests.factories import World
from tests.profiles.makers import Page, maria
from tests.profiles.pages import PART, check, words
from tests.profiles.resolution import MARIA, sent, stances
from tests.profiles.test_adding import INDIVIDUAL, everybody
from tests.profiles.test_editing import record_of
from tests.profiles.test_resolving import COMPARISON, MATCH, ruled

RUIZ = MARIA | {"last": "Ruiz", "phones-0-number": "(503) 555-0199", "phones-0-type": "mobile"}
AGAIN = "Your organization's update rules were changed meanwhile, or a new day began."


@pytest.fixture
def page(app: Flask, world: World) -> Page:
    return maria(app, world.ours)


@pytest.fixture
def bob(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.bob)


@pytest.mark.both
@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "fragment"])
def test_under_other_rules_than_were_shown_nothing_is_written(
    app: Flask, world: World, bob: FlaskClient, page: Page, headers: dict[str, str]
) -> None:
    before = record_of(app, world, page)
    chosen = sent(bob.post(INDIVIDUAL, data=RUIZ))
    chosen["choice:name.first"] = "ignore"
    ruled(app, world, name="ignore", phone="ignore")

    refused = bob.post(MATCH, data=chosen, headers=headers)

    assert refused.status_code == 422
    check(refused)
    assert AGAIN in words(refused)
    assert record_of(app, world, page) == before
    assert stances(refused)["name.first"] == "ignore"
    assert bob.post(MATCH, data=sent(refused)).status_code == 303
    assert record_of(app, world, page).name == before.name


def test_that_the_rules_were_changed_is_said_once_while_one_chooses(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    chosen = sent(bob.post(INDIVIDUAL, data=RUIZ))
    ruled(app, world, name="ignore")

    first = bob.post(COMPARISON, data=chosen)
    second = bob.post(COMPARISON, data=sent(first))

    assert AGAIN in words(first)
    assert "meanwhile" not in words(second)


def test_what_ends_today_is_shown_again_tomorrow(
    app: Flask, world: World, bob: FlaskClient, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = record_of(app, world, page)
    asked = bob.post(INDIVIDUAL, data=RUIZ)
    monkeypatch.setattr(reading, "now", lambda: now() + timedelta(days=1))

    refused = bob.post(MATCH, data=sent(asked))

    assert AGAIN in words(refused)
    assert record_of(app, world, page) == before


def test_who_sends_no_stamp_has_not_looked(app: Flask, world: World, bob: FlaskClient, page: Page) -> None:
    before = record_of(app, world, page)

    refused = bob.post(MATCH, data=RUIZ | {"target": str(page.id), "version": str(before.version)})

    assert refused.status_code == 422
    assert record_of(app, world, page) == before


@pytest.mark.parametrize("huge", ["9" * 30, "9" * 5000, "9" * 19, "٣", "²", "-1"], ids=len)
def test_a_number_that_nobody_has_is_nobody(
    app: Flask, world: World, bob: FlaskClient, page: Page, huge: str
) -> None:
    typed = {"do": "compare:" + huge}, {"do": "save", "distinct": huge}, {"do": "remove:emails:" + huge}
    answers = [bob.post(INDIVIDUAL, data=MARIA | each) for each in typed]
    for field in ("with", "target", "version", "shown", "emails-0-item"):
        chosen = dict(sent(answers[0])) | {field: huge}
        answers += [bob.post(f"{INDIVIDUAL}/{step}", data=chosen) for step in ("comparison", "addition")]

    for answer in answers:
        assert answer.status_code == 200
        check(answer)
    assert everybody(app, world) == 1
