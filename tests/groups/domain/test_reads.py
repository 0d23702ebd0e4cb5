"""What rules depend on, the beginnings of days, and growth: plain values."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.constituents.domain.record import Kind
from app.constituents.domain.touching import Thing
from app.groups.domain.causes import Cause, foremost
from app.groups.domain.conditions.segments import InSegment
from app.groups.domain.growth import Counted, day_by_day, digest
from app.groups.domain.midnights import days_ago, next_midnight
from app.groups.domain.periods import Before, Between, Last, Since, Unit, Which, Year, YearKind
from app.groups.domain.reads import ANYTHING, causes, moves, read_by
from app.groups.domain.rules import (
    AddedWithin,
    Bracket,
    CanBeEmailed,
    Condition,
    Count,
    GiftCount,
    HasEmail,
    InGroup,
    KindIs,
    Limit,
    Match,
    RegisteredFor,
    RoleIs,
    Rule,
    TotalGiven,
)
from app.groups.domain.segments import Segment
from tests.groups.domain.people import rules

DAY = date(2026, 3, 4)
LAST_YEAR, FISCAL = Last(1, Unit.YEARS), Year(Which.THIS, YearKind.FISCAL)


def of(*conditions: Condition) -> list[Rule]:
    return [Rule(Bracket(Match.NONE, (Bracket(Match.ALL, conditions),)))]


@pytest.mark.parametrize(
    ("condition", "does"),
    [
        (KindIs(Kind.INDIVIDUAL), False),
        (HasEmail(), False),
        (TotalGiven(Limit.AT_LEAST, 1), False),
        (TotalGiven(Limit.AT_LEAST, 1, LAST_YEAR), True),
        (GiftCount(Count.EXACTLY, 0, period=FISCAL), True),
        (GiftCount(Count.EXACTLY, 0, period=Between(DAY, DAY)), False),
        (AddedWithin(Since(DAY)), False),
        (AddedWithin(Before(DAY)), False),
        (AddedWithin(Last(1, Unit.DAYS)), True),
        (RegisteredFor(1), False),
        (RoleIs("Board"), True),
        (CanBeEmailed(), True),
        (InSegment(Segment.DONORS), False),
        (InSegment(Segment.ENGAGED), True),
        (InSegment(Segment.MARKETING_ELIGIBLE), True),
        (InGroup(1), False),
    ],
)
def test_time_alone_moves_people_only_by_what_is_told_from_today(condition: Condition, does: bool) -> None:
    assert moves(of(condition)) is does
    assert moves(of(KindIs(Kind.INDIVIDUAL), condition)) is does


@pytest.mark.parametrize(
    ("condition", "things"),
    [
        (TotalGiven(Limit.AT_LEAST, 1), {Thing.GIFT}),
        (RegisteredFor(1), {Thing.REGISTRATION}),
        (RoleIs("Board"), {Thing.ROLE}),
        (HasEmail(), {Thing.PROFILE}),
        (InSegment(Segment.NEVER_EMAILED), {Thing.EMAIL}),
        (InSegment(Segment.ENGAGED), {Thing.GIFT, Thing.REGISTRATION, Thing.EMAIL}),
        (CanBeEmailed(), ANYTHING),
        (InSegment(Segment.BOUNCED), ANYTHING),
        (InGroup(1), set()),
    ],
)
def test_a_rule_reads_what_its_conditions_ask_for_and_settings(
    condition: Condition, things: set[Thing]
) -> None:
    assert read_by(of(condition)) == things | {Thing.SETTINGS}


@settings(max_examples=25, deadline=None)
@given(rules)
def test_every_rule_says_what_it_reads_and_whether_it_moves(rule: Rule) -> None:
    assert Thing.SETTINGS in read_by([rule])
    assert moves([rule]) in (True, False)
    assert causes(read_by([rule]))


def test_of_several_causes_the_foremost_is_told() -> None:
    assert foremost({Cause.PERMISSION, Cause.GIFT}) is Cause.GIFT
    assert foremost(set()) is None
    assert all(cause.words for cause in Cause)


@pytest.mark.parametrize(
    ("zone", "at", "midnight"),
    [
        ("Pacific/Auckland", datetime(2026, 9, 26, 10, tzinfo=UTC), datetime(2026, 9, 26, 12, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2026, 9, 26, 12, tzinfo=UTC), datetime(2026, 9, 27, 11, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 11, 1, 8, tzinfo=UTC), datetime(2026, 11, 2, 8, tzinfo=UTC)),
        ("Africa/Cairo", datetime(2026, 4, 23, 20, tzinfo=UTC), datetime(2026, 4, 23, 22, tzinfo=UTC)),
    ],
)
def test_the_next_midnight_is_the_first_instant_of_tomorrow_there(
    zone: str, at: datetime, midnight: datetime
) -> None:
    assert next_midnight(at, ZoneInfo(zone)) == midnight


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["Pacific/Auckland", "America/Los_Angeles", "Africa/Cairo", "America/Sao_Paulo", "UTC"]),
)
def test_a_midnight_is_after_now_at_most_a_long_day_away_and_begins_a_day(at: datetime, name: str) -> None:
    zone = ZoneInfo(name)

    found = next_midnight(at, zone)

    assert 0 < (found - at).total_seconds() <= 25 * 3600
    assert found.astimezone(zone).date() > at.astimezone(zone).date()
    assert days_ago(found, zone, 0) == found


def test_a_day_shows_its_last_count_and_one_without_any_the_day_before() -> None:
    zone = ZoneInfo("America/New_York")
    counted = [
        Counted(datetime(2026, 2, 1, 12, tzinfo=UTC), 9, 1),
        Counted(datetime(2026, 3, 2, 12, tzinfo=UTC), 10, 2),
        Counted(datetime(2026, 3, 4, 3, tzinfo=UTC), 11, None),  # still the third there
        Counted(datetime(2026, 3, 5, 3, tzinfo=UTC), 12, 3),
    ]

    points = day_by_day(counted, zone, DAY, 4)

    assert [(point.day.day, point.members, point.eligible) for point in points] == [
        (1, 9, 1),
        (2, 10, 2),
        (3, 11, None),
        (4, 12, 3),
    ]
    assert day_by_day([], zone, DAY, 4) == []


@pytest.mark.parametrize(
    ("joined", "left", "words"),
    [
        (12, 3, "since Wednesday +12 −3"),
        (1_200, 0, "since Wednesday +1,200"),
        (0, 3, "since Wednesday −3"),
        (0, 0, ""),
    ],
)
def test_a_digest_says_who_came_and_went_and_nothing_of_nobody(joined: int, left: int, words: str) -> None:
    assert digest(joined, left, DAY) == words
