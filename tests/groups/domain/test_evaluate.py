from datetime import date

import pytest

from app.activity.domain.kinds import BounceKind, RegistrationStatus
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import MarketingStatus, SuppressionReason
from app.constituents.domain.record import Kind
from app.groups.domain.evaluate import satisfies
from app.groups.domain.facts import Delivery, Gift, Place, Registration
from app.groups.domain.periods import Between, Last, Since, Unit, Which, Year, YearKind
from app.groups.domain.rules import (
    AddedWithin,
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
    PlaceIs,
    RegisteredFor,
    Status,
    StatusIs,
    TextSearch,
    TotalGiven,
    UpdatedWithin,
)
from app.groups.domain.segments import Segment
from tests.groups.domain.people import (
    AS_OF,
    FREE,
    GALA,
    LEFT_NEWS,
    NEWS,
    TODAY,
    UNSUBSCRIBED,
    ago,
    person,
    stopped,
)

YEAR = Last(12, Unit.MONTHS)
AT_LEAST, AT_MOST = Limit.AT_LEAST, Limit.AT_MOST
YEAR_AGO = date(2025, 11, 21)
GIFTS = (
    Gift(ago(10), 4_000),
    Gift(YEAR_AGO, 6_000),
    Gift(date(2025, 11, 20), 900),
    Gift(ago(5), 800, settled=False),
)
REFUNDED = (Gift(ago(10), 4_000), Gift(ago(9), -4_000, refund=True))


def given_by(condition, gifts):
    return satisfies(condition, person(gifts=gifts), AS_OF)


@pytest.mark.parametrize(
    ("condition", "gifts", "expected"),
    [
        (TotalGiven(AT_LEAST, 10_000, YEAR), GIFTS, True),
        (TotalGiven(AT_LEAST, 10_001, YEAR), GIFTS, False),
        (TotalGiven(AT_LEAST, 10_900), GIFTS, True),
        (TotalGiven(AT_LEAST, 1), REFUNDED, False),
        (TotalGiven(AT_MOST, 10_000, YEAR), GIFTS, True),
        (TotalGiven(AT_MOST, 9_999, YEAR), GIFTS, False),
        (TotalGiven(AT_MOST, 0), (), True),
        (TotalGiven(AT_LEAST, 1, YEAR), (Gift(date(2026, 11, 22), 5),), False),
        (GiftCount(Count.AT_LEAST, 2, None, YEAR), GIFTS, True),
        (GiftCount(Count.AT_LEAST, 3, None, YEAR), GIFTS, False),
        (GiftCount(Count.AT_LEAST, 3), GIFTS, True),
        (GiftCount(Count.EXACTLY, 1, 5_000, YEAR), GIFTS, True),
        (GiftCount(Count.EXACTLY, 1, 6_000), GIFTS, True),
        (GiftCount(Count.EXACTLY, 0, 6_001), GIFTS, True),
        (GiftCount(Count.EXACTLY, 1), REFUNDED, True),
        (GiftCount(Count.AT_MOST, 2), GIFTS, False),
        (GiftCount(Count.AT_MOST, 0), (), True),
        (
            GiftCount(Count.AT_LEAST, 1, None, Year(Which.THIS, YearKind.FISCAL)),
            (Gift(date(2026, 6, 30), 1),),
            False,
        ),
        (
            GiftCount(Count.AT_LEAST, 1, None, Year(Which.THIS, YearKind.FISCAL)),
            (Gift(date(2026, 7, 1), 1),),
            True,
        ),
    ],
)
def test_conditions_about_giving(condition, gifts, expected):
    assert given_by(condition, gifts) is expected


def test_a_gift_condition_binds_one_and_the_same_gift():
    large_long_ago_small_lately = (Gift(ago(800), 50_000), Gift(ago(5), 500))

    assert not given_by(GiftCount(Count.AT_LEAST, 1, 50_000, YEAR), large_long_ago_small_lately)


