import itertools
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.consent.domain.barrier import STANDING_GATES, Barrier, Gate
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.gates import FrequencyCap, Topic
from app.consent.domain.policy import Policy, Rules
from app.consent.domain.standing import Exclusion, Fact, PrimaryEmail
from app.consent.domain.verdict import decide
from tests.consent.domain.ledger import NEWS, NOW, day, line, standing

OPTIONAL_NEWS = Topic(NEWS, "Newsletter", opt_in=True)
PLAIN_NEWS = Topic(NEWS, "Newsletter", opt_in=False)
IMPORTED = SuppressionReason.IMPORTED
CONSENT = EventKind.CONSENT_GIVEN


def ask(person, *, policy=Policy.OPT_OUT, topic=None, at=NOW, caps=()):
    return decide(person, rules=Rules(policy), topic=topic, at=at, caps=caps)


def found(verdict, gate):
    return next(result for result in verdict.gates if result.gate is gate)


def test_all_eleven_gates_are_listed_in_their_order_whatever_they_find():
    nobody = standing(module=Fact(None), email=None, recorded=None)

    for verdict in (ask(standing()), ask(nobody)):
        assert [result.gate for result in verdict.gates] == list(Gate)
    assert [gate.number for gate in Gate] == list(range(1, 12))


def test_a_person_without_restriction_can_be_emailed_under_opt_out():
    verdict = ask(standing())

    assert (verdict.eligible, verdict.headline, verdict.barriers) == (True, None, ())
    assert verdict.words == "Can be emailed"


CLOSED = [
    (Gate.MODULE_ON, Barrier.MODULE_OFF, [], {"module": Fact(False)}),
    (Gate.NOT_DECEASED, Barrier.DECEASED, [], {"deceased": Fact(True)}),
    (Gate.ACTIVE, Barrier.INACTIVE, [], {"active": Fact(False)}),
    (Gate.NOT_DO_NOT_CONTACT, Barrier.DO_NOT_CONTACT, [line(1, EventKind.DO_NOT_CONTACT_SET)], {}),
    (Gate.PRIMARY_EMAIL, Barrier.NO_EMAIL, [], {"email": None}),
    (Gate.PRIMARY_EMAIL, Barrier.MALFORMED_EMAIL, [], {"email": PrimaryEmail("ann@", False)}),
    (Gate.NOT_SUPPRESSED, Barrier.SUPPRESSED, [line(1, EventKind.SUPPRESSED)], {}),
    (Gate.NOT_SUPPRESSED, Barrier.SUPPRESSED, [line(1, EventKind.SUPPRESSED, reason=IMPORTED)], {}),
    (Gate.NOT_SUPPRESSED, Barrier.BOUNCED, [line(1, EventKind.BOUNCED)], {}),
    (
        Gate.NOT_SUPPRESSED,
        Barrier.BOUNCED,
        [line(1, EventKind.SUPPRESSED, reason=SuppressionReason.SOFT_BOUNCES)],
        {},
    ),
    (Gate.NOT_SUPPRESSED, Barrier.COMPLAINED, [line(1, EventKind.COMPLAINED)], {}),
    (Gate.NOT_UNSUBSCRIBED, Barrier.UNSUBSCRIBED, [line(1, EventKind.UNSUBSCRIBED)], {}),
    (Gate.NOT_UNSUBSCRIBED, Barrier.PAUSED, [line(1, EventKind.PAUSED)], {}),
    (Gate.NOT_EXCLUDED, Barrier.EXCLUDED, [], {"exclusions": (Exclusion("already gave"),)}),
]


@pytest.mark.parametrize(("gate", "barrier", "events", "more"), CLOSED)
def test_each_gate_can_stop_a_message_alone(gate, barrier, events, more):
    verdict = ask(standing(*events, **more))

    assert [result.gate for result in verdict.barriers] == [gate]
    assert verdict.headline is barrier
    assert not verdict.eligible
    assert verdict.words == f"Cannot be emailed: {barrier.label}"


@pytest.mark.parametrize(
    ("earlier", "later"), [pair for pair in itertools.pairwise(CLOSED) if pair[0][0] is not pair[1][0]]
)
def test_the_headline_is_the_first_gate_that_is_closed(earlier, later):
    (first, barrier, events, more), (second, _, more_events, and_more) = earlier, later
    others = [replace(event, id=50, sequence=50) for event in more_events]

    verdict = ask(standing(*events, *others, **(more | and_more)))

    assert [result.gate for result in verdict.barriers] == [first, second]
    assert verdict.headline is barrier


