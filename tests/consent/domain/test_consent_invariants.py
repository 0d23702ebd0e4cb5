"""What must hold for every ledger, however it came about."""

import itertools
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.gates import Topic
from app.consent.domain.narrowing import Narrowing
from app.consent.domain.policy import Policy, Rules
from app.consent.domain.projection import project
from app.consent.domain.standing import Fact, PrimaryEmail, Standing
from app.consent.domain.verdict import decide
from tests.consent.domain.ledger import ANN, ANNS, BOB, BOBS, NEWS, START, day, line

TOPICS = [None, Topic(NEWS, "Newsletter", opt_in=True), Topic(NEWS, "Newsletter", opt_in=False)]
LATER = day(13)
RESTRICTING = [kind for kind in EventKind if kind.restricts]
LOOSENING = [
    EventKind.CONSENT_GIVEN,
    EventKind.RESUBSCRIBED,
    EventKind.TOPIC_JOINED,
    EventKind.RESTRICTION_LIFTED,
]


@st.composite
def lines(draw, number, kinds=tuple(EventKind), parties=tuple(Party)):
    kind = draw(st.sampled_from(kinds))
    more = {
        "at": day(draw(st.integers(0, 12))),
        "subject": draw(st.sampled_from([ANN, BOB])),
        "address_key": draw(st.sampled_from([ANNS, BOBS])),
        "evidence": draw(st.sampled_from(["", "a letter"])),
    }
    if kind is EventKind.SUPPRESSED:
        more["reason"] = draw(st.sampled_from(SuppressionReason))
    if kind is EventKind.PAUSED:
        more["until"] = day(draw(st.integers(0, 20)))
    if kind is EventKind.CONSENT_GIVEN:
        more["expires_at"] = draw(st.sampled_from([None, day(6), day(15)]))
    if kind in LOOSENING:
        more["closes"] = tuple(draw(st.lists(st.integers(1, 9), max_size=3)))
    return line(number, kind, draw(st.sampled_from(parties)), **more)


ledgers = st.integers(0, 8).flatmap(lambda size: st.tuples(*(lines(number) for number in range(1, size + 1))))
instants = st.integers(0, 16).map(lambda number: day(number) + timedelta(hours=1))


def eligible(events, at=LATER, people=frozenset({ANN}), address=ANNS):
    """Every (policy, topic) that this person may be emailed under."""
    person = Standing(
        module=Fact(True),
        deceased=Fact(False),
        active=Fact(True),
        email=PrimaryEmail("ann@example.org", True),
        recorded=project(events).concerning(people, address),
    )
    asked = itertools.product(Policy, TOPICS)
    return {
        (policy, topic)
        for policy, topic in asked
        if decide(person, rules=Rules(policy), topic=topic, at=at).eligible
    }


@given(ledgers, lines(99, kinds=tuple(RESTRICTING)), instants)
def test_a_restriction_never_makes_anybody_eligible(ledger, restriction, at):
    assert eligible([*ledger, restriction], at) <= eligible(ledger, at)


@given(ledgers, lines(99, parties=(Party.PROVIDER, Party.SYSTEM)), instants)
def test_what_a_service_reports_never_makes_anybody_eligible(ledger, report, at):
    assert eligible([*ledger, report], at) <= eligible(ledger, at)


@given(ledgers, lines(99, kinds=tuple(LOOSENING), parties=(Party.STAFF, Party.IMPORT)))
def test_nobody_but_the_supporter_ends_her_own_unsubscribe(ledger, attempt):
    unsubscribed = line(50, EventKind.UNSUBSCRIBED)
    attempt = replace(attempt, closes=(*attempt.closes, 50), at=day(60))
    others = [event for event in ledger if event.party is not Party.SUPPORTER]

    assert eligible([*others, unsubscribed, attempt], day(70)) == set()


@given(ledgers, st.sampled_from([ANN, BOB, 3]), st.sampled_from([ANNS, BOBS, None]))
def test_what_is_filed_by_person_and_address_is_found_as_if_everything_were_looked_at(ledger, who, key):
    recorded = project(ledger)

    assert Narrowing(recorded).concerning(who, key) == recorded.concerning(frozenset({who}), key)


@given(ledgers, st.randoms(use_true_random=False))
def test_the_order_in_which_lines_arrive_makes_no_difference(ledger, random):
    shuffled = list(ledger)
    random.shuffle(shuffled)

    assert project(shuffled) == project(ledger)


@given(ledgers)
def test_repeating_lines_changes_nothing(ledger):
    assert project([*ledger, *ledger]) == project(ledger)


@given(ledgers, ledgers)
def test_restrictions_of_independent_people_do_not_touch_each_other(anns, bobs):
    hers = [replace(event, subject=ANN, address_key=ANNS, closes=()) for event in anns]
    his = [
        replace(
            event, id=event.id + 100, sequence=event.sequence + 100, subject=BOB, address_key=BOBS, closes=()
        )
        for event in bobs
    ]

    assert eligible([*hers, *his]) == eligible(hers)


@given(ledgers, instants)
def test_one_person_in_two_records_may_get_no_more_than_either_under_the_same_consent(ledger, at):
    policy = Policy.OPT_OUT
    plain = {(policy, None), (policy, TOPICS[2])}
    both = eligible(ledger, at, frozenset({ANN, BOB})) & plain

    assert both <= eligible(ledger, at, frozenset({ANN})) & plain
    assert both <= eligible(ledger, at, frozenset({BOB})) & plain


@given(ledgers, st.sampled_from(SuppressionReason))
def test_a_suppression_that_is_about_the_person_outlives_a_new_address(ledger, reason):
    suppressed = line(50, EventKind.SUPPRESSED, reason=reason, at=START)
    others = [event for event in ledger if not event.closes and event.kind is not EventKind.RESUBSCRIBED]

    if reason.follows_person:
        assert eligible([*others, suppressed], address="c" * 64) == set()


@given(ledgers)
def test_without_consent_nobody_is_eligible_under_opt_in(ledger):
    permits = {EventKind.CONSENT_GIVEN, EventKind.RESUBSCRIBED}
    silent = [event for event in ledger if event.kind not in permits]

    assert {policy for policy, _ in eligible(silent)} <= {Policy.OPT_OUT}
