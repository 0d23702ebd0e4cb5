"""Conditions about registrations: each binds one and the same place at an event."""

from datetime import date

import pytest

from app.activity.domain.kinds import EventKind, RegistrationStatus
from app.groups.domain.evaluate import satisfies
from app.groups.domain.explain import explain
from app.groups.domain.facts import Registration
from app.groups.domain.periods import Between, Last, Next, Unit, Which, Year, YearKind
from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Count, Match, Registrations, Rule
from app.groups.domain.sentence import condition_words
from tests.groups.domain.people import AS_OF, GALA, SPEECH, ago, person, rule

OPEN, ATTENDED, NO_SHOW, CANCELLED, WAITING = RegistrationStatus
MONTH, LATELY, BEGINS = Last(1, Unit.MONTHS), ago(10), ago(2)


def some(op=Count.AT_LEAST, n=1, **asked):
    return Registrations(op, n, **asked)


def none(**asked):
    return Registrations(Count.EXACTLY, 0, **asked)


def place(event=GALA, on=LATELY, status=OPEN, begins_on=BEGINS, category="Gala", kind=EventKind.EVENT):
    return Registration(event, on, status, begins_on, category, kind, f"Event {event}")


CROSSED = (
    place(GALA, ago(400), NO_SHOW, ago(390), "Gala"),
    place(2, ago(10), ATTENDED, ago(5), "Concert", EventKind.PROGRAM),
)
"""Whoever asks for the one's status at the other event must find nothing."""


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (some(event=GALA, statuses=(NO_SHOW,)), True),
        (some(event=2, statuses=(NO_SHOW,)), False),
        (some(event=GALA, statuses=(ATTENDED,)), False),
        (some(category="gala", event_kind=EventKind.PROGRAM), False),
        (some(category="CONCERT", event_kind=EventKind.PROGRAM), True),
        (some(event=GALA, period=MONTH), False),
        (some(event=2, period=MONTH), True),
        (some(category="gala", event_period=MONTH), False),
        (some(period=MONTH, event_period=Between(ago(400), ago(300))), False),
        (some(period=MONTH, statuses=(NO_SHOW,)), False),
        (none(period=MONTH, statuses=(NO_SHOW,)), True),
        (none(event=GALA, statuses=(ATTENDED,)), True),
        (none(event=GALA, statuses=(NO_SHOW,)), False),
        (some(n=2), True),
        (some(Count.EXACTLY, 2, event=GALA), False),
        (some(Count.AT_MOST, 1, statuses=(ATTENDED, NO_SHOW)), False),
        (some(Count.AT_MOST, 1, statuses=(ATTENDED,)), True),
    ],
)
def test_all_that_is_asked_is_asked_of_one_registration(asked, expected):
    assert satisfies(asked, person(registrations=CROSSED), AS_OF) is expected


@pytest.mark.parametrize(
    ("asked", "places", "expected"),
    [
        (some(), (place(status=CANCELLED),), False),
        (some(), (place(status=WAITING),), True),
        (some(statuses=(CANCELLED,)), (place(status=CANCELLED),), True),
        (none(), (place(status=CANCELLED),), True),
        (none(), (), True),
        (some(Count.AT_MOST, 3), (), True),
        (some(category="köln"), (place(category="KOLN "),), True),
        (some(category="gala"), (place(category=""),), False),
        (some(event_period=Next(7, Unit.DAYS)), (place(begins_on=ago(-7)),), True),
        (some(event_period=Next(7, Unit.DAYS)), (place(begins_on=ago(-8)),), False),
        (some(event_period=Year(Which.THIS, YearKind.FISCAL)), (place(begins_on=date(2026, 7, 1)),), True),
        (some(event_period=Year(Which.THIS, YearKind.FISCAL)), (place(begins_on=date(2026, 6, 30)),), False),
    ],
)
def test_what_a_registration_must_be_like(asked, places, expected):
    assert satisfies(asked, person(registrations=places), AS_OF) is expected


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (some(), "have at least 1 registration"),
        (none(event=GALA), "have no registration for “Gala 2025”"),
        (some(event=9), "have at least 1 registration for an event that no longer exists"),
        (
            some(Count.AT_MOST, 2, category="Concert", event_kind=EventKind.PROGRAM),
            "have no or at most 2 registrations in the category “Concert” for programs",
        ),
        (
            some(statuses=(ATTENDED, NO_SHOW), period=MONTH, event_period=Next(7, Unit.DAYS)),
            "have at least 1 registration with the status attended or no-show made in the last month"
            " for something that begins in the next 7 days",
        ),
    ],
)
def test_it_is_said_in_english(asked, words):
    assert condition_words(asked, SPEECH) == words


@pytest.mark.parametrize(
    ("places", "evidence"),
    [
        ((), "has no registration at all"),
        ((place(),), "has 1 registration like that, made on Nov 11, 2026 for “Event 1” (registered)"),
        (
            (place(), place(on=ago(1), status=ATTENDED)),
            "has 2 registrations like that, the last made on Nov 20, 2026 for “Event 1” (attended)",
        ),
        (
            (place(event=2, status=NO_SHOW),),
            "has no registration like that; 1 other one, made on Nov 11, 2026 for “Event 2” (no-show)",
        ),
    ],
)
def test_why_is_answered_with_the_registrations_and_their_dates(places, evidence):
    (clause,) = explain(rule(Match.ALL, some(event=GALA)), person(registrations=places), AS_OF, SPEECH)

    assert clause.evidence == evidence


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ({"op": "at_least", "n": 0}, "n"),
        ({"op": "at_least", "n": 1, "event": 0}, "event"),
        ({"op": "at_least", "n": 1, "category": "…"}, "category"),
        ({"op": "at_least", "n": 1, "event_kind": "party"}, "event_kind"),
        ({"op": "at_least", "n": 1, "statuses": []}, "statuses"),
        ({"op": "at_least", "n": 1, "statuses": "attended"}, "statuses"),
        ({"op": "at_least", "n": 1, "statuses": ["gone"]}, "statuses"),
        ({"op": "at_least", "n": 1, "event_period": {"type": "soon"}}, "event_period.type"),
    ],
)
def test_what_is_no_such_condition_is_refused(told, path):
    found = parse_rule({"version": 2, "match": "all", "conditions": [{"type": "registrations", **told}]})

    assert isinstance(found, Invalid)
    assert found.path == f"conditions[0].{path}"


def test_the_order_in_which_statuses_are_named_does_not_count():
    told = {"type": "registrations", "op": "exactly", "n": 0, "statuses": ["no_show", "attended", "no_show"]}

    found = parse_rule({"version": 2, "match": "all", "conditions": [told]})

    assert found == rule(Match.ALL, none(statuses=(ATTENDED, NO_SHOW)))
    assert isinstance(found, Rule)
