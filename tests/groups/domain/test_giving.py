"""Conditions about gifts: whatever one asks, it asks of one and the same gift."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activity.domain.kinds import GiftKind
from app.groups.domain.evaluate import matches, satisfies
from app.groups.domain.explain import explain
from app.groups.domain.facts import Gift
from app.groups.domain.periods import Between, Last, Over, Unit
from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import (
    AverageGift,
    Bracket,
    Count,
    GiftCount,
    LargestGift,
    Limit,
    Match,
    Rule,
    TotalGiven,
)
from app.groups.domain.sentence import condition_words
from tests.groups.domain.givers import AS_OF, ago, counts, gifts
from tests.groups.domain.people import SPEECH, person

YEAR, LONG_AGO = Last(12, Unit.MONTHS), Over(12, Unit.MONTHS)
SOME, FEW, NO = (Count.AT_LEAST, 1), (Count.AT_MOST, 1), (Count.EXACTLY, 0)
AT_LEAST, AT_MOST = Limit.AT_LEAST, Limit.AT_MOST


def has(condition, *given_gifts):
    return satisfies(condition, person(gifts=given_gifts), AS_OF)


FRESH = Gift(ago(20), 5_000, fund="Trees", campaign="Spring", appeal="Letter", kind=GiftKind.RECURRING)
OLD = Gift(ago(800), 90_000, fund="Café", campaign="Autumn", appeal="Call", kind=GiftKind.IN_KIND)


@pytest.mark.parametrize(
    "mixed",
    [
        GiftCount(*SOME, 6_000, YEAR),
        GiftCount(*SOME, None, LONG_AGO, amount_at_most=6_000),
        GiftCount(*SOME, None, YEAR, fund="cafe"),
        GiftCount(*SOME, None, YEAR, campaign="Autumn"),
        GiftCount(*SOME, None, YEAR, appeal="Call"),
        GiftCount(*SOME, None, YEAR, gift_kind=GiftKind.IN_KIND),
        GiftCount(*SOME, fund="Trees", campaign="Autumn"),
        GiftCount(*SOME, fund="Trees", appeal="Call"),
        GiftCount(*SOME, fund="Trees", gift_kind=GiftKind.IN_KIND),
        GiftCount(*SOME, 6_000, fund="Trees"),
        TotalGiven(AT_LEAST, 1, YEAR, fund="cafe"),
        TotalGiven(AT_LEAST, 5_001, fund="Trees"),
        LargestGift(AT_LEAST, 5_001, YEAR),
        AverageGift(AT_LEAST, 5_001, YEAR),
    ],
)
def test_what_is_true_of_two_gifts_together_is_true_of_neither(mixed):
    assert not has(mixed, FRESH, OLD)


@pytest.mark.parametrize(
    "asked",
    [
        GiftCount(*SOME, 5_000, YEAR, 5_000, "TREES", "spring", "létter", GiftKind.RECURRING),
        GiftCount(*SOME, fund=" trees! "),
        TotalGiven(AT_LEAST, 90_000, LONG_AGO, "CAFE", "autumn", "call"),
        LargestGift(AT_LEAST, 90_000),
        LargestGift(AT_MOST, 5_000, YEAR),
        AverageGift(AT_MOST, 47_500),
        AverageGift(AT_LEAST, 47_500),
    ],
)
def test_case_accents_and_punctuation_of_funds_do_not_count(asked):
    assert has(asked, FRESH, OLD)


PENDING, REFUND = replace(FRESH, settled=False), Gift(ago(5), -5_000, refund=True, fund="Trees")
THIRDS = (Gift(ago(1), 3_333), Gift(ago(1), 3_333), Gift(ago(1), 3_334))
FOREIGN, NOTHING = replace(FRESH, foreign=True), Gift(ago(10), 0)


@pytest.mark.parametrize(
    ("condition", "of", "expected"),
    [
        (GiftCount(*SOME), (PENDING,), False),
        (GiftCount(*SOME), (REFUND,), False),
        (GiftCount(*SOME), (FOREIGN,), True),
        (GiftCount(*SOME, 1), (FOREIGN,), False),
        (GiftCount(*SOME, amount_at_most=10**9), (FOREIGN,), False),
        (GiftCount(*SOME), (NOTHING,), True),
        (GiftCount(*SOME, amount_at_most=0), (NOTHING, FRESH), True),
        (GiftCount(*SOME, amount_at_most=0), (FRESH, REFUND), False),
        (GiftCount(*NO, amount_at_most=4_999), (FRESH, REFUND), True),
        (GiftCount(*FEW), (FRESH, FRESH), False),
        (TotalGiven(AT_LEAST, 1), (FRESH, REFUND), False),
        (TotalGiven(AT_MOST, 0), (FRESH, REFUND), True),
        (TotalGiven(AT_LEAST, 1, Between(ago(20), ago(20))), (FRESH, REFUND), True),
        (TotalGiven(AT_MOST, 0, fund="Trees"), (FRESH, replace(REFUND, fund="")), False),
        (TotalGiven(AT_LEAST, 1), (FOREIGN, PENDING), False),
        (AverageGift(AT_MOST, 10**9), (), False),
        (AverageGift(AT_MOST, 10**9), (PENDING, REFUND, FOREIGN), False),
        (AverageGift(AT_MOST, 0), (FRESH, REFUND), True),
        (AverageGift(AT_MOST, 2_500), (FRESH, NOTHING), True),
        (AverageGift(AT_LEAST, 2_501), (FRESH, NOTHING), False),
        (AverageGift(AT_LEAST, 2_501), (FRESH, replace(NOTHING, foreign=True)), True),
        (
            AverageGift(AT_LEAST, 3_334),
            THIRDS,
            False,
        ),
        (AverageGift(AT_MOST, 3_333), THIRDS, False),
        (LargestGift(AT_MOST, 10**9), (), False),
        (LargestGift(AT_MOST, 10**9), (REFUND, FOREIGN, PENDING), False),
        (LargestGift(AT_MOST, 0), (NOTHING,), True),
        (LargestGift(AT_MOST, 4_999), (NOTHING, FRESH), False),
    ],
)
def test_refunds_open_gifts_other_currencies_and_gifts_of_nothing(condition, of, expected):
    assert has(condition, *of) is expected


@given(counts, gifts)
def test_one_gift_is_counted_once_or_not_at_all(condition, gift):
    there, not_there = (replace(condition, op=op, n=n) for op, n in (SOME, NO))

    assert has(there, gift) is not has(not_there, gift)
    assert not has(there, replace(gift, settled=False))
    assert not has(replace(there, n=2), gift)


@given(counts, st.lists(gifts, max_size=4))
def test_gifts_are_counted_one_by_one(condition, several):
    there = replace(condition, op=Count.AT_LEAST, n=1)
    number = sum(has(there, gift) for gift in several)

    assert has(replace(condition, op=Count.EXACTLY, n=number), *several)
    assert has(there, *several) is (number > 0)


@given(counts)
def test_nobody_without_a_gift_has_one_and_none_of_these_takes_her(condition):
    assert has(condition) is condition.op.holds(0, condition.n)
    there = replace(condition, op=Count.AT_LEAST, n=1)
    assert matches(Rule(Bracket(Match.NONE, (there,))), person(), AS_OF)


# --- words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (GiftCount(*SOME, 5_000, amount_at_most=10_000), "made at least 1 gift of $50 to $100"),
        (GiftCount(*SOME, 5_000, amount_at_most=5_000), "made at least 1 gift of $50 exactly"),
        (GiftCount(*SOME, amount_at_most=5_000), "made at least 1 gift of $50 or less"),
        (
            GiftCount(Count.AT_LEAST, 2, 5_000, YEAR, None, "Trees", "Spring", "Letter", GiftKind.RECURRING),
            "made at least 2 recurring gifts of $50 or more to the fund “Trees” in the campaign “Spring” "
            "for the appeal “Letter” in the last 12 months",
        ),
        (GiftCount(*NO, gift_kind=GiftKind.IN_KIND), "made no gift in kind"),
        (GiftCount(*FEW, gift_kind=GiftKind.PLEDGE_PAYMENT), "made no or at most 1 pledge payment"),
        (GiftCount(*SOME, gift_kind=GiftKind.ONE_OFF), "made at least 1 one-off gift"),
        (
            TotalGiven(AT_LEAST, 10_000, YEAR, fund="Trees"),
            "gave at least $100 in total to the fund “Trees” in the last 12 months",
        ),
        (AverageGift(AT_LEAST, 5_000, YEAR), "gave at least $50 on average per gift in the last 12 months"),
        (LargestGift(AT_MOST, 5_000), "gave at most $50 in their largest gift"),
    ],
)
def test_a_condition_about_gifts_says_itself(condition, words):
    assert condition_words(condition, SPEECH) == words


AVERAGE = AverageGift(AT_LEAST, 1)


@pytest.mark.parametrize(
    ("condition", "of", "evidence"),
    [
        (AVERAGE, (FRESH, OLD), "gave $475 on average in 2 gifts, the latest $50 on Nov 1, 2026"),
        (
            AVERAGE,
            (FRESH, Gift(ago(20), 1)),
            "gave about $25 on average in 2 gifts, the latest $0.01 on Nov 1, 2026",
        ),
        (AVERAGE, (), "made no gift"),
        (LargestGift(AT_LEAST, 1), (FRESH, OLD), "the largest was $900 on Sep 12, 2024"),
        (LargestGift(AT_LEAST, 1), (FOREIGN,), "made no gift"),
        (GiftCount(*SOME, fund="trees"), (FRESH, OLD), "made 1 gift, $50 on Nov 1, 2026"),
        (GiftCount(*SOME, fund="shrubs"), (FRESH, OLD), "made no gift like that"),
        (GiftCount(*SOME), (FOREIGN,), "made 1 gift, an amount in another currency on Nov 1, 2026"),
    ],
)
def test_the_evidence_names_amounts_and_days(condition, of, evidence):
    (clause,) = explain(Rule(Bracket(Match.ALL, (condition,))), person(gifts=of), AS_OF, SPEECH)

    assert clause.evidence == evidence


# --- JSON


def read(**told):
    return parse_rule({"version": 2, "match": "all", "conditions": [told]})


def test_every_field_of_a_gift_is_read():
    told = {"amount_at_least": 100, "amount_at_most": 100, "fund": "Trees", "campaign": "Spring"}
    more = {"appeal": "Letter", "gift_kind": "recurring", "period": {"type": "before", "day": "2026-03-04"}}

    found = read(type="gift_count", op="exactly", n=0, **told, **more)

    (condition,) = found.root.parts
    assert condition.like.texts == {"fund": "Trees", "campaign": "Spring", "appeal": "Letter"}
    assert (condition.amount_at_least, condition.amount_at_most) == (100, 100)
    assert condition.gift_kind is GiftKind.RECURRING
    assert condition.period.day == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ({"type": "gift_count", "op": "at_least", "n": 1, "amount_at_most": -1}, "amount_at_most"),
        (
            {"type": "gift_count", "op": "at_least", "n": 1, "amount_at_least": 2, "amount_at_most": 1},
            "amount_at_most",
        ),
        ({"type": "gift_count", "op": "at_least", "n": 1, "gift_kind": "kind"}, "gift_kind"),
        ({"type": "gift_count", "op": "at_least", "n": 1, "gift_kind": None}, "gift_kind"),
        ({"type": "gift_count", "op": "at_least", "n": 1, "fund": "—"}, "fund"),
        ({"type": "total_given", "op": "exactly", "amount": 1}, "op"),
        ({"type": "total_given", "op": "at_least", "amount": 1, "gift_kind": "recurring"}, ""),
        ({"type": "average_gift", "op": "at_least", "amount": 0}, "amount"),
        ({"type": "average_gift", "op": "at_least", "amount": 1, "fund": "Trees"}, ""),
        ({"type": "largest_gift", "amount": 1}, "op"),
    ],
)
def test_a_condition_about_gifts_that_is_none_is_refused(told, path):
    found = read(**told)

    assert isinstance(found, Invalid)
    assert found.path == f"conditions[0]{'.' if path else ''}{path}"
