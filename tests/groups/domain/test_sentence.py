from datetime import date

import pytest
from hypothesis import given

from app.constituents.domain.record import Kind
from app.groups.domain.periods import Last, Since, Unit, Which, Year, YearKind
from app.groups.domain.rules import (
    AddedWithin,
    Bracket,
    CanBeEmailed,
    Choice,
    Count,
    GiftCount,
    HasEmail,
    InGroup,
    InSegment,
    InterestIn,
    KindIs,
    Limit,
    Match,
    PlaceIs,
    RegisteredFor,
    Rule,
    Status,
    StatusIs,
    TextSearch,
    TotalGiven,
    UpdatedWithin,
    conditions,
)
from app.groups.domain.segments import Segment
from app.groups.domain.sentence import Speech, condition_words, sentence
from tests.groups.domain.people import BOARD, GALA, NEWS, SPEECH, money, rule, rules

YEAR = Last(12, Unit.MONTHS)
GAVE = TotalGiven(Limit.AT_LEAST, 10_000, YEAR)
MAIL = CanBeEmailed()


def bracket(match, *parts):
    return Bracket(match, parts)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            rule(Match.ALL, GAVE, MAIL),
            "People who gave at least $100 in total in the last 12 months and can be emailed.",
        ),
        (Rule(), "Nobody: the rule has no conditions yet."),
        (rule(Match.NONE, bracket(Match.ALL)), "Nobody: the rule has no conditions yet."),
        (rule(Match.ANY, HasEmail(), MAIL), "People who have an active email address or can be emailed."),
        (
            rule(Match.ALL, GAVE, HasEmail(), MAIL),
            "People who gave at least $100 in total in the last 12 months, have an active email address and "
            "can be emailed.",
        ),
        (rule(Match.NONE, InGroup(BOARD)), "Everyone, leaving out people who are in “Board”."),
        (
            rule(Match.ALL, MAIL, bracket(Match.NONE, InGroup(BOARD), RegisteredFor(GALA))),
            "People who can be emailed, leaving out people who are in “Board” or registered for “Gala 2025”.",
        ),
        (
            rule(Match.ALL, bracket(Match.NONE, InGroup(BOARD))),
            "Everyone, leaving out people who are in “Board”.",
        ),
        (
            rule(Match.ALL, MAIL, bracket(Match.ANY, InGroup(BOARD), bracket(Match.ALL, HasEmail(), MAIL))),
            "People who can be emailed and (are in “Board” or (have an active email address and "
            "can be emailed)).",
        ),
        (
            rule(Match.ANY, MAIL, bracket(Match.NONE, InGroup(BOARD), HasEmail())),
            "People who can be emailed or are not among those who (are in “Board” or have an active email "
            "address).",
        ),
    ],
)
def test_a_rule_says_itself(said, words):
    assert sentence(said, SPEECH) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (TotalGiven(Limit.AT_MOST, 5_050), "gave nothing or at most $50.50 in total"),
        (GiftCount(Count.AT_LEAST, 1), "made at least 1 gift"),
        (
            GiftCount(Count.AT_LEAST, 2, 5_000, YEAR),
            "made at least 2 gifts of $50 or more in the last 12 months",
        ),
        (GiftCount(Count.EXACTLY, 3), "made exactly 3 gifts"),
        (
            GiftCount(Count.EXACTLY, 0, None, Year(Which.THIS, YearKind.FISCAL)),
            "made no gift this fiscal year",
        ),
        (GiftCount(Count.AT_MOST, 0), "made no gift"),
        (GiftCount(Count.AT_MOST, 2), "made no or at most 2 gifts"),
        (CanBeEmailed(NEWS), "can be emailed about “Newsletter”"),
        (InSegment(Segment.DONORS), "are donors"),
        (KindIs(Kind.INDIVIDUAL), "are individuals"),
        (KindIs(Kind.ORGANIZATION), "are organizations"),
        (PlaceIs("Portland", "OR", "US"), "have an address in Portland, OR, US"),
        (PlaceIs(country="US"), "have an address in US"),
        (AddedWithin(Last(30, Unit.DAYS)), "were added in the last 30 days"),
        (AddedWithin(Since(date(2026, 3, 4))), "were added since Mar 4, 2026"),
        (UpdatedWithin(Last(1, Unit.MONTHS)), "were last changed in the last month"),
        (StatusIs(Status.DECEASED), "are deceased"),
        (InterestIn(NEWS), "joined “Newsletter”"),
        (InterestIn(NEWS, Choice.LEFT), "left “Newsletter”"),
        (InterestIn(NEWS, Choice.NEVER), "never chose about “Newsletter”"),
        (TextSearch("smith"), "match the search “smith”"),
    ],
)
def test_a_condition_says_itself(condition, words):
    assert condition_words(condition, SPEECH) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (RegisteredFor(99), "registered for an event that no longer exists"),
        (InterestIn(99), "joined an interest group that no longer exists"),
        (InGroup(99), "are in a group that no longer exists"),
        (CanBeEmailed(99), "can be emailed about an interest group that no longer exists"),
    ],
)
def test_what_is_gone_is_said_to_be_gone(condition, words):
    assert condition_words(condition, SPEECH) == words


@given(rules)
def test_every_condition_of_a_rule_is_in_its_sentence(rule):
    speech = Speech(money)

    said = sentence(rule, speech)

    assert all(condition_words(condition, speech) in said for condition in conditions(rule.root))
    assert said.count("(") == said.count(")")


@pytest.mark.parametrize("words", ["label", "phrase", "meaning"])
def test_every_quick_segment_has_words_of_its_own(words):
    assert len({getattr(segment, words) for segment in Segment}) == len(Segment) == 11
