"""Starting points: each is a rule that says what its line promises. And: every kind can be typed."""

import pytest

from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule, rule_to_json
from app.groups.domain.rules import VERSION
from app.groups.domain.sentence import sentence
from app.groups.domain.speech import Speech
from app.groups.forms import lines, rule_of
from app.groups.forms.kinds import KINDS
from app.groups.forms.starters import STARTERS, starter
from app.web.filters import Region

REGION = Region("en_US", "UTC", "USD")
SAID = {
    "lybunt": "People who gave last fiscal year but not this one, and can be emailed.",
    "sybunt": (
        "People who gave some earlier fiscal year but neither last year nor this one, and can be emailed."
    ),
    "second_gift": (
        "People who made their first gift in the last 12 months and no second one, and can be emailed."
    ),
    "lapsed_major": (
        "People who gave at least $1000 in their largest gift and gave before, but not in the last 24 months."
    ),
    "upgraded": "People who gave more this fiscal year than last.",
    "eligible_no_gift": "People who can be emailed and made no gift this fiscal year.",
    "first_this_year": "People who made their very first gift this fiscal year.",
    "event_follow_up": "People who have at least 1 registration with the status attended and can be emailed.",
    "no_shows": (
        "People who have at least 1 registration with the status no-show for something that began in "
        "the last 3 months and can be emailed."
    ),
    "recent_registrants": (
        "People who can be emailed, leaving out people who have at least 1 registration made in "
        "the last 30 days."
    ),
    "never_emailed": "People who can be emailed and were never emailed.",
    "sunset": (
        "People who received at least 5 emails in the last 12 months and were added more than 12 "
        "months ago, leaving out people who were engaged in the last 12 months."
    ),
    "clicked": (
        "People who clicked a link in at least 1 email in the last 3 months, made no gift in the last 3 "
        "months and can be emailed."
    ),
    "birthday": "People who have their birthday this month and can be emailed.",
    "new_people": "People who were added in the last 30 days and can be emailed.",
}


def test_no_starting_point_is_untold() -> None:
    assert [each.key for each in STARTERS] == list(SAID)


@pytest.mark.parametrize("key", SAID)
def test_a_starting_point_is_a_rule_that_can_be_kept(key: str) -> None:
    found = starter(key)
    assert found

    tree = found.tree(REGION)

    assert [line.problem for line in lines(tree) if line.problem] == []
    assert sentence(rule_of(tree), Speech(lambda minor: f"${minor / 100:g}")) == SAID[key]
    assert parse_rule(rule_to_json(rule_of(tree))) == rule_of(tree)


def test_every_kind_of_condition_can_be_typed() -> None:
    told = {"version": VERSION, "match": "all", "conditions": [{"type": "no such kind"}]}

    refused = parse_rule(told)

    assert isinstance(refused, Invalid)
    assert set(refused.expected.removeprefix("one of ").split(", ")) == set(KINDS)
