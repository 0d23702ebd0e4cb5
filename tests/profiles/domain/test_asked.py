"""What the address of the list asks for, and what that means as a group's rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.groups.domain.columns import USUAL, Column, chosen, written
from app.groups.domain.columns import read as read_columns
from app.groups.domain.rule_json import parse_rule, rule_to_json
from app.groups.domain.sentence import Speech
from app.profiles.domain.asked import Asked, Sort, chip, read
from app.profiles.domain.filters import MENUS

SPEECH = Speech(str, interests={5: "Trips"}, groups={4: "Board"})
ALL = {
    "q": "lópez",
    "status": "active",
    "kind": "organization",
    "email": "no",
    "stage": "cultivation",
    "gave": "lapsed",
    "registered": "never",
    "group": "4",
    "interest": "5",
    "role": "Volunteer",
    "city": "Köln",
    "region": "NRW",
    "country": "DE",
    "added": "2026-01-31",
    "updated": "2026-02-01",
    "sort": "-updated",
}


def test_everything_that_can_be_asked_is_read_and_written_back():
    asked = read(ALL)

    assert asked.query == ALL
    assert read(asked.query) == asked


def test_every_filter_at_once_is_a_rule_that_a_group_can_have():
    rule = read(ALL).rule

    assert parse_rule(rule_to_json(rule)) == rule


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, menu in MENUS.items() for value in menu.options]
)
def test_every_choice_is_a_rule_that_a_group_can_have_and_says_itself(name, value):
    asked = read({name: value})

    assert parse_rule(rule_to_json(asked.rule)) == asked.rule
    assert asked.words(SPEECH).startswith(("People who", "Everyone, leaving out"))
    assert chip(name, value, SPEECH) == f"{MENUS[name].heading}: {MENUS[name].options[value].label}"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("group", "4", "Group: Board"),
        ("group", "9", "Group: no longer there"),
        ("interest", "5", "Joined: Trips"),
        ("role", "Volunteer", "Role: Volunteer"),
        ("city", "Köln", "City: Köln"),
        ("added", "2026-01-31", "Added since Jan 31, 2026"),
        ("updated", "2026-02-01", "Changed since Feb 1, 2026"),
    ],
)
def test_a_chip_says_what_is_in_force(name, value, words):
    assert chip(name, value, SPEECH) == words


def test_all_of_it_is_one_sentence():
    asked = read({"q": "ann", "gave": "lapsed", "city": "Bath"})

    assert asked.words(SPEECH) == (
        "People who match the search “ann”, made at least 1 gift, made no gift in the last 12 months "
        "and have an address in Bath."
    )
    assert Asked().words(SPEECH) == "Everybody."


@pytest.mark.parametrize(
    "told",
    [
        {"status": "asleep"},
        {"gave": "LATELY"},
        {"group": "0"},
        {"group": "-4"},
        {"group": "9" * 30},
        {"group": "٤"},
        {"interest": "x"},
        {"added": "yesterday"},
        {"updated": "2026-02-30"},
        {"city": "  "},
        {"city": "!"},
        {"role": "…"},
        {"q": "\u200b"},
        {"sort": "shoe_size"},
        {"in": "x"},
    ],
)
def test_what_is_not_known_is_passed_over(told):
    assert read(told) == Asked()


def test_one_filter_less_leaves_the_others():
    asked = read({"status": "active", "gave": "ever", "sort": "added"})

    assert asked.without("status") == read({"gave": "ever", "sort": "added"})


def test_days_begin_with_the_latest_and_names_with_a():
    assert [sort.falling for sort in (Sort.NAME, Sort.UPDATED, Sort.ADDED, Sort.LOOKUP)] == [
        False,
        True,
        True,
        False,
    ]
    assert all(sort.turned.falling is not sort.falling and sort.turned.turned is sort for sort in Sort)


@given(
    st.dictionaries(st.sampled_from([*ALL, "x"]), st.text(max_size=30) | st.sampled_from(list(ALL.values())))
)
def test_no_address_is_refused_and_reading_is_settled(told):
    asked = read(told)

    assert read(asked.query) == asked
    assert not asked.filters or asked.narrows


@given(st.lists(st.sampled_from(Column)))
def test_a_choice_of_columns_is_kept_in_their_order(picked):
    columns = chosen(picked)

    assert read_columns(written(columns)) == columns
    assert list(columns) == sorted(set(picked), key=list(Column).index)


@pytest.mark.parametrize("kept", [None, ""])
def test_without_a_choice_the_usual_columns_are_shown(kept):
    assert read_columns(kept) == USUAL


def test_a_forged_choice_shows_no_column_that_does_not_exist():
    assert read_columns("email.password_hash.'--") == (Column.EMAIL,)
