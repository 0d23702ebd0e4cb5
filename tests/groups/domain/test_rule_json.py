import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.groups.domain.periods import ANY_TIME, Last, Unit
from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule, rule_to_json
from app.groups.domain.rules import Bracket, CanBeEmailed, Count, GiftCount, Limit, Match, Rule, TotalGiven
from tests.groups.domain.people import rules

DONORS = {
    "version": 1,
    "match": "all",
    "conditions": [
        {
            "type": "total_given",
            "op": "at_least",
            "amount": 10000,
            "period": {"type": "last", "n": 12, "unit": "months"},
        },
        {"type": "can_be_emailed"},
    ],
}


def around(condition):
    return {"version": 1, "match": "all", "conditions": [condition]}


def nested(levels, inside):
    for _ in range(levels):
        inside = {"match": "any", "conditions": [inside]}
    return around(inside)


def test_the_documented_example_is_read():
    giving = TotalGiven(Limit.AT_LEAST, 10000, Last(12, Unit.MONTHS))

    assert parse_rule(DONORS) == Rule(Bracket(Match.ALL, (giving, CanBeEmailed())))


@given(rules)
def test_a_rule_survives_the_way_through_json(rule):
    assert parse_rule(json.loads(json.dumps(rule_to_json(rule)))) == rule


def test_a_rule_without_conditions_is_read_as_such():
    assert parse_rule({"version": 1, "match": "any", "conditions": []}) == Rule(Bracket(Match.ANY))


def test_a_condition_that_names_no_period_is_about_any_time():
    told = around({"type": "gift_count", "op": "exactly", "n": 0})

    assert parse_rule(told) == Rule(Bracket(Match.ALL, (GiftCount(Count.EXACTLY, 0, None, ANY_TIME),)))


def test_brackets_may_stand_three_deep_and_no_deeper():
    assert isinstance(parse_rule(nested(3, {"type": "has_email"})), Rule)
    assert parse_rule(nested(4, {"type": "has_email"})) == Invalid(
        "conditions[0].conditions[0].conditions[0].conditions[0]", "a bracket", "brackets at most 3 deep"
    )


def test_twenty_conditions_are_allowed_and_no_more_however_they_are_bracketed():
    ten = [{"type": "has_email"}] * 10
    two_tens = {"version": 1, "match": "all", "conditions": [{"match": "any", "conditions": ten}] * 2}
    one_more = {**two_tens, "conditions": [*two_tens["conditions"], {"type": "has_email"}]}

    assert isinstance(parse_rule(two_tens), Rule)
    assert parse_rule(one_more) == Invalid("conditions", "21 conditions", "at most 20")


WRONG = [
    ([], "", "a list", "an object"),
    (None, "", "nothing", "an object"),
    ({1: 2}, "", "an object", "an object"),
    ({}, "version", "nothing", "a whole number from 1 to 2"),
    ({**DONORS, "version": 3}, "version", "3", "a whole number from 1 to 2"),
    ({**DONORS, "version": True}, "version", "True", "a whole number from 1 to 2"),
    ({**DONORS, "version": 1.0}, "version", "1.0", "a whole number from 1 to 2"),
    ({**DONORS, "match": "most"}, "match", "“most”", "one of all, any, none"),
    ({**DONORS, "match": ["all"]}, "match", "a list", "one of all, any, none"),
    ({**DONORS, "conditions": {}}, "conditions", "an object", "a list of 0 to 20 conditions"),
    ({**DONORS, "conditions": [{}] * 21}, "conditions", "21 items", "a list of 0 to 20 conditions"),
    ({**DONORS, "conditions": "x"}, "conditions", "“x”", "a list of 0 to 20 conditions"),
    ({**DONORS, "sql": "1"}, "", "an unknown field “sql”", "only version, match, conditions"),
    (nested(1, 3), "conditions[0].conditions[0]", "3", "an object"),
    (
        around({"match": "none", "conditions": []}),
        "conditions[0].conditions",
        "0 items",
        "a list of 1 to 20 conditions",
    ),
    (around({"type": "has_email", "a": 1}), "conditions[0]", "an unknown field “a”", "only type"),
    (
        around({"type": "place_is", "city": 5}),
        "conditions[0].city",
        "5",
        "plain text of at most 200 characters",
    ),
    (
        around({"type": "place_is"}),
        "conditions[0]",
        "no place",
        "a city, a region, a country or a postal code",
    ),
    (
        around({"type": "place_is", "city": "  "}),
        "conditions[0]",
        "no place",
        "a city, a region, a country or a postal code",
    ),
    (
        around({"type": "text_search", "text": "…"}),
        "conditions[0].text",
        "“…”",
        "text with a letter or a digit",
    ),
    (
        around({"type": "text_search", "text": "a\x00"}),
        "conditions[0].text",
        "text with characters that cannot be shown",
        "plain text of at most 200 characters",
    ),
    (
        around({"type": "in_group", "group": 2**63}),
        "conditions[0].group",
        "a huge number",
        f"a whole number from 1 to {2**63 - 1}",
    ),
    (
        around({"type": "total_given", "op": "at_least", "amount": 0}),
        "conditions[0].amount",
        "0",
        f"a whole number from 1 to {10**15}",
    ),
    (
        around({"type": "gift_count", "op": "at_least", "n": 0}),
        "conditions[0].n",
        "0",
        "a whole number from 1 to 10000",
    ),
]


