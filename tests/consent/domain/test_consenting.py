"""Which consent counts under a workspace's rules, and until when."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import Basis, EventKind, Occasion, Party
from app.consent.domain.finding import Topic
from app.consent.domain.policy import FrequencyCap, Policy, Rules, lapses_on, oldest_that_lasts
from app.consent.domain.standing import Dealing
from app.consent.domain.verdict import decide
from tests.consent.domain.ledger import NEWS, day, line, standing

GIFT, VISIT = Occasion.GIFT, Occasion.REGISTRATION
IMPLYING = Rules(Policy.OPT_IN, implied_months=6, implied_by=frozenset({GIFT, VISIT}))
CONSENT, TAKEN = EventKind.CONSENT_GIVEN, EventKind.CONSENT_WITHDRAWN
AT = datetime(2026, 5, 31, 9, tzinfo=UTC)
PLAIN_NEWS = Topic(NEWS, "Newsletter", opt_in=False)


def gate(person, rules, *, at=AT, topic=None):
    verdict = decide(person, rules=rules, topic=topic, at=at)
    return next(result for result in verdict.gates if result.gate is Gate.CONSENT)


def gave(*days, occasion=GIFT, counts=True):
    return {"dealings": tuple(Dealing(occasion, each, counts) for each in days)}


BY_IMPORT = "; the gift of May 1, 2026 came by import, and what an import brings implies none"


@pytest.mark.parametrize(
    ("dealings", "barrier", "detail"),
    [
        ({}, Barrier.NO_CONSENT, "no consent on record"),
        (gave(date(2026, 5, 1)), None, "consent implied by the last gift of May 1, 2026, until Nov 1, 2026"),
        (
            gave(date(2026, 5, 31)),
            None,
            "consent implied by the last gift of May 31, 2026, until Nov 30, 2026",
        ),
        (gave(date(2026, 6, 1)), Barrier.NO_CONSENT, "no consent on record"),
        (
            gave(date(2025, 12, 1)),
            None,
            "consent implied by the last gift of Dec 1, 2025, until Jun 1, 2026",
        ),
        (
            gave(date(2025, 11, 30), date(2024, 1, 1)),
            Barrier.CONSENT_EXPIRED,
            "consent implied by the last gift of Nov 30, 2025 has expired",
        ),
        (
            gave(date(2026, 3, 3), occasion=VISIT),
            None,
            "consent implied by the last registration of Mar 3, 2026, until Sep 3, 2026",
        ),
    ],
)
def test_a_gift_or_a_registration_implies_consent_for_some_months(dealings, barrier, detail):
    found = gate(standing(**dealings), IMPLYING)

    assert (found.barrier, found.detail) == (barrier, detail)


def test_what_has_lapsed_tells_the_day_it_did():
    found = gate(standing(**gave(date(2025, 11, 30))), IMPLYING)

    assert found.since == datetime(2026, 5, 30, tzinfo=UTC)
    assert found.source == "by a rule of the organization"


@pytest.mark.parametrize(
    ("own", "barrier", "detail"),
    [
        ((), Barrier.NO_CONSENT, "no consent on record" + BY_IMPORT),
        (
            (date(2025, 11, 30),),
            Barrier.CONSENT_EXPIRED,
            "consent implied by the last gift of Nov 30, 2025 has expired" + BY_IMPORT,
        ),
        (
            (date(2026, 4, 1),),
            None,
            "consent implied by the last gift of Apr 1, 2026, until Oct 1, 2026",
        ),
    ],
)
def test_what_an_import_brought_implies_nothing_and_is_named_where_it_would_have_counted(
    own, barrier, detail
):
    imported = gave(date(2026, 5, 1), counts=False)["dealings"]

    found = gate(standing(dealings=imported + gave(*own)["dealings"]), IMPLYING)

    assert (found.barrier, found.detail) == (barrier, detail)


@pytest.mark.parametrize(
    ("day", "occasion", "rules"),
    [
        (date(2025, 11, 30), GIFT, IMPLYING),  # it would have lapsed
        (date(2026, 6, 1), GIFT, IMPLYING),  # it is still to come
        (date(2026, 5, 1), VISIT, Rules(Policy.OPT_IN, implied_months=6, implied_by=frozenset({GIFT}))),
        (date(2026, 5, 1), GIFT, Rules(Policy.OPT_IN)),
    ],
)
def test_an_import_is_not_named_where_its_gift_would_not_have_counted_anyway(day, occasion, rules):
    found = gate(standing(**gave(day, occasion=occasion, counts=False)), rules)

    assert (found.barrier, found.detail) == (Barrier.NO_CONSENT, "no consent on record")


@pytest.mark.parametrize(
    "rules",
    [
        Rules(Policy.OPT_IN),
        Rules(Policy.OPT_IN, implied_months=6),
        Rules(Policy.OPT_IN, implied_by=frozenset({GIFT})),
        Rules(Policy.OPT_IN, implied_months=6, implied_by=frozenset({VISIT})),
    ],
)
def test_nothing_is_implied_that_the_rules_do_not_name(rules):
    assert gate(standing(**gave(date(2026, 5, 1))), rules).barrier is Barrier.NO_CONSENT


def test_dealings_that_are_not_known_imply_nothing():
    assert gate(standing(dealings=None), IMPLYING).barrier is Barrier.NO_CONSENT


@pytest.mark.parametrize("topic", [None, NEWS])
@pytest.mark.parametrize("policy", Policy)
def test_who_withdrew_consent_is_not_taken_to_have_given_it_by_a_gift_or_by_saying_nothing(policy, topic):
    withdrew = line(3, EventKind.CONSENT_WITHDRAWN, topic=topic)
    rules = Rules(policy, implied_months=6, implied_by=frozenset({GIFT}))

    found = gate(standing(withdrew, **gave(date(2026, 5, 1))), rules, topic=PLAIN_NEWS)

    assert (found.barrier, found.since) == (Barrier.CONSENT_WITHDRAWN, day(3))
    assert found.detail == "consent was withdrawn"


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize(
    ("lines", "all_mail", "about_news"),
    [
        ([(1, CONSENT, None), (2, TAKEN, NEWS)], True, False),
        ([(1, CONSENT, NEWS), (2, TAKEN, NEWS)], None, False),
        ([(1, CONSENT, None), (2, TAKEN, NEWS), (3, CONSENT, NEWS)], True, True),
        ([(1, CONSENT, None), (2, TAKEN, NEWS), (3, CONSENT, None)], True, True),
        ([(1, CONSENT, None), (2, TAKEN, NEWS), (3, CONSENT, NEWS + 1)], True, False),
        ([(1, CONSENT, None), (2, TAKEN, None), (3, CONSENT, NEWS)], False, True),
    ],
)
def test_a_no_to_a_topic_stands_above_an_earlier_yes_to_all_mail(policy, lines, all_mail, about_news):
    person = standing(*(line(number, kind, topic=topic) for number, kind, topic in lines))
    expected = {None: policy is Policy.OPT_OUT if all_mail is None else all_mail, PLAIN_NEWS: about_news}

    assert {topic: gate(person, Rules(policy), topic=topic).passed for topic in expected} == expected


def test_a_consent_given_after_a_withdrawal_counts():
    again = [line(3, EventKind.CONSENT_WITHDRAWN), line(4, CONSENT)]

    assert gate(standing(*again), Rules(Policy.OPT_IN)).passed


@pytest.mark.parametrize(
    ("months", "expires", "at", "passed"),
    [
        (None, None, day(4000), True),
        (6, None, datetime(2026, 7, 1, 23, 59, tzinfo=UTC), True),
        (6, None, datetime(2026, 7, 2, tzinfo=UTC), False),
        (6, day(20), day(21), False),
        (6, day(400), datetime(2026, 7, 2, tzinfo=UTC), False),
    ],
)
def test_an_implied_consent_on_record_lapses_too(months, expires, at, passed):
    implied = line(1, CONSENT, basis=Basis.IMPLIED, expires_at=expires)
    rules = Rules(Policy.OPT_IN, implied_months=months)

    assert gate(standing(implied), rules, at=at).passed is passed


def test_only_implied_consent_lapses():
    assert gate(standing(line(1, CONSENT)), IMPLYING, at=day(4000)).passed


@pytest.mark.parametrize(
    ("since", "by", "occasion", "why"),
    [
        (None, (), None, ""),
        (date(2026, 1, 2), (), None, ""),
        (date(2026, 1, 3), (), None, "the details were collected before Jan 3, 2026"),
        (None, (GIFT,), GIFT, ""),
        (None, (GIFT,), VISIT, "the details were collected with a registration for an event"),
        (None, (GIFT,), None, "it is not known on what occasion the details were collected"),
    ],
)
def test_a_soft_opt_in_counts_from_a_day_and_on_named_occasions(since, by, occasion, why):
    soft = line(1, CONSENT, Party.STAFF, basis=Basis.SOFT_OPT_IN, occasion=occasion, evidence="form")
    rules = Rules(Policy.OPT_IN, soft_opt_in_since=since, soft_opt_in_by=frozenset(by))

    found = gate(standing(soft), rules)

    assert found.barrier is (Barrier.NO_CONSENT if why else None)
    assert found.detail.endswith(f"does not count: {why}" if why else "")
    assert (found.since, found.source) == (day(1), "by staff")


def test_the_limits_of_a_soft_opt_in_concern_no_other_consent():
    rules = Rules(Policy.OPT_IN, soft_opt_in_since=date(2030, 1, 1), soft_opt_in_by=frozenset({GIFT}))

    assert gate(standing(line(1, CONSENT)), rules).passed


def test_the_ground_that_lasts_longest_is_told():
    ends = line(1, CONSENT, expires_at=datetime(2026, 6, 2, tzinfo=UTC))

    found = gate(standing(ends, **gave(date(2026, 5, 1))), IMPLYING)

    assert found.detail.startswith("consent implied by the last gift")


@pytest.mark.parametrize(
    ("happened", "months", "lapses"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 3, 1), 24, date(2028, 3, 1)),
        (date(9999, 5, 1), 24, date.max),
    ],
)
def test_a_day_that_its_month_lacks_becomes_the_last_of_it(happened, months, lapses):
    assert lapses_on(happened, months) == lapses


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 130), st.integers(-40, 40))
def test_the_oldest_day_that_lasts_is_the_first_that_has_not_lapsed(today, months, near):
    oldest = oldest_that_lasts(today, months)
    other = oldest + timedelta(days=near)

    assert (lapses_on(other, months) > today) is (other >= oldest)


def test_days_are_those_of_the_organization():
    rules = Rules(Policy.OPT_IN, zone=ZoneInfo("Pacific/Auckland"))

    assert rules.day(datetime(2026, 5, 31, 12, tzinfo=UTC)) == date(2026, 6, 1)
    assert rules.start(date(2026, 6, 1)) == datetime(2026, 5, 31, 12, tzinfo=UTC)


def test_the_gates_of_a_sending_are_not_checked_where_none_is_asked_about():
    person = standing(exclusions=None, mailings=None)

    verdict = decide(person, rules=Rules(Policy.OPT_OUT), topic=None, at=AT)

    assert [each.detail for each in verdict.gates[-2:]] == ["asked of one mailing, in an audience check"] * 2
    assert verdict.eligible


@pytest.mark.parametrize(
    "caps", [(FrequencyCap(5, 7), FrequencyCap(1, 2)), (FrequencyCap(1, 2), FrequencyCap(5, 7))]
)
def test_of_several_limits_each_must_be_kept(caps):
    person = standing(mailings=(AT - timedelta(days=1),))

    verdict = decide(person, rules=Rules(Policy.OPT_OUT), topic=None, at=AT, caps=caps)

    assert verdict.headline is Barrier.TOO_OFTEN
    assert verdict.barriers[0].detail == "1 in the last 2 days, at most 1 allowed"