@pytest.mark.parametrize(("gate", "barrier", "events", "more"), CLOSED)
def test_a_restraint_is_what_somebody_said_or_what_failed(gate, barrier, events, more):
    found = ask(standing(*events, **more)).restraint

    assert (found.barrier if found else None) == (barrier if events or barrier is Barrier.DECEASED else None)


UNKNOWN = [
    ({"module": Fact(None)}, {Gate.MODULE_ON}),
    ({"deceased": Fact(None)}, {Gate.NOT_DECEASED}),
    ({"active": Fact(None)}, {Gate.ACTIVE}),
    ({"email": PrimaryEmail("ann@example.org", None)}, {Gate.PRIMARY_EMAIL}),
    ({"exclusions": None}, {Gate.NOT_EXCLUDED}),
    ({"mailings": None}, {Gate.FREQUENCY}),
    (
        {"recorded": None},
        {Gate.NOT_DO_NOT_CONTACT, Gate.NOT_SUPPRESSED, Gate.NOT_UNSUBSCRIBED, Gate.CONSENT, Gate.TOPIC},
    ),
]


@pytest.mark.parametrize(("more", "gates"), UNKNOWN)
def test_what_is_not_known_is_not_passed(more, gates):
    verdict = ask(standing(**more), caps=(FrequencyCap(3, 7),))

    assert {result.gate for result in verdict.barriers} == gates
    assert verdict.headline is Barrier.UNKNOWN
    assert verdict.restraint is None


def test_the_restriction_tells_its_date_and_its_source():
    event = line(3, EventKind.UNSUBSCRIBED, source="one-click link")

    result = found(ask(standing(event)), Gate.NOT_UNSUBSCRIBED)

    assert (result.since, result.source) == (day(3), "by the supporter, one-click link")
    assert result.detail == "unsubscribed from all mail"


def test_of_several_restrictions_of_one_gate_the_earliest_gives_the_date():
    twice = [
        line(1, EventKind.UNSUBSCRIBED, at=day(5)),
        line(2, EventKind.UNSUBSCRIBED, Party.STAFF, at=day(3)),
    ]

    result = found(ask(standing(*twice)), Gate.NOT_UNSUBSCRIBED)

    assert (result.since, result.source) == (day(3), "by staff")


def test_of_several_suppressions_the_gravest_is_the_barrier_and_all_are_told():
    complaint = line(3, EventKind.COMPLAINED, Party.PROVIDER)
    events = [line(1, EventKind.BOUNCED), line(2, EventKind.SUPPRESSED), complaint]

    result = found(ask(standing(*events)), Gate.NOT_SUPPRESSED)

    assert (result.barrier, result.since) == (Barrier.COMPLAINED, day(3))
    assert result.detail == "marked a message as spam; the address bounced for good; suppressed by hand"


def test_a_fact_of_the_record_tells_its_words_date_and_source():
    died = Fact(True, day(2), "letter from the family", "Dec 12, 2025")

    result = found(ask(standing(deceased=died)), Gate.NOT_DECEASED)

    assert (result.detail, result.since, result.source) == ("deceased: Dec 12, 2025", day(2), died.source)


@pytest.mark.parametrize(
    ("policy", "events", "barrier"),
    [
        (Policy.OPT_OUT, [], None),
        (Policy.OPT_OUT, [line(1, CONSENT, expires_at=day(50))], None),
        (Policy.OPT_IN, [], Barrier.NO_CONSENT),
        (Policy.OPT_IN, [line(1, CONSENT)], None),
        (Policy.OPT_IN, [line(1, CONSENT, expires_at=NOW)], Barrier.CONSENT_EXPIRED),
        (Policy.OPT_IN, [line(1, CONSENT, expires_at=NOW + timedelta(seconds=1))], None),
        (Policy.OPT_IN, [line(1, CONSENT, expires_at=day(50)), line(2, CONSENT)], None),
        (Policy.OPT_IN, [line(1, CONSENT, at=NOW + timedelta(days=1))], Barrier.NO_CONSENT),
        (Policy.OPT_IN, [line(1, CONSENT, topic=NEWS)], Barrier.NO_CONSENT),
    ],
)
def test_consent_is_asked_for_where_the_policy_is_opt_in(policy, events, barrier):
    assert found(ask(standing(*events), policy=policy), Gate.CONSENT).barrier is barrier


def test_a_consent_for_one_topic_serves_that_topic():
    for_news = standing(line(1, CONSENT, topic=NEWS))

    assert ask(for_news, policy=Policy.OPT_IN, topic=PLAIN_NEWS).eligible
    assert not ask(for_news, policy=Policy.OPT_IN, topic=Topic(8, "Events", opt_in=False)).eligible