ANN = "\nsmith ann\nann"
PORTLAND_OR = (Place("Portland", "OR", "US"), Place("Bangor", "ME", "US"))


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        (KindIs(Kind.ORGANIZATION), person(kind=Kind.ORGANIZATION), True),
        (KindIs(Kind.ORGANIZATION), person(), False),
        (PlaceIs("portland", "or"), person(places=PORTLAND_OR), True),
        (PlaceIs("Portland", "ME"), person(places=PORTLAND_OR), False),
        (PlaceIs(country="us"), person(places=PORTLAND_OR), True),
        (PlaceIs("KÖLN"), person(places=(Place("Köln"),)), True),
        (PlaceIs("Portland"), person(), False),
        (AddedWithin(YEAR), person(added_on=YEAR_AGO), True),
        (AddedWithin(YEAR), person(added_on=date(2025, 11, 20)), False),
        (AddedWithin(Between(ago(3), ago(2))), person(added_on=ago(1)), False),
        (AddedWithin(Since(YEAR_AGO)), person(added_on=YEAR_AGO), True),
        (AddedWithin(Since(TODAY)), person(added_on=ago(1)), False),
        (UpdatedWithin(YEAR), person(updated_on=YEAR_AGO), True),
        (UpdatedWithin(YEAR), person(added_on=TODAY, updated_on=ago(500)), False),
        (StatusIs(Status.ACTIVE), person(), True),
        (StatusIs(Status.INACTIVE), person(status=Status.DECEASED), False),
        (HasEmail(), person(has_email=True), True),
        (HasEmail(), person(), False),
        (TextSearch("Smith, ÁNN"), person(found_by=ANN), True),
        (TextSearch("smi"), person(found_by=ANN), True),
        (TextSearch("mith"), person(found_by=ANN), False),
        (TextSearch("ann jones"), person(found_by=ANN), False),
        (TextSearch("C-12"), person(lookup_number=12), True),
        (TextSearch("C-12"), person(lookup_number=121), False),
        (RegisteredFor(GALA), person(registrations=(Registration(GALA, TODAY),)), True),
        (
            RegisteredFor(GALA),
            person(registrations=(Registration(GALA, TODAY, RegistrationStatus.CANCELLED),)),
            False,
        ),
        (RegisteredFor(GALA), person(registrations=(Registration(GALA + 1, TODAY),)), False),
        (InterestIn(NEWS, Choice.JOINED), person(interests={NEWS: True}), True),
        (InterestIn(NEWS, Choice.LEFT), person(interests={NEWS: False}), True),
        (InterestIn(NEWS, Choice.LEFT), person(interests={NEWS: True}), False),
        (InterestIn(NEWS, Choice.NEVER), person(interests={NEWS + 1: False}), True),
        (InterestIn(NEWS, Choice.JOINED), person(), False),
        (InGroup(4), person(groups=frozenset({4, 5})), True),
        (InGroup(6), person(groups=frozenset({4, 5})), False),
        (CanBeEmailed(), person(), True),
        (CanBeEmailed(), person(verdict=UNSUBSCRIBED), False),
        (CanBeEmailed(), person(verdict=LEFT_NEWS), True),
        (CanBeEmailed(NEWS), person(topic_verdicts={NEWS: FREE}), True),
        (CanBeEmailed(NEWS), person(topic_verdicts={NEWS: LEFT_NEWS}), False),
        (CanBeEmailed(NEWS), person(topic_verdicts={NEWS: UNSUBSCRIBED}), False),
        (CanBeEmailed(NEWS), person(), False),
    ],
)
def test_conditions_about_the_person(condition, facts, expected):
    assert satisfies(condition, facts, AS_OF) is expected


SENT = Delivery(ago(30))
DELIVERED = Delivery(ago(30), delivered_on=ago(29))
OPENED = Delivery(ago(30), delivered_on=ago(29), opened_on=ago(29))
CLICKED = Delivery(ago(30), delivered_on=ago(29), clicked_on=ago(29))
HARD = Delivery(ago(20), bounce=BounceKind.PERMANENT)
SOFT = Delivery(ago(20), bounce=BounceKind.TRANSIENT)
LONG_AGO = date(2025, 11, 20)


