"""The screen as a browser reads it: valid, with unique ids, and complete without its style sheet."""

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from flask import render_template

from app.consent.domain.effect import Effect
from app.consent.domain.facts import EventKind
from app.matching.domain.decide import Thresholds
from app.matching.domain.result import Contribution, Match
from app.matching.domain.weights import Rival
from app.resolution.domain.candidates import ranked
from app.resolution.domain.screen import Extra, Screen
from app.resolution.domain.stance import Stances
from tests.consent.domain.test_effect import standing, verdict
from tests.resolution.domain.sheets import DISCARD, OPEN, RULES, shown
from tests.updates.domain.people import WORK, address, arriving, email, on_record
from tests.web.application import bare_application

OLD = on_record(
    emails=(email("old", primary=True, id=1), email("two", id=2)), addresses=(address("2 Oak", id=3),)
)
NEW = arriving(
    name=replace(OLD.name, first="Bob"),
    emails=(email("new"), email("w", WORK)),
    addresses=(address("1 Elm"),),
)
MATCH = Match(OLD.id, 88.0, (Contribution("email", 88.0, "same", agrees=True),))


def screen(stances: Stances = OPEN, **more: Any) -> Screen:
    told: dict[str, Any] = {
        "sheet": shown(OLD, NEW, stances),
        "plan_url": "/plan",
        "confirm_url": "/confirm",
        "new_url": "/new",
        "candidates": ranked([(OLD, MATCH), (replace(OLD, id=7), None)], Thresholds(95, 70)),
        "hidden": [("revision", "4")],
        "extras": [Extra("Skip", "/skip", "s", posts=True), Extra("Next", "/next", "]")],
        **more,
    }
    return Screen(**told)


def drawn(told: Screen, is_owner: bool = False) -> ElementTree.Element:
    """The fragment, parsed as strictly as the standard asks."""
    app = bare_application()
    app.add_url_rule("/constituents/<int:constituent_id>", "profiles.overview")
    app.add_url_rule("/settings/update-rules", "updates.settings")
    app.jinja_env.globals["may"] = lambda permission: is_owner and permission == "manage"
    with app.test_request_context("/"):
        text = render_template("resolution/_resolution.html", screen=told)
    tree: ElementTree.Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(
        text
    )
    return tree


def text(tree: ElementTree.Element) -> str:
    return re.sub(r"\s+", " ", " ".join(tree.itertext()))


@pytest.mark.parametrize(
    "told",
    [
        screen(),
        screen(RULES),
        screen(DISCARD, errors=screen().sheet.errors if screen().sheet else []),
        screen(sheet=None, incoming=NEW, query="zz", found=()),
        screen(new_posts=True, compare_url=lambda who: f"/?with={who}", notice="Look again.", note="A note."),
    ],
    ids=["open", "rules", "refused", "nobody chosen", "all that an owner may say"],
)
def test_it_is_valid_and_every_id_is_its_own(told: Screen) -> None:
    tree = drawn(told)

    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    labels = {element.get("for") for element in tree.iter("label")}
    named = [each.get("id") for each in tree.iter("input") if each.get("type") in ("radio", "search")]
    assert named
    assert set(named) <= labels
    assert {error["id"] for error in told.errors} <= set(ids)


def test_every_line_that_is_asked_posts_its_answer() -> None:
    told = screen()
    assert told.sheet
    tree = drawn(told)

    radios = [each for each in tree.iter("input") if each.get("type") == "radio"]

    assert {each.get("name") for each in radios} == {f"choice:{line.ref}" for line in told.sheet.open}
    assert [each for each in radios if "checked" in each.attrib] == []


def test_it_carries_whom_it_was_about_and_what_its_owner_needs() -> None:
    hidden = {
        each.get("name"): each.get("value")
        for each in drawn(screen()).iter("input")
        if each.get("type") == "hidden"
    }

    assert hidden.pop("csrf_token")
    assert hidden == {"target": str(OLD.id), "version": str(OLD.version), "revision": "4"}


def test_every_fate_has_its_word() -> None:
    ruled, discarded = drawn(screen(RULES)), drawn(screen(DISCARD))

    assert [text(each) for each in ruled.iter("ins")] == [
        "Bob",
        "Ann Miller",
        "new@example.org",
        "w@example.org",
        "1 Elm, Portland, OR 97201, US",
    ]
    assert all(word in text(ruled) for word in ("taken", "added", "ended Nov 21, 2026", "primary"))
    assert "Bob" in [text(each) for each in discarded.iter("del")]
    assert "ignored" in text(discarded)
    assert all(
        words in text(drawn(screen())) for words in ("4 values are open.", "Nothing has been changed yet.")
    )


def test_the_next_candidate_and_the_search_have_a_key_each() -> None:
    keys = {
        each.get("data-key"): text(each) or each.get("name")
        for each in drawn(screen()).iter()
        if each.get("data-key") in ("c", "w")
    }

    assert keys == {"c": "Compare with this one c", "w": "q"}


@pytest.mark.parametrize(
    ("found", "caution"),
    [
        (MATCH, False),
        (Match(OLD.id, 8.0, (Contribution("email", 8.0, "same", agrees=True),), rival=Rival.HOUSEHOLD), True),
        (Match(OLD.id, 8.0, (Contribution("last", 8.0, "same", agrees=True),)), True),
        (None, True),
    ],
    ids=["alike", "a relative", "hardly alike", "only searched for"],
)
def test_whoever_is_hardly_alike_is_confirmed_with_caution(found: Match | None, caution: bool) -> None:
    candidates = ranked([(OLD, found)], Thresholds(95, 70))
    chosen_by_search = screen(candidates=(), found=candidates)

    for told in (screen(candidates=candidates), chosen_by_search):
        assert ("confirm only if you know" in text(drawn(told))) is caution


def test_whom_the_record_names_needs_no_caution_without_other_evidence() -> None:
    named = ranked([(OLD, None)], Thresholds(95, 70), {OLD.id: ["lookup ID"]})

    assert screen(candidates=named).caution == ""


def test_the_one_compared_with_gives_way_to_the_next_and_round() -> None:
    people = [(replace(OLD, id=each), None) for each in (5, OLD.id, 7)]

    assert screen(candidates=ranked(people, Thresholds(95, 70))).following == 7
    assert screen(candidates=ranked(people[:2], Thresholds(95, 70))).following == 5
    assert screen(candidates=ranked(people[1:2], Thresholds(95, 70))).following is None


def test_without_a_url_another_person_is_chosen_by_the_form() -> None:
    buttons = [each for each in drawn(screen()).iter("button") if each.get("name") == "with"]

    assert {(each.get("form"), each.get("formaction")) for each in buttons} == {("decide", "/plan")}
    assert [(each.get("value"), each.get("aria-pressed")) for each in buttons] == [
        (str(OLD.id), "true"),
        ("7", "false"),
    ]


def test_it_says_whether_mail_may_go_there_before_and_after() -> None:
    effect = Effect(verdict(standing()), verdict(standing(EventKind.UNSUBSCRIBED)))

    told = text(drawn(screen(effect=effect)))

    assert "Can be emailed? " in told
    assert effect.headline in told
    assert "What comes in never lifts a restriction." in told


def test_the_tips_say_every_rule_and_lead_owners_to_them() -> None:
    told = screen()
    assert told.sheet

    by_editor, by_owner = text(drawn(told)), text(drawn(told, is_owner=True))

    assert all(sentence in by_editor for sentence in told.sheet.question.rules.sentences())
    assert ("Change the rules" in by_editor, "Change the rules" in by_owner) == (False, True)
