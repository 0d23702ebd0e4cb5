"""Conditions about the course of giving: first and last gifts, LYBUNT and SYBUNT, lapsed, more and less."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activity.domain.labels import Given, LabelKind, labels
from app.activity.domain.years import fiscal_year
from app.groups.domain.evaluate import satisfies
from app.groups.domain.explain import explain
from app.groups.domain.facts import Gift
from app.groups.domain.periods import AsOf, Last, Over, Since, Unit, YearKind
from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import FirstGift, GivingPattern, Lapsed, LastGift, Match, Pattern, conditions
from app.groups.domain.sentence import condition_words
from tests.groups.domain.givers import AS_OF, TODAY, ago, gifts
from tests.groups.domain.people import SPEECH, person, rule

CALENDAR, FISCAL = YearKind.CALENDAR, YearKind.FISCAL
YEAR = Last(12, Unit.MONTHS)


def has(condition, *given_gifts, as_of=AS_OF):
    return satisfies(condition, person(gifts=given_gifts), as_of)


def on(text, amount=5_000, **more):
    return Gift(date.fromisoformat(text), amount, **more)


@pytest.mark.parametrize(
    ("condition", "of", "expected"),
    [
        (FirstGift(), (), False),
        (FirstGift(), (on("2019-01-01"),), True),
        (FirstGift(YEAR), (on("2025-11-21"),), True),
        (FirstGift(YEAR), (on("2025-11-20"), on("2026-11-01")), False),
        (FirstGift(YEAR), (on("2020-01-01", settled=False), on("2026-11-01")), True),
        (FirstGift(YEAR), (on("2020-01-01", -1, refund=True), on("2026-11-01")), True),
        (FirstGift(YEAR), (on("2020-01-01", foreign=True), on("2026-11-01")), False),
        (FirstGift(amount_at_least=5_000), (on("2020-01-01"), on("2021-01-01", 1)), True),
        (FirstGift(amount_at_least=5_000), (on("2020-01-01", 4_999), on("2021-01-01", 90_000)), False),
        (FirstGift(amount_at_least=1), (on("2020-01-01", foreign=True), on("2021-01-01")), False),
        (FirstGift(amount_at_least=50), (on("2020-01-01", 60), on("2020-01-01", 40)), True),
        (FirstGift(amount_at_least=50), (on("2020-01-01", 40), on("2020-01-01", 60)), False),
        (LastGift(), (), False),
        (LastGift(YEAR), (on("2020-01-01"), on("2025-11-21")), True),
        (LastGift(Over(12, Unit.MONTHS)), (on("2020-01-01"), on("2025-11-21")), False),
        (LastGift(Over(12, Unit.MONTHS)), (on("2020-01-01"), on("2025-11-20")), True),
        (LastGift(YEAR), (on("2026-01-01"), on("2027-01-01")), False),
        (LastGift(Since(TODAY)), (on("2026-01-01"), on("2027-01-01")), True),
        (Lapsed(12), (on("2025-11-20"),), True),
        (Lapsed(12), (on("2025-11-21"),), False),
        (Lapsed(12), (), False),
        (Lapsed(24), (on("2024-11-21"),), False),
        (Lapsed(1), (on("2026-10-20"), on("2026-10-22", settled=False)), True),
    ],
)
def test_first_and_last_gifts(condition, of, expected):
    assert has(condition, *of) is expected


THIS, LAST, BEFORE = "2026-07-01", "2026-06-30", "2025-06-30"
"""Days of fiscal years that begin in July: this one, the one before, and the one before that."""


@pytest.mark.parametrize(
    ("pattern", "days", "expected"),
    [
        (Pattern.LYBUNT, [LAST], True),
        (Pattern.LYBUNT, [LAST, BEFORE], True),
        (Pattern.LYBUNT, [LAST, THIS], False),
        (Pattern.LYBUNT, [BEFORE], False),
        (Pattern.LYBUNT, [], False),
        (Pattern.SYBUNT, [BEFORE], True),
        (Pattern.SYBUNT, [BEFORE, LAST], False),
        (Pattern.SYBUNT, [BEFORE, THIS], False),
        (Pattern.SYBUNT, [], False),
        (Pattern.FIRST_TIME, [THIS], True),
        (Pattern.FIRST_TIME, [THIS, "2026-11-01"], True),
        (Pattern.FIRST_TIME, [THIS, BEFORE], False),
        (Pattern.SECOND_GIFT, ["2025-11-21"], True),
        (Pattern.SECOND_GIFT, ["2025-11-20"], False),
        (Pattern.SECOND_GIFT, ["2026-11-01", "2026-11-01"], False),
        (Pattern.SECOND_GIFT, ["2026-11-22"], False),
    ],
)
def test_patterns_of_years(pattern, days, expected):
    assert has(GivingPattern(pattern, FISCAL), *map(on, days)) is expected


@pytest.mark.parametrize(
    ("of", "upgraded", "downgraded"),
    [
        ((on(THIS, 101), on(LAST, 100)), True, False),
        ((on(THIS, 100), on(LAST, 100)), False, False),
        ((on(THIS, 99), on(LAST, 100)), False, True),
        ((on(THIS, 100),), False, False),
        ((on(LAST, 100),), False, False),
        ((on(THIS, 100), on(BEFORE, 1)), False, False),
        ((on(THIS, 60), on(THIS, 60), on(LAST, 100)), True, False),
        ((on(THIS, 120), on(THIS, -30, refund=True), on(LAST, 100)), False, True),
        ((on(THIS, -30, refund=True), on(LAST, 100)), False, False),
        ((on(THIS, 500, foreign=True), on(LAST, 100)), False, False),
        ((on(THIS, 500), on(LAST, 100, foreign=True)), False, False),
        ((on(THIS, 0), on(LAST, 100)), False, True),
    ],
)
def test_more_and_less_than_last_year(of, upgraded, downgraded):
    assert has(GivingPattern(Pattern.UPGRADED), *of) is upgraded
    assert has(GivingPattern(Pattern.DOWNGRADED), *of) is downgraded


def test_in_the_first_month_of_a_fiscal_year_last_year_is_the_one_that_just_ended():
    july = AsOf(date(2026, 7, 1), fiscal_year_start=7)
    lybunt, by_calendar = GivingPattern(Pattern.LYBUNT, FISCAL), GivingPattern(Pattern.LYBUNT, CALENDAR)

    assert has(lybunt, on("2026-06-30"), as_of=july)
    assert not has(lybunt, on("2025-06-30"), as_of=july)
    assert not has(by_calendar, on("2026-06-30"), as_of=july)
    assert has(by_calendar, on("2025-06-30"), as_of=july)


@given(
    st.lists(gifts, max_size=4),
    st.dates(date(2020, 1, 1), date(2029, 1, 1)),
    st.integers(1, 12),
)
def test_the_names_are_those_of_the_badges_on_a_profile(several, today, first_month):
    settled = [gift for gift in several if gift.settled and not gift.refund]
    days = [gift.on for gift in settled]
    years = {fiscal_year(day, first_month): 1 for day in days}
    by_year = {year: sum(fiscal_year(day, first_month) == year for day in days) for year in years}
    badges = labels(
        Given(by_year, min(days, default=None), max(days, default=None)), today=today, first_month=first_month
    )

    asked = {
        LabelKind.SECOND_GIFT: GivingPattern(Pattern.SECOND_GIFT),
        LabelKind.LYBUNT: GivingPattern(Pattern.LYBUNT),
        LabelKind.SYBUNT: GivingPattern(Pattern.SYBUNT),
        LabelKind.LAPSED: Lapsed(12),
    }
    as_of = AsOf(today, first_month)
    assert {kind for kind, condition in asked.items() if has(condition, *several, as_of=as_of)} == {
        badge.kind for badge in badges
    }


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (FirstGift(YEAR), "made their very first gift in the last 12 months"),
        (FirstGift(amount_at_least=5_000), "made a very first gift of $50 or more"),
        (LastGift(Over(2, Unit.YEARS)), "made their latest gift more than 2 years ago"),
        (Lapsed(1), "gave before, but not in the last month"),
        (Lapsed(18), "gave before, but not in the last 18 months"),
        (GivingPattern(Pattern.LYBUNT, FISCAL), "gave last fiscal year but not this one"),
        (
            GivingPattern(Pattern.SYBUNT, CALENDAR),
            "gave some earlier calendar year but neither last year nor this one",
        ),
        (GivingPattern(Pattern.FIRST_TIME, FISCAL), "made their very first gift this fiscal year"),
        (
            GivingPattern(Pattern.SECOND_GIFT),
            "made their first gift in the last 12 months and no second one",
        ),
        (GivingPattern(Pattern.UPGRADED, CALENDAR), "gave more this calendar year than last"),
        (GivingPattern(Pattern.DOWNGRADED, FISCAL), "gave less this fiscal year than last, but in both"),
    ],
)
def test_a_course_of_giving_says_itself(condition, words):
    assert condition_words(condition, SPEECH) == words


@pytest.mark.parametrize(
    ("condition", "evidence"),
    [
        (FirstGift(), "the first gift was $50 on Sep 12, 2024"),
        (LastGift(), "the latest gift was $80 on Nov 1, 2026"),
        (Lapsed(), "the latest gift was $80 on Nov 1, 2026"),
        (GivingPattern(Pattern.SYBUNT), "the latest gift was $80 on Nov 1, 2026"),
        (
            GivingPattern(Pattern.SECOND_GIFT),
            "the first gift was $50 on Sep 12, 2024; made 2 gifts, the latest $80 on Nov 1, 2026",
        ),
        (GivingPattern(Pattern.UPGRADED), "gave $80 this fiscal year, no gift last"),
    ],
)
def test_the_evidence_names_the_gifts_it_rests_on(condition, evidence):
    giver = person(gifts=(Gift(ago(800), 5_000), Gift(ago(20), 8_000)))

    told, blank = (explain(rule(Match.ALL, condition), facts, AS_OF, SPEECH) for facts in (giver, person()))

    assert [clause.evidence for clause in told] == [evidence]
    assert [clause.evidence for clause in blank] == ["made no gift"]


@pytest.mark.parametrize("word", ["label", "meaning"])
def test_every_pattern_has_words_of_its_own(word):
    assert len({getattr(pattern, word) for pattern in Pattern}) == len(Pattern) == 6


def read(**told):
    return parse_rule({"version": 2, "match": "all", "conditions": [told]})


def test_a_course_of_giving_is_read():
    found = read(type="giving_pattern", pattern="lybunt", year="calendar")

    assert list(conditions(found.root)) == [GivingPattern(Pattern.LYBUNT, CALENDAR)]
    assert list(conditions(read(type="lapsed", months=18).root)) == [Lapsed(18)]


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ({"type": "giving_pattern", "pattern": "lybunt"}, "year"),
        ({"type": "giving_pattern", "pattern": "lapsed", "year": "fiscal"}, "pattern"),
        ({"type": "lapsed"}, "months"),
        ({"type": "lapsed", "months": 0}, "months"),
        ({"type": "lapsed", "months": 1_201}, "months"),
        ({"type": "first_gift", "amount_at_least": 0}, "amount_at_least"),
        ({"type": "last_gift", "amount_at_least": 1}, ""),
    ],
)
def test_a_course_of_giving_that_is_none_is_refused(told, path):
    found = read(**told)

    assert isinstance(found, Invalid)
    assert found.path == f"conditions[0]{'.' if path else ''}{path}"
