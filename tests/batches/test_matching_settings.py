"""The settings of matching: saved, journaled, refused with instructions, tried out before they are saved."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from app.accounts.models import Workspace
from app.db import db
from app.matching.domain.decide import MatchingSettings, Thresholds
from app.matching.queries.settings import settings_of
from tests import factories
from tests.accounts.pages import journal
from tests.batches import makers
from tests.batches.scenes import UPDATE, batch, in_review
from tests.factories import World
from tests.profiles.pages import PART, check, words
from tests.statements import count_statements

PAGE = "/settings/matching"
SAVED = {
    "on": "y",
    "batch_automatic": ["95", "95"],
    "batch_possible": ["70", "70"],
    "hand_possible": ["70", "70"],
}
USUAL = MatchingSettings()
NAMES, SURNAMES = ("Zoltan", "Bo", "Ida", "Uma", "Kurt"), ("Quist", "Fjord", "Moreau", "Takeda")


def typed(**changed: Any) -> MultiDict[str, str]:
    """What a browser sends: each threshold as the number and as its slider."""
    return MultiDict({**SAVED, **changed})


def settled(app: Flask, world: World) -> MatchingSettings:
    with app.app_context():
        return settings_of(db.session.get_one(Workspace, world.ours))


def tried(client: FlaskClient, **changed: Any) -> TestResponse:
    """The pictures for what is typed and not saved."""
    return client.get(PAGE, query_string=typed(**changed), headers=PART)


@pytest.mark.both
def test_what_differs_is_saved_and_journaled(app: Flask, world: World, as_alice: FlaskClient) -> None:
    answer = as_alice.post(PAGE, data=typed(batch_automatic=["97.5", "95"], hand_possible=["60", "60"]))

    assert answer.status_code == 303
    assert settled(app, world) == MatchingSettings(True, Thresholds(97.5, 70), Thresholds(None, 60))
    assert journal(app, world.ours) == [
        ("matching_automatic", 95.0, 97.5),
        ("matching_possible_by_hand", 70.0, 60.0),
    ]
    page = as_alice.get(PAGE)
    check(page)
    assert 'value="97.5"' in page.text
    assert "Last changed by Alice" in words(page)


def test_matching_can_be_turned_off(app: Flask, world: World, as_alice: FlaskClient) -> None:
    off = typed()
    del off["on"]

    as_alice.post(PAGE, data=off)

    assert settled(app, world) == MatchingSettings(on=False)
    assert journal(app, world.ours) == [("matching", True, False)]
    assert "Matching is off" in words(as_alice.get(PAGE, headers=PART))


def test_saving_nothing_new_journals_nothing(app: Flask, world: World, as_alice: FlaskClient) -> None:
    as_alice.post(PAGE, data=typed())

    assert journal(app, world.ours) == []


@pytest.mark.parametrize(
    ("sent", "automatic"),
    [
        (["95", "88"], 88.0),
        (["90", "95"], 90.0),
        (["90", "88"], 90.0),
        (["95", "95"], 95.0),
        (["94,5", "95"], 94.5),
        (["91"], 91.0),
    ],
)
def test_without_a_script_the_control_that_was_moved_counts(
    app: Flask, world: World, as_alice: FlaskClient, sent: list[str], automatic: float
) -> None:
    as_alice.post(PAGE, data=typed(batch_automatic=sent))

    assert settled(app, world).batch.automatic == automatic


def test_a_slider_that_cannot_stand_at_a_tenth_moves_nothing(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    as_alice.post(PAGE, data=typed(batch_automatic=["94.5", "95"]))

    as_alice.post(PAGE, data=typed(batch_automatic=["94.5", "95"], hand_possible=["71", "70"]))

    assert settled(app, world) == MatchingSettings(True, Thresholds(94.5, 70), Thresholds(None, 71))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"batch_automatic": ["", "95"]}, "Type a number from 1 to 100."),
        ({"batch_automatic": ["many", "95"]}, "Type a number from 1 to 100."),
        ({"batch_automatic": ["NaN", "95"]}, "Type a number from 1 to 100."),
        ({"batch_automatic": ["1e400", "95"]}, "Type a number from 1 to 100."),
        ({"batch_automatic": ["100.1", "95"]}, "Type a number from 1 to 100."),
        ({"hand_possible": ["0", "70"]}, "Type a number from 1 to 100."),
        ({"hand_possible": ["69.95", "70"]}, "Use whole points or tenths, such as 94.5."),
        ({"batch_possible": ["96", "96"]}, "Choose at most 95, where automatic begins, or raise that one."),
    ],
)
def test_what_is_no_threshold_is_refused_with_an_instruction(
    app: Flask, world: World, as_alice: FlaskClient, changed: dict[str, list[str]], sentence: str
) -> None:
    page = as_alice.post(PAGE, data=typed(**changed))

    assert page.status_code == 422
    check(page)
    assert "Error: " in page.text.partition("</title>")[0]
    assert sentence in words(page)
    assert all(f'value="{values[0]}"' in page.text for values in changed.values())
    assert settled(app, world) == USUAL


def test_editors_viewers_and_strangers_see_and_change_nothing(
    app: Flask, world: World, client: FlaskClient, as_bob: FlaskClient, as_vera: FlaskClient
) -> None:
    for browser, status in ((as_bob, 403), (as_vera, 403), (client, 401)):
        asked = [
            browser.get(PAGE),
            tried(browser),
            browser.post(PAGE, data=typed(hand_possible=["50", "50"])),
        ]
        assert [each.status_code for each in asked] == [status] * 3
    assert settled(app, world) == USUAL
    assert PAGE not in as_bob.get("/settings").text


@pytest.mark.both
def test_the_rows_of_open_imports_are_counted_under_what_is_typed(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    in_review(app, world.ours)

    shown = tried(as_alice)

    assert shown.status_code == 200
    check(shown)
    told = words(shown)
    assert "1 automatic 1 for a person 1 new = 3 rows" in told
    assert "2 shown 1 not shown = 3 rows" in told
    assert "would be decided otherwise" not in told
    lower = words(tried(as_alice, batch_possible=["1", "70"], hand_possible=["1", "70"]))
    assert "2 for a person 0 new" in lower or "1 for a person 1 new" in lower
    strict = words(tried(as_alice, batch_automatic=["100", "95"], batch_possible=["99", "70"]))
    assert "of these rows would be decided otherwise than with the saved thresholds" in strict
    assert settled(app, world) == USUAL


def test_what_the_page_holds_already_is_not_looked_up_again(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    in_review(app, world.ours)
    tried(as_alice)
    with count_statements() as fresh:
        tried(as_alice)
    with count_statements() as held:
        told = words(tried(as_alice, rows="980x7_940gx2_x1", records="none"))

    assert "7 automatic 2 for a person 1 new = 10 rows" in told
    assert len(held) < len(fresh) < 30


def test_rows_that_staff_decided_are_left_out(app: Flask, world: World, as_alice: FlaskClient) -> None:
    in_review(app, world.ours)
    as_alice.post("/imports/1/rows/4/skip")

    assert "1 automatic 0 for a person 1 new = 2 rows" in words(tried(as_alice))


def test_without_open_imports_people_on_record_stand_in(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    twice = [makers.person("Ann", "Lee", "ann@example.org", street="12 Elm Street") for _ in range(2)]
    others = [makers.person(first, last) for first in NAMES for last in SURNAMES]
    with factories.inside(app, world.ours):
        makers.add(world.ours, *twice, *others)

    told = words(tried(as_alice))

    assert (
        "2 automatic 0 for a person 20 new = 22 people on record"
        " No open import has rows that a score decides" in told
    )


def test_rows_left_over_of_a_committed_import_are_counted_as_open(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = in_review(app, world.ours)
    with factories.inside(app, world.ours):
        makers.commit(app, batch(world.ours, number))

    told = words(tried(as_alice))

    assert "0 automatic 1 for a person 0 new = 1 row" in told
    assert "1 row of open imports" in told


def test_a_score_that_the_thresholds_do_not_go_by_is_explained(as_alice: FlaskClient) -> None:
    told = words(tried(as_alice, batch_automatic=["99", "99"], batch_possible=["93", "93"]))

    father = told.partition("Father and son")[2].partition("Twins")[0]
    assert (
        "Jr. and Sr. are two people. All else agrees, so a person has to look, whatever the score." in father
    )
    assert "for a person" in father
    ended = told.partition("Only an ended address agrees")[2].partition("The same name")[0]
    assert "What they share has ended. But for that it would score 97.2, which decides" in ended
    moved = told.partition("who moved")[2].partition("a nickname")[0]
    assert "person has to look" not in moved
    assert "But for that" not in moved


def test_an_empty_workspace_has_an_empty_picture(as_alice: FlaskClient) -> None:
    told = tried(as_alice)

    check(told)
    assert "0 automatic 0 for a person 0 new = 0 people" in words(told)


def test_what_is_wrong_is_shown_as_saved_while_it_is_typed(as_alice: FlaskClient) -> None:
    told = tried(as_alice, batch_automatic=["9x", "95"], rows="980x7", records="none")

    assert told.status_code == 200
    assert "Shown as saved" in words(told)
    assert "7 automatic" in words(told)


def test_without_a_script_a_button_shows_what_is_typed_and_saves_nothing(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    page = as_alice.post(PAGE, data=typed(batch_automatic=["99", "95"], do="preview"))

    assert page.status_code == 200
    check(page)
    assert "No open import has rows" in words(page)
    assert 'value="99"' in page.text
    assert settled(app, world) == USUAL


def test_without_a_script_the_picture_is_a_button_away(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    in_review(app, world.ours)
    page = as_alice.get(PAGE)

    assert 'class="bar' not in page.text
    assert page.text.count('name="do" value="preview"') == 2
    assert "= 3 rows" in words(as_alice.post(PAGE, data=typed(do="preview")))


def test_worked_differences_follow_the_thresholds(as_alice: FlaskClient) -> None:
    moved = words(as_alice.get(PAGE)).partition("who moved")[2].partition("nickname")[0]
    strict = words(tried(as_alice, batch_automatic=["100", "100"], batch_possible=["100", "100"]))

    assert "automatic shown" in moved
    assert "new shown" in strict.partition("who moved")[2].partition("nickname")[0]


@pytest.mark.both
def test_an_import_that_was_checked_before_is_named_and_safe_to_commit(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    in_review(app, world.ours, name="gala.csv")
    assert "gala.csv" not in words(as_alice.get(PAGE))

    as_alice.post(PAGE, data=typed(batch_automatic=["100", "100"], batch_possible=["100", "100"]))

    told = words(as_alice.get(PAGE))
    assert "1 import in review was checked before matching changed" in told
    assert "gala.csv" in told
    with factories.inside(app, world.ours):
        committed = makers.commit(app, batch(world.ours, 1))
        assert makers.states(committed)[UPDATE] == "stale"
