"""Rules and plans as they are stored: defaults, options, words, and what is refused."""

import json

import pytest

from app.constituents.domain.record import PartialDate
from app.updates.domain.rules import DifferentRule, NameRule, UpdateRules, options, sentence
from tests.updates.domain.people import WORK, arriving, email, on_record, planned


def test_the_defaults_are_those_of_the_product() -> None:
    assert UpdateRules().to_json() == {
        "name": "update",
        "keep_former_name": True,
        "familiar_name": "nickname",
        "similar_address": "add",
        "different_address": "add",
        "phone": "add",
        "email": "add",
        "same_type": "end",
        "primary": "same_type",
        "birth": "replace",
    }


def test_a_rule_that_is_left_out_is_at_its_default() -> None:
    assert UpdateRules.from_json({}) == UpdateRules()
    assert UpdateRules.from_json({"email": "ignore"}) == UpdateRules(email=DifferentRule.IGNORE)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"emial": "add"}, "There is no update rule “emial”."),
        ({"email": "update"}, "The rule “email” offers ignore, review, add; “update” is none of them."),
        ({"keep_former_name": "yes"}, "offers True, False"),
        ({"keep_former_name": 1}, "offers True, False"),
        ({"name": True}, "offers ignore, update, review, alias"),
    ],
)
def test_what_is_no_rule_or_option_is_refused_by_name(told: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        UpdateRules.from_json(told)


def test_options_come_in_the_order_of_the_settings_page() -> None:
    assert options("name") == (NameRule.IGNORE, NameRule.UPDATE, NameRule.REVIEW, NameRule.ALIAS)
    assert options("keep_former_name") == (True, False)


def test_every_option_has_a_sentence_of_its_own() -> None:
    told = [sentence(rule, option) for rule in UpdateRules().to_json() for option in options(rule)]

    assert len(set(told)) == len(told) == 29
    assert all(each.endswith(".") for each in told)


def test_rules_say_themselves_in_plain_english() -> None:
    assert UpdateRules(email=DifferentRule.REVIEW).sentences()[6] == (
        "An email that is not there yet waits for a person to decide."
    )


def test_a_plan_is_stored_as_plain_json_without_blanks() -> None:
    row = arriving(emails=(email("two", WORK),), birth=PartialDate(1971))

    told = planned(on_record(emails=(email("one", id=1, primary=True),)), row).to_json()

    assert json.loads(json.dumps(told)) == told
    assert told["changes"] == [
        {
            "do": "replace",
            "field": "birth",
            "after": "1971",
            "rule": "Birth date differs: completed (your update rules).",
        },
        {
            "do": "add",
            "field": "emails",
            "after": {"address": "two@example.org", "type": "work"},
            "rule": "Email not on record: added as new (your update rules).",
            "ref": "emails:two@example.org",
        },
    ]


def test_a_plan_that_writes_is_not_unchanged() -> None:
    plan = planned(on_record(), arriving(birth=PartialDate(1971)))

    assert not plan.unchanged
    assert planned(on_record(), arriving()).unchanged
