"""The settings of update rules: chosen, journaled, refused, and tried out on rows before they are saved."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.audit.models import JournalEntry
from app.db import db
from app.updates.domain.rules import DifferentRule, NameRule, UpdateRules
from app.updates.domain.topics import TOPICS
from app.updates.forms import filled
from app.updates.queries.settings import rules_of
from tests import factories
from tests.accounts.pages import journal
from tests.batches import makers
from tests.batches.scenes import DUPLICATE, FILE, UPDATE, know
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, table, words
from tests.statements import count_statements

PAGE = "/settings/update-rules"
USUAL = UpdateRules()


def chosen(**changed: str) -> dict[str, Any]:
    """What a browser sends."""
    return {**filled(USUAL), **changed}


def saved(app: Flask, world: World) -> UpdateRules:
    with app.app_context():
        return rules_of(db.session.get_one(Workspace, world.ours))


def known(app: Flask, world: World, *, commit: bool = False) -> None:
    """An import that brings Ann another number."""
    with factories.inside(app, world.ours):
        makers.add(world.ours, makers.person("Ann", "Lee", "ann@example.org", phone="(212) 555-0100"))
        text = "First name,Last name,Email,Mobile\nAnn,Lee,ann@example.org,(503) 555-0142\n"
        batch = makers.check(app, world.ours, text, name="gala.csv")
        if commit:
            makers.commit(app, batch)


@pytest.mark.both
def test_what_differs_is_saved_and_journaled(app: Flask, world: World, as_alice: FlaskClient) -> None:
    answer = as_alice.post(PAGE, data=chosen(name="alias", keep_former_name="no"))

    assert answer.status_code == 303
    assert saved(app, world) == UpdateRules(name=NameRule.ALIAS, keep_former_name=False)
    assert journal(app, world.ours) == [
        ("update_rules.name", "update", "alias"),
        ("update_rules.keep_former_name", True, False),
    ]
    page = as_alice.get(PAGE)
    check(page)
    assert "Last changed by Alice" in words(page)
    assert page.text.count(" checked") == len(TOPICS)
    as_alice.post(PAGE, data=chosen(name="alias", keep_former_name="no"))
    assert len(journal(app, world.ours)) == 2


def test_every_rule_is_a_group_of_choices_with_a_sentence_and_a_worked_example(as_alice: FlaskClient) -> None:
    page = as_alice.get(PAGE)

    check(page)
    told = words(page)
    assert page.text.count("<fieldset") == page.text.count("Comes in</dt>") - 1 == len(TOPICS)
    assert all(option.sentence in told for topic in TOPICS for option in topic.options)
    assert told.count(" usual ") == len(TOPICS)
    assert "Laura Whitfield becomes Laura Kim changed" in told.replace("→ ", "")
    assert PAGE in as_alice.get("/settings").text


def test_examples_follow_what_is_chosen_and_nothing_is_saved(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    shown = as_alice.get(PAGE, query_string=chosen(name="review", phone="ignore"), headers=PART)

    check(shown)
    told = words(shown)
    assert shown.text.count("<hx-partial") == len(TOPICS)
    assert "Comes in Laura Kim Afterwards Waits for a person" in told
    assert "Show what this would change" in told
    assert saved(app, world) == USUAL
    assert journal(app, world.ours) == []


@pytest.mark.parametrize("sent", [chosen(name="burn"), {**chosen(), "birth": ""}])
def test_what_is_no_option_is_refused(
    app: Flask, world: World, as_alice: FlaskClient, sent: dict[str, str]
) -> None:
    page = as_alice.post(PAGE, data=sent)

    assert page.status_code == 422
    check(page)
    assert "Choose one of the options." in words(page)
    assert saved(app, world) == USUAL
    assert as_alice.get(PAGE, query_string=sent, headers=PART).status_code == 200


def test_editors_viewers_and_strangers_see_and_change_nothing(
    app: Flask, world: World, client: FlaskClient, as_bob: FlaskClient, as_vera: FlaskClient
) -> None:
    for browser, status in ((as_bob, 403), (as_vera, 403), (client, 401)):
        asked = [
            browser.get(PAGE),
            browser.get(PAGE, query_string=chosen(do="replay"), headers=PART),
            browser.post(PAGE, data=chosen(name="ignore")),
        ]
        assert [each.status_code for each in asked] == [status] * 3
    assert saved(app, world) == USUAL
    assert PAGE not in as_bob.get("/settings").text


@pytest.mark.both
def test_what_would_change_is_counted_and_shown_and_nothing_is_written(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    known(app, world, commit=True)
    with app.app_context():
        before = db.session.scalar(select(func.count()).select_from(JournalEntry))

    with count_statements() as statements:
        shown = as_alice.get(PAGE, query_string=chosen(phone="review", do="replay"), headers=PART)

    check(shown)
    told = words(shown)
    assert root_id(shown) == "replay"
    assert "1 of 1 row would come out otherwise. They differ in 1 field." in told
    assert "1 Phone 1 more for a person" in told
    assert "gala.csv (1 row, committed last, with everybody as they were before it)" in told
    [row] = table(shown, "Examples")
    assert row[:3] == ["Row 2 of import 1", "Ann Lee C-1001", "Phone"]
    assert row[3].startswith("+ phone (503) 555-0142 · phone (212) 555-0100 ended")
    assert row[4] == "Waits for a person: (503) 555-0142"
    assert 'href="/imports/1/rows/2"' in shown.text
    assert not [each for each in statements if not each.startswith("SELECT")]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(JournalEntry)) == before


def test_without_a_script_a_button_leads_to_a_page_that_shows_it(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    known(app, world)

    answer = as_alice.post(PAGE, data=chosen(phone="ignore", do="replay"))
    page = as_alice.get(answer.headers["Location"])

    assert answer.status_code == 303
    assert "csrf" not in answer.headers["Location"]
    check(page)
    assert "1 of 1 row would come out otherwise" in words(page)
    assert re.search(r'<input [^>]*checked [^>]*name="phone"[^>]*value="ignore"', page.text)
    assert saved(app, world) == USUAL


def test_rows_left_over_of_a_committed_import_are_told_apart_from_those_that_were_written(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        know(world.ours)
        head, *lines = FILE.splitlines()
        text = "\n".join([head, lines[UPDATE - 2], lines[DUPLICATE - 2]])
        batch = makers.check(app, world.ours, text, name="gala.csv")
        makers.commit(app, batch)

    shown = as_alice.get(PAGE, query_string=chosen(phone="ignore", email="review", do="replay"), headers=PART)

    check(shown)
    told = words(shown)
    assert (
        "(2 rows, committed last: 1 written, with everybody as they were before it, and 1 that still waits,"
        " with everybody as they are)"
    ) in told
    assert "1 as possible duplicate" in told
    assert "as if a person had confirmed it and left every field to the rules" in told
    assert [row[1] for row in table(shown, "Examples")] == ["María Becker C-1002"]


def test_rules_that_are_saved_change_nothing(app: Flask, world: World, as_alice: FlaskClient) -> None:
    known(app, world)

    assert "these are the rules that are saved" in words(
        as_alice.get(PAGE, query_string=chosen(do="replay"), headers=PART)
    )


def test_without_rows_about_anybody_known_there_is_nothing_to_try(as_alice: FlaskClient) -> None:
    told = words(as_alice.get(PAGE, query_string=chosen(phone="ignore", do="replay"), headers=PART))

    assert (
        "There is nothing to try it on. There are no rows about people on record, neither in an open" in told
    )


@pytest.mark.both
def test_an_import_that_was_checked_before_is_named_and_safe_to_commit(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    known(app, world)
    assert "gala.csv" not in words(as_alice.get(PAGE))

    as_alice.post(PAGE, data=chosen(phone="ignore"))

    told = words(as_alice.get(PAGE))
    assert "1 import in review was checked before the update rules changed" in told
    assert "gala.csv" in told
    assert saved(app, world) == UpdateRules(phone=DifferentRule.IGNORE)
    with factories.inside(app, world.ours):
        batch = makers.queries.by_number(makers.workspace(world.ours), 1)
        assert batch is not None
        assert makers.states(makers.commit(app, batch))[2] == "stale"