@pytest.mark.parametrize(("told", "path", "what", "expected"), WRONG)
def test_what_is_wrong_is_said_with_its_place(told, path, what, expected):
    assert parse_rule(told) == Invalid(path, what, expected)


@pytest.mark.parametrize("kind", [None, "sql", 5, ["has_email"]])
def test_an_unknown_condition_is_refused(kind):
    found = parse_rule(around({"type": kind}))

    assert isinstance(found, Invalid)
    assert found.path == "conditions[0].type"
    assert found.expected.startswith("one of total_given, gift_count, average_gift")


def test_a_rule_of_the_first_version_is_still_read_and_is_written_as_one_of_this_version():
    found = parse_rule({**DONORS, "version": 1})

    assert found == parse_rule({**DONORS, "version": 2})
    assert rule_to_json(found)["version"] == 2


ONE_YEAR, TWO_YEARS = {"n": 1, "unit": "years"}, {"n": 2, "unit": "years"}


@pytest.mark.parametrize(
    ("period", "path"),
    [
        ("last year", "period"),
        ({"type": "ever"}, "period.type"),
        ({"type": "last", "n": 0, "unit": "days"}, "period.n"),
        ({"type": "last", "n": 1201, "unit": "months"}, "period.n"),
        ({"type": "last", "n": 1, "unit": "weeks"}, "period.unit"),
        ({"type": "between", "start": "2026-02-30", "end": "2026-03-01"}, "period.start"),
        ({"type": "between", "start": "20260201", "end": "2026-03-01"}, "period.start"),
        ({"type": "between", "start": "2026-02-01", "end": 5}, "period.end"),
        ({"type": "between", "start": "2026-02-01", "end": "2026-01-31"}, "period.end"),
        ({"type": "since", "start": "soon"}, "period.start"),
        ({"type": "since", "start": "2026-02-01", "end": "2026-02-02"}, "period"),
        ({"type": "year", "which": "next", "kind": "fiscal"}, "period.which"),
        ({"type": "any_time", "n": 1}, "period"),
        ({"type": "over", "n": 0, "unit": "days"}, "period.n"),
        ({"type": "next", "n": 101, "unit": "years"}, "period.n"),
        ({"type": "before"}, "period.day"),
        ({"type": "before", "start": "2026-02-01"}, "period.day"),
        ({"type": "quarter", "which": "this"}, "period.kind"),
        ({"type": "ago", "from": TWO_YEARS}, "period.to"),
        ({"type": "ago", "from": ONE_YEAR, "to": TWO_YEARS}, "period.to"),
        ({"type": "ago", "from": {"n": 1, "unit": "months"}, "to": {"n": 31, "unit": "days"}}, "period.to"),
        ({"type": "ago", "from": {**TWO_YEARS, "more": 1}, "to": ONE_YEAR}, "period.from"),
        ({"type": "ago", "from": {"n": 2, "unit": "weeks"}, "to": ONE_YEAR}, "period.from.unit"),
    ],
)
def test_a_period_that_is_none_is_refused(period, path):
    found = parse_rule(around({"type": "added_within", "period": period}))

    assert isinstance(found, Invalid)
    assert found.path == f"conditions[0].{path}"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_no_garbage_raises(told):
    assert isinstance(parse_rule(told), Invalid)


@given(rules, json_values, st.randoms(use_true_random=False))
def test_a_rule_with_one_value_spoiled_never_raises(rule, garbage, random):
    told = deepcopy(rule_to_json(rule))
    place = told
    while isinstance(place, dict | list):
        parent = place
        key = random.choice(list(place)) if isinstance(place, dict) else random.randrange(len(place))
        place = place[key]
        if random.random() < 0.3:
            break
    parent[key] = garbage

    assert isinstance(parse_rule(told), Rule | Invalid)