def test_the_consent_gate_names_the_basis_the_end_and_the_source():
    ends = line(1, CONSENT, Party.STAFF, evidence="form", source="paper form", expires_at=day(120))

    now, later = (
        found(ask(standing(ends), policy=Policy.OPT_IN, at=at), Gate.CONSENT) for at in (NOW, day(130))
    )

    assert (now.detail, now.since) == ("express consent, until May 1, 2026", day(1))
    assert (later.detail, later.since) == ("express consent has expired", day(120))
    assert now.source == later.source == "by staff, paper form"


def test_of_several_expired_consents_the_one_that_lasted_longest_is_told():
    expired = [line(1, CONSENT, expires_at=day(50)), line(2, CONSENT, expires_at=day(90))]

    assert found(ask(standing(*expired), policy=Policy.OPT_IN), Gate.CONSENT).since == day(90)


def test_a_pause_ends_by_itself():
    pause = line(1, EventKind.PAUSED, until=day(90))

    assert ask(standing(pause), at=day(89)).headline is Barrier.PAUSED
    assert ask(standing(pause), at=day(90)).eligible


def test_of_two_pauses_the_longer_holds():
    pauses = [line(1, EventKind.PAUSED, until=day(120)), line(2, EventKind.PAUSED, until=day(101))]

    result = found(ask(standing(*pauses), at=day(110)), Gate.NOT_UNSUBSCRIBED)

    assert (result.barrier, result.detail, result.since) == (
        Barrier.PAUSED,
        "paused until May 1, 2026",
        day(1),
    )


JOINED, LEFT = line(1, EventKind.TOPIC_JOINED), line(2, EventKind.TOPIC_LEFT)


@pytest.mark.parametrize(
    ("topic", "events", "barrier", "detail"),
    [
        (None, [LEFT], None, "no topic asked about"),
        (PLAIN_NEWS, [], None, "did not leave “Newsletter”"),
        (PLAIN_NEWS, [LEFT], Barrier.TOPIC_LEFT, "left “Newsletter”"),
        (PLAIN_NEWS, [JOINED], None, "joined “Newsletter”"),
        (OPTIONAL_NEWS, [], Barrier.TOPIC_NOT_JOINED, "never joined “Newsletter”"),
        (OPTIONAL_NEWS, [JOINED], None, "joined “Newsletter”"),
        (OPTIONAL_NEWS, [JOINED, LEFT], Barrier.TOPIC_LEFT, "left “Newsletter”"),
        (Topic(8, "Events", opt_in=True), [JOINED], Barrier.TOPIC_NOT_JOINED, "never joined “Events”"),
    ],
)
def test_a_topic_must_not_be_left_and_an_opt_in_one_must_be_joined(topic, events, barrier, detail):
    result = found(ask(standing(*events), topic=topic), Gate.TOPIC)

    assert (result.barrier, result.detail) == (barrier, detail)


@pytest.mark.parametrize("closed", [case for case in CLOSED if case[0].number in range(2, 9)])
def test_joining_a_topic_overrides_nothing(closed):
    _, barrier, events, more = closed
    joined = replace(JOINED, id=90, sequence=90, at=day(90))

    assert ask(standing(*events, joined, **more), topic=OPTIONAL_NEWS).headline is barrier


@pytest.mark.parametrize(
    ("days_ago", "passed"),
    [
        ([], True),
        ([1], True),
        ([1, 2], False),
        ([1, 7], True),
        ([1, 6.9], False),
        ([0, 0], False),
        ([-1, -2], True),
    ],
)
def test_the_cap_counts_the_messages_of_the_last_days(days_ago, passed):
    mailings = tuple(NOW - timedelta(days=ago) for ago in days_ago)

    result = found(ask(standing(mailings=mailings), caps=(FrequencyCap(2, 7),)), Gate.FREQUENCY)

    assert result.barrier is (None if passed else Barrier.TOO_OFTEN)
    assert result.detail.endswith("in the last 7 days, at most 2 allowed")


def test_marketing_eligible_looks_at_the_first_eight_gates_only():
    assert [gate.number for gate in sorted(STANDING_GATES, key=list(Gate).index)] == list(range(1, 9))
    stopped_later = ask(standing(LEFT, exclusions=(Exclusion("gave"),)), topic=PLAIN_NEWS)

    assert stopped_later.marketing_eligible
    assert not stopped_later.eligible
    assert not ask(standing(line(1, EventKind.BOUNCED))).marketing_eligible


def test_every_exclusion_is_told():
    twice = (Exclusion("already gave", day(3), "group Donors"), Exclusion("board"))

    result = found(ask(standing(exclusions=twice)), Gate.NOT_EXCLUDED)

    assert (result.detail, result.since, result.source) == ("already gave; board", day(3), "group Donors")


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        ask(standing(), at=datetime(2026, 4, 1))  # noqa: DTZ001