@pytest.mark.parametrize(
    ("segment", "facts", "expected"),
    [
        (Segment.MARKETING_ELIGIBLE, {}, True),
        (Segment.MARKETING_ELIGIBLE, {"verdict": UNSUBSCRIBED}, False),
        (Segment.MARKETING_ELIGIBLE, {"verdict": stopped((Gate.FREQUENCY, Barrier.TOO_OFTEN))}, True),
        (Segment.SUPPRESSED, {}, False),
        (Segment.SUPPRESSED, {"verdict": UNSUBSCRIBED}, False),
        (Segment.SUPPRESSED, {"verdict": stopped((Gate.NOT_DO_NOT_CONTACT, Barrier.DO_NOT_CONTACT))}, True),
        (Segment.SUPPRESSED, {"verdict": stopped((Gate.NOT_SUPPRESSED, Barrier.BOUNCED))}, True),
        (Segment.BECOMING_INELIGIBLE, {"verdict_later": stopped()}, False),
        (Segment.BECOMING_INELIGIBLE, {"verdict_later": UNSUBSCRIBED}, True),
        (Segment.NEVER_EMAILED, {}, True),
        (Segment.NEVER_EMAILED, {"deliveries": (SENT,)}, False),
        (Segment.EMAILED_NEVER_OPENED, {}, False),
        (Segment.EMAILED_NEVER_OPENED, {"deliveries": (SENT,)}, False),
        (Segment.EMAILED_NEVER_OPENED, {"deliveries": (DELIVERED,)}, True),
        (Segment.EMAILED_NEVER_OPENED, {"deliveries": (DELIVERED, OPENED)}, False),
        (Segment.EMAILED_NEVER_OPENED, {"deliveries": (DELIVERED, CLICKED)}, False),
        (Segment.OPENED_NEVER_CLICKED, {"deliveries": (OPENED,)}, True),
        (Segment.OPENED_NEVER_CLICKED, {"deliveries": (OPENED, CLICKED)}, False),
        (Segment.OPENED_NEVER_CLICKED, {"deliveries": (DELIVERED,)}, False),
        (Segment.DONORS, {"gifts": (Gift(ago(2000), 1),)}, True),
        (Segment.DONORS, {"gifts": (Gift(ago(1), 1, settled=False), Gift(ago(1), -1, refund=True))}, False),
        (Segment.REGISTRANTS, {"registrations": (Registration(GALA, TODAY),)}, True),
        (
            Segment.REGISTRANTS,
            {"registrations": (Registration(GALA, TODAY, RegistrationStatus.CANCELLED),)},
            False,
        ),
        (Segment.ENGAGED, {"deliveries": (DELIVERED,)}, False),
        (Segment.ENGAGED, {"deliveries": (OPENED,)}, True),
        (Segment.ENGAGED, {"deliveries": (CLICKED,)}, True),
        (Segment.ENGAGED, {"gifts": (Gift(YEAR_AGO, 1),)}, True),
        (Segment.ENGAGED, {"gifts": (Gift(LONG_AGO, 1),)}, False),
        (Segment.ENGAGED, {"registrations": (Registration(GALA, YEAR_AGO),)}, True),
        (
            Segment.ENGAGED,
            {"registrations": (Registration(GALA, TODAY, RegistrationStatus.CANCELLED),)},
            False,
        ),
        (Segment.UNSUBSCRIBED, {"marketing_status": MarketingStatus.UNSUBSCRIBED}, True),
        (Segment.UNSUBSCRIBED, {"marketing_status": MarketingStatus.SUBSCRIBED}, False),
        (Segment.BOUNCED, {}, False),
        (Segment.BOUNCED, {"deliveries": (DELIVERED, HARD)}, True),
        (Segment.BOUNCED, {"deliveries": (DELIVERED, HARD, SENT)}, True),
        (Segment.BOUNCED, {"deliveries": (HARD, DELIVERED)}, False),
        (Segment.BOUNCED, {"deliveries": (HARD, SOFT)}, False),
        (Segment.BOUNCED, {"suppressed_for": frozenset({SuppressionReason.SOFT_BOUNCES})}, True),
        (Segment.BOUNCED, {"suppressed_for": frozenset({SuppressionReason.COMPLAINT})}, False),
    ],
)
def test_quick_segments_mean_what_they_say(segment, facts, expected):
    assert satisfies(InSegment(segment), person(**facts), AS_OF) is expected
