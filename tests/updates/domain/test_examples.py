"""The worked examples: what the planner itself makes of invented people, for every option of every rule."""

from dataclasses import replace
from typing import Any

import pytest

from app.updates.domain.examples import Line, Mark, Worked, worked
from app.updates.domain.rules import SameTypeRule, UpdateRules
from app.updates.domain.topics import TOPICS, Topic

KEEPING = UpdateRules(same_type=SameTypeRule.KEEP)
"""While old values end, a new one of their type takes their place whatever the rule about primaries says."""


def example(rule: str, option: Any, rules: UpdateRules = UpdateRules()) -> Worked:  # noqa: B008
    return worked(rule, replace(rules, **{rule: option}))[0]


def afterwards(rule: str, option: Any) -> list[tuple[str, str]]:
    return [(line.text, line.mark.value) for line in example(rule, option).afterwards]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.rule)
def test_every_option_of_a_rule_has_an_end_of_its_own(topic: Topic) -> None:
    ends = {
        tuple((each.afterwards, each.waits) for each in worked(topic.rule, replace(KEEPING, **chosen)))
        for chosen in ({topic.rule: option.value} for option in topic.options)
    }

    assert len(ends) == len(topic.options)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.rule)
def test_an_example_shows_one_rule_whatever_the_others_are(topic: Topic) -> None:
    strict = UpdateRules.from_json(
        {"name": "ignore", "similar_address": "ignore", "different_address": "ignore", "birth": "ignore"}
        | {"phone": "ignore", "email": "ignore"}
    )

    ends = {
        example(topic.rule, option.value, strict).afterwards
        for option in topic.options
        if option.text != "review"
    }

    assert len(ends) > 1 or topic.rule in ("same_type", "primary")


@pytest.mark.parametrize(
    ("rule", "option", "lines"),
    [
        ("name", "ignore", [("Laura Whitfield", "as it was")]),
        ("name", "update", [("Laura Kim", "changed"), ("Laura Whitfield · former name", "added")]),
        ("name", "alias", [("Laura Whitfield", "as it was"), ("Laura Kim · alias", "added")]),
        (
            "familiar_name",
            "nickname",
            [("Benjamin Rivera", "as it was"), ("Ben · nickname", "added")],
        ),
        (
            "similar_address",
            "update",
            [("12 Elm Street, Apt 4, Portland, OR 97210 · home · primary", "changed")],
        ),
        ("keep_former_name", False, [("Laura Kim", "changed")]),
        (
            "phone",
            "add",
            [("(503) 555-0142 · home", "ended"), ("(503) 555-0171 · home · primary", "added")],
        ),
        (
            "same_type",
            "keep",
            [
                ("(503) 555-0142 · home", "changed"),
                ("(503) 555-0117 · home", "as it was"),
                ("(503) 555-0160 · work", "as it was"),
                ("(503) 555-0171 · home · primary", "added"),
            ],
        ),
        ("birth", "replace", [("Apr 2, 1971", "changed")]),
        ("birth", "ignore", [("Apr 20, 1971", "as it was")]),
    ],
)
def test_an_example_says_what_becomes_of_each_value(
    rule: str, option: Any, lines: list[tuple[str, str]]
) -> None:
    assert afterwards(rule, type(getattr(UpdateRules(), rule))(option)) == lines


def test_where_a_person_decides_nothing_is_written_yet() -> None:
    waiting = example("email", type(UpdateRules().email).REVIEW)

    assert waiting.waits
    assert waiting.afterwards == (Line("ana@example.org · home · primary"),)
    assert waiting.comes_in == ("ana.rivera@example.com · work",)


def test_a_changed_value_says_what_it_was() -> None:
    [line] = example("birth", UpdateRules().birth).afterwards

    assert (line.mark, line.before) == (Mark.CHANGED, "Apr 20, 1971")


def test_every_number_of_the_first_type_ends_and_no_other() -> None:
    ended = [line.text for line in example("same_type", SameTypeRule.END).afterwards if line.mark == "ended"]

    assert ended == ["(503) 555-0142 · home", "(503) 555-0117 · home"]
