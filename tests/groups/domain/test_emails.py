"""Conditions about messages: each binds one and the same message."""

import pytest

from app.activity.domain.kinds import BounceKind
from app.groups.domain.evaluate import satisfies
from app.groups.domain.explain import explain
from app.groups.domain.facts import Delivery
from app.groups.domain.periods import Last, Over, Unit
from app.groups.domain.reading import Invalid
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Became, Bounced, Count, Emails, Match
from app.groups.domain.sentence import condition_words
from tests.groups.domain.people import AS_OF, SPEECH, ago, person, rule

SENT, DELIVERED, OPENED, CLICKED, BOUNCED, COMPLAINED, UNSUBSCRIBED = Became
HARD, SOFT = BounceKind.PERMANENT, BounceKind.TRANSIENT
MONTH, LATELY = Last(30, Unit.DAYS), ago(20)


def some(what, op=Count.AT_LEAST, n=1, **asked):
    return Emails(what, op, n, **asked)


def none(what, **asked):
    return Emails(what, Count.EXACTLY, 0, **asked)


def message(campaign=1, sent_on=LATELY, **became):
    return Delivery(sent_on, campaign=campaign, **became)


CROSSED = (
    message(1, ago(400), opened_on=ago(399), clicked_on=ago(10)),
    message(2, ago(20), delivered_on=ago(20)),
    message(3, ago(5), bounced_on=ago(4), bounce=SOFT),
)
"""Campaign 1 was opened long ago, 2 was not opened lately: neither is opened lately."""


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (some(OPENED, period=MONTH), False),
        (some(CLICKED, period=MONTH), True),
        (some(OPENED, campaign=1), True),
        (some(OPENED, campaign=1, period=MONTH), False),
        (some(OPENED, campaign=2), False),
        (some(CLICKED, campaign=2, period=MONTH), False),
        (none(OPENED, campaign=2), True),
        (none(SENT, campaign=9), True),
        (some(SENT, n=2, period=MONTH), True),
        (some(SENT, n=3, period=MONTH), False),
        (some(SENT, Count.EXACTLY, 1, period=Over(30, Unit.DAYS)), True),
        (some(OPENED, last_campaigns=2), False),
        (some(OPENED, last_campaigns=3), True),
        (none(OPENED, last_campaigns=2), True),
        (some(SENT, Count.EXACTLY, 2, last_campaigns=2), True),
        (some(BOUNCED), True),
        (some(BOUNCED, bounce=Bounced.HARD), False),
        (some(BOUNCED, bounce=Bounced.SOFT), True),
        (some(BOUNCED, bounce=Bounced.SOFT, campaign=2), False),
        (none(COMPLAINED), True),
        (some(UNSUBSCRIBED), False),
    ],
)
def test_all_that_is_asked_is_asked_of_one_message(asked, expected):
    known = person(deliveries=CROSSED, latest_campaigns=(3, 2, 1))

    assert satisfies(asked, known, AS_OF) is expected


def test_who_was_not_sent_the_last_campaigns_opened_none_of_them():
    known = person(deliveries=(message(1, opened_on=ago(1)),), latest_campaigns=(7, 6, 1))

    assert satisfies(none(OPENED, last_campaigns=2), known, AS_OF)
    assert not satisfies(none(OPENED, last_campaigns=3), known, AS_OF)


def test_where_no_campaign_was_ever_sent_nobody_opened_the_last_one():
    assert not satisfies(some(OPENED, last_campaigns=1), person(deliveries=CROSSED), AS_OF)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (some(SENT, n=3), "were sent at least 3 emails"),
        (none(DELIVERED), "received no email"),
        (some(OPENED, period=MONTH), "opened at least 1 email in the last 30 days"),
        (some(CLICKED, campaign=1), "clicked a link in at least 1 email of the campaign “Spring”"),
        (none(OPENED, campaign=9), "opened no email of a campaign that no longer exists"),
        (none(OPENED, last_campaigns=5), "opened no email of the last 5 campaigns"),
        (some(OPENED, last_campaigns=1), "opened at least 1 email of the last campaign"),
        (some(BOUNCED, bounce=Bounced.HARD), "had at least 1 email bounce for good"),
        (some(BOUNCED, bounce=Bounced.SOFT), "had at least 1 email bounce for a while"),
        (some(COMPLAINED), "complained about at least 1 email"),
        (some(UNSUBSCRIBED), "unsubscribed through at least 1 email"),
    ],
)
def test_it_is_said_in_english(asked, words):
    assert condition_words(asked, SPEECH) == words


@pytest.mark.parametrize(
    ("messages", "evidence"),
    [
        ((), "was never sent an email"),
        ((message(opened_on=ago(3)),), "1 email like that, opened on Nov 18, 2026"),
        (
            (message(opened_on=ago(3)), message(2, opened_on=ago(1))),
            "2 emails like that, the last opened on Nov 20, 2026",
        ),
        ((message(delivered_on=ago(9)),), "no email like that; of all: 1 sent, 1 delivered, 0 opened"),
    ],
)
def test_why_is_answered_with_the_messages_and_their_dates(messages, evidence):
    (clause,) = explain(rule(Match.ALL, some(OPENED)), person(deliveries=messages), AS_OF, SPEECH)

    assert clause.evidence == evidence


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ({"what": "read", "op": "at_least", "n": 1}, ".what"),
        ({"what": "opened", "op": "at_least", "n": 0}, ".n"),
        ({"what": "opened", "op": "at_least", "n": 1, "last_campaigns": 0}, ".last_campaigns"),
        ({"what": "opened", "op": "at_least", "n": 1, "campaign": 1, "last_campaigns": 1}, ".last_campaigns"),
        ({"what": "opened", "op": "at_least", "n": 1, "bounce": "hard"}, ""),
        ({"what": "bounced", "op": "at_least", "n": 1, "bounce": "sometimes"}, ".bounce"),
    ],
)
def test_what_is_no_such_condition_is_refused(told, path):
    found = parse_rule({"version": 2, "match": "all", "conditions": [{"type": "emails", **told}]})

    assert isinstance(found, Invalid)
    assert found.path == f"conditions[0]{path}"
