"""Conditions about who people are, how their records came, how they are reached, and what they allow."""

from dataclasses import replace
from datetime import date

import pytest

from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import MarketingStatus, SuppressionReason
from app.constituents.domain.partial import PartialDate
from app.groups.domain.evaluate import satisfies
from app.groups.domain.explain import explain
from app.groups.domain.facts import UNASKED, Place
from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import (
    Age,
    BirthMonth,
    CanBeEmailed,
    Choice,
    Count,
    DoNotContact,
    FromImport,
    HasAddress,
    HasPhone,
    InterestIn,
    MarketingStatusIs,
    Match,
    MovingMonth,
    PlaceIs,
    SourceIs,
    SuppressedFor,
)
from tests.groups.domain.people import AS_OF, NEWS, SPEECH, TODAY, UNSUBSCRIBED, ago, person, rule, stopped

AT_LEAST, AT_MOST, EXACTLY = Count
NO_CALL = stopped((Gate.NOT_DO_NOT_CONTACT, Barrier.DO_NOT_CONTACT))
BOUNCED = stopped((Gate.NOT_SUPPRESSED, Barrier.BOUNCED))
REASONS = frozenset({SuppressionReason.HARD_BOUNCE})
TIGARD = Place("Tigard", "OR", "US", "97223-1234")
LONDON = Place("London", "", "GB", "SW1A 1aa")


@pytest.mark.parametrize(
    ("birth", "today", "age"),
    [
        (PartialDate(2008, 11, 21), TODAY, 18),
        (PartialDate(2008, 11, 22), TODAY, 17),
        (PartialDate(2000, 2, 29), date(2026, 2, 28), 25),
        (PartialDate(2000, 2, 29), date(2026, 3, 1), 26),
        (PartialDate(2000, 2, 29), date(2028, 2, 29), 28),
        (PartialDate(2026, 11, 21), TODAY, 0),
        (PartialDate(2026, 11, 22), TODAY, None),
        (PartialDate(1971), TODAY, None),
        (PartialDate(month=11, day=1), TODAY, None),
        (None, TODAY, None),
    ],
)
def test_an_age_is_full_years_and_who_has_none_known_is_in_no_answer(birth, today, age):
    as_of = replace(AS_OF, today=today)
    known = person(birth=birth)

    assert satisfies(Age(EXACTLY, age or 0), known, as_of) is (age is not None)
    assert satisfies(Age(AT_LEAST, 0), known, as_of) is (age is not None)
    assert satisfies(Age(AT_MOST, 150), known, as_of) is (age is not None)


@pytest.mark.parametrize(
    ("month", "today", "expected"),
    [
        (12, TODAY, True),
        (11, TODAY, False),
        (MovingMonth.THIS, TODAY, False),
        (MovingMonth.NEXT, TODAY, True),
        (MovingMonth.THIS, date(2026, 12, 31), True),
        (MovingMonth.NEXT, date(2026, 12, 31), False),
    ],
)
def test_a_birthday_needs_no_year(month, today, expected):
    as_of = replace(AS_OF, today=today)

    for birth in (PartialDate(month=12, day=1), PartialDate(1950, 12, 31)):
        assert satisfies(BirthMonth(month), person(birth=birth), as_of) is expected
    assert not satisfies(BirthMonth(month), person(birth=PartialDate(1950)), as_of)
    assert not satisfies(BirthMonth(month), person(), as_of)


def test_next_month_of_december_is_january():
    born = person(birth=PartialDate(month=1, day=31))

    assert satisfies(BirthMonth(MovingMonth.NEXT), born, replace(AS_OF, today=date(2026, 12, 31)))


CASES = [
    (PlaceIs(postal_code="972"), {"places": (TIGARD,)}, True),
    (PlaceIs(postal_code="97223 12"), {"places": (TIGARD,)}, True),
    (PlaceIs(postal_code="sw1a1A"), {"places": (LONDON,)}, True),
    (PlaceIs(postal_code="W1A"), {"places": (LONDON,)}, False),
    (PlaceIs(city="Tigard", postal_code="SW1"), {"places": (TIGARD, LONDON)}, False),
    (PlaceIs(country="US", postal_code="97"), {"places": (TIGARD, LONDON)}, True),
    (PlaceIs(postal_code="9"), {"places": (Place("Tigard"),)}, False),
    (HasAddress(), {"places": (Place(),)}, True),
    (HasAddress(), {}, False),
    (HasPhone(), {"has_phone": True}, True),
    (HasPhone(), {}, False),
    (SourceIs("büro"), {"source": "BURO "}, True),
    (SourceIs("Website"), {"source": ""}, False),
    (FromImport(3), {"imports": frozenset({3, 4})}, True),
    (FromImport(3), {"imports": frozenset({4})}, False),
    (MarketingStatusIs(MarketingStatus.NO_CHOICE), {}, True),
    (MarketingStatusIs(MarketingStatus.UNSUBSCRIBED), {}, False),
    (SuppressedFor(), {"suppressed_for": REASONS}, True),
    (SuppressedFor(), {}, False),
    (SuppressedFor(SuppressionReason.HARD_BOUNCE), {"suppressed_for": REASONS}, True),
    (SuppressedFor(SuppressionReason.COMPLAINT), {"suppressed_for": REASONS}, False),
    (DoNotContact(), {"verdict": NO_CALL}, True),
    (DoNotContact(), {}, False),
    (CanBeEmailed(), {"verdict": UNASKED}, False),
]


