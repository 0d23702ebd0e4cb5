"""How brackets combine conditions, and what "none of these" means of people without a value."""

import pytest
from hypothesis import given, settings

from app.consent.domain.facts import MarketingStatus
from app.groups.domain.evaluate import matches, satisfies
from app.groups.domain.rules import (
    Age,
    Became,
    BirthMonth,
    Bracket,
    Count,
    DoNotContact,
    Emails,
    FromImport,
    HasAddress,
    HasEmail,
    HasPhone,
    InGroup,
    InterestIn,
    Limit,
    MarketingStatusIs,
    Match,
    PlaceIs,
    RegisteredFor,
    Registrations,
    Rule,
    SourceIs,
    SuppressedFor,
    TotalGiven,
    conditions,
)
from tests.groups.domain.people import AS_OF, GALA, NEWS, people, person, rule, rules

YES, NO = HasEmail(), InGroup(99)


@pytest.mark.parametrize(
    ("match", "parts", "expected"),
    [
        (Match.ALL, (YES, YES), True),
        (Match.ALL, (YES, NO), False),
        (Match.ANY, (YES, NO), True),
        (Match.ANY, (NO, NO), False),
        (Match.NONE, (NO, NO), True),
        (Match.NONE, (YES, NO), False),
        (Match.ALL, (YES, Bracket(Match.NONE, (NO,))), True),
        (Match.ALL, (YES, Bracket(Match.NONE, (YES,))), False),
        (Match.ANY, (NO, Bracket(Match.ALL, (YES, YES))), True),
    ],
)
def test_brackets_combine_their_parts(match, parts, expected):
    assert matches(rule(match, *parts), person(has_email=True), AS_OF) is expected


@pytest.mark.parametrize("outer", Match)
@pytest.mark.parametrize("inner", Match)
@settings(max_examples=12)
@given(facts=people)
def test_a_rule_without_conditions_is_nobody(outer, inner, facts):
    assert not matches(Rule(Bracket(outer)), facts, AS_OF)
    assert not matches(rule(outer, Bracket(inner), Bracket(inner, (Bracket(outer),))), facts, AS_OF)


@pytest.mark.parametrize("outer", Match)
@settings(max_examples=12)
@given(facts=people)
def test_an_empty_bracket_beside_a_condition_changes_nothing(outer, facts):
    assert matches(rule(outer, YES, Bracket(Match.NONE)), facts, AS_OF) == matches(
        rule(outer, YES), facts, AS_OF
    )


@given(rules, people)
def test_none_of_these_is_the_contrary_of_any_of_these(rule, facts):
    parts = rule.root.parts

    answers = {match: matches(Rule(Bracket(match, parts)), facts, AS_OF) for match in (Match.ANY, Match.NONE)}

    assert answers[Match.NONE] is not answers[Match.ANY]


@given(rules, people)
def test_all_of_these_is_none_of_their_contraries(rule, facts):
    contraries = tuple(Bracket(Match.NONE, (part,)) for part in rule.root.parts)

    everything = matches(Rule(Bracket(Match.ALL, rule.root.parts)), facts, AS_OF)

    assert matches(Rule(Bracket(Match.NONE, contraries)), facts, AS_OF) is everything


@given(rules, people)
def test_a_flat_rule_is_its_conditions_combined(rule, facts):
    found = [satisfies(condition, facts, AS_OF) for condition in conditions(rule.root)]

    flat = tuple(conditions(rule.root))

    assert matches(Rule(Bracket(Match.ALL, flat)), facts, AS_OF) is all(found)
    assert matches(Rule(Bracket(Match.ANY, flat)), facts, AS_OF) is any(found)


@given(people)
def test_none_of_these_includes_people_without_any_value(facts):
    nothing = person()

    for condition in (
        TotalGiven(Limit.AT_LEAST, 1),
        RegisteredFor(GALA),
        Registrations(Count.AT_LEAST, 1, category="Gala"),
        Emails(Became.OPENED, Count.AT_LEAST, 1, last_campaigns=3),
        InterestIn(NEWS),
        MarketingStatusIs(MarketingStatus.SUBSCRIBED),
        SuppressedFor(),
        DoNotContact(),
        PlaceIs("Portland"),
        HasPhone(),
        HasAddress(),
        BirthMonth(4),
        Age(Count.AT_LEAST, 0),
        Age(Count.AT_MOST, 150),
        SourceIs("Website"),
        FromImport(1),
        InGroup(1),
    ):
        assert matches(rule(Match.NONE, condition), nothing, AS_OF)
        assert matches(rule(Match.NONE, condition), facts, AS_OF) is not satisfies(condition, facts, AS_OF)