@pytest.mark.parametrize(("condition", "known", "expected"), CASES)
def test_whether_a_condition_is_true_of_somebody(condition, known, expected):
    assert satisfies(condition, person(**known), AS_OF) is expected


BORN = person(birth=PartialDate(1971, 4, 2))
JOINED = person(interests={NEWS: True}, chosen_on={NEWS: ago(30)})


@pytest.mark.parametrize(
    ("condition", "known", "words", "evidence"),
    [
        (BirthMonth(4), BORN, "have their birthday in April", "was born Apr 2, 1971, so is 55 years old"),
        (
            BirthMonth(MovingMonth.THIS),
            person(),
            "have their birthday this month",
            "no birth date is on record",
        ),
        (
            Age(AT_LEAST, 18),
            person(birth=PartialDate(1971)),
            "are at least 18 years old",
            "was born 1971, so the age is not known",
        ),
        (Age(EXACTLY, 1), BORN, "are exactly 1 year old", "was born Apr 2, 1971, so is 55 years old"),
        (SourceIs("Web"), person(source="Web"), "came from the source “Web”", "came from “Web”"),
        (SourceIs("Web"), person(), "came from the source “Web”", "no source is on record"),
        (FromImport(1), person(imports={1}), "are in import 1 “Members 2024”", "is in it"),
        (FromImport(2), person(imports={2}), "are in batch “GIFT-0007 Gifts”", "is in it"),
        (FromImport(7), person(), "are in import 7, which no longer exists", "is not in it"),
        (
            PlaceIs(city="Tigard", country="US", postal_code="97"),
            person(places=(TIGARD, Place())),
            "have an address in Tigard, US with a postal code that begins with 97",
            "has an address in Tigard, OR, 97223-1234, US; a place that is not named",
        ),
        (
            PlaceIs(postal_code="97"),
            person(),
            "have an address with a postal code that begins with 97",
            "has no active address",
        ),
        (HasPhone(), person(), "have an active phone number", "has none"),
        (HasAddress(), person(), "have an active postal address", "has no active address"),
        (
            MarketingStatusIs(MarketingStatus.UNSUBSCRIBED),
            person(verdict=UNSUBSCRIBED, marketing_status=MarketingStatus.UNSUBSCRIBED),
            "are unsubscribed",
            "unsubscribed since Feb 3, 2026, by the supporter",
        ),
        (
            MarketingStatusIs(MarketingStatus.SUBSCRIBED),
            person(),
            "are subscribed to all mail",
            "made no choice",
        ),
        (
            SuppressedFor(SuppressionReason.HARD_BOUNCE),
            person(verdict=BOUNCED),
            "are suppressed (the address bounced for good)",
            "bounced since Feb 3, 2026, by the supporter",
        ),
        (SuppressedFor(), person(), "are suppressed", "is not suppressed"),
        (
            DoNotContact(),
            person(verdict=NO_CALL),
            "are marked do not contact",
            "do not contact since Feb 3, 2026, by the supporter",
        ),
        (InterestIn(NEWS, Choice.JOINED), JOINED, "joined “Newsletter”", "joined on Oct 22, 2026"),
        (InterestIn(NEWS, Choice.NEVER), person(), "never chose about “Newsletter”", "never chose"),
    ],
)
def test_it_is_said_in_english_and_answered_with_the_facts(condition, known, words, evidence):
    (clause,) = explain(rule(Match.ALL, condition), known, AS_OF, SPEECH)

    assert clause.words == words
    assert clause.evidence == evidence


@pytest.mark.parametrize(
    "told",
    [
        {"type": "birth_month", "month": 13},
        {"type": "birth_month", "month": "last"},
        {"type": "birth_month"},
        {"type": "age", "op": "at_least", "years": -1},
        {"type": "age", "op": "at_least", "years": "18"},
        {"type": "source_is", "source": " "},
        {"type": "from_import", "number": 0},
        {"type": "place_is", "postal_code": "97%"},
        {"type": "place_is", "postal_code": "—"},
        {"type": "place_is", "postal_code": "1234567890123"},
        {"type": "marketing_status", "status": "maybe"},
        {"type": "suppressed_for", "reason": "mood"},
        {"type": "do_not_contact", "reason": "held"},
        {"type": "has_phone", "number": "1"},
    ],
)
def test_what_is_no_such_condition_is_refused(told):
    assert isinstance(parse_rule({"version": 2, "match": "all", "conditions": [told]}), Invalid)
