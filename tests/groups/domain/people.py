"""Short ways to describe one person to a rule, and strategies that make any rule and any person."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from app.activity.domain.kinds import BounceKind
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import MarketingStatus, SuppressionReason
from app.consent.domain.gates import GateResult
from app.consent.domain.verdict import Verdict
from app.constituents.domain.record import Kind
from app.cultivation.domain.stages import Stage
from app.groups.domain.facts import Delivery, Facts, Gift, Place, Registration
from app.groups.domain.periods import ANY_TIME, AsOf, Between, Last, Since, Unit, Which, Year, YearKind
from app.groups.domain.rules import (
    AddedWithin,
    Bracket,
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
    Match,
    PlaceIs,
    RegisteredFor,
    RoleIs,
    Rule,
    StageIs,
    Status,
    StatusIs,
    TextSearch,
    TotalGiven,
    UpdatedWithin,
)
from app.groups.domain.segments import Segment
from app.groups.domain.sentence import Speech

TODAY = date(2026, 11, 21)
AS_OF = AsOf(TODAY, fiscal_year_start=7)
GALA, NEWS, BOARD = 1, 2, 3


def money(minor: int) -> str:
    """Dollars, cents only where there are any."""
    return f"${minor // 100:,}" if minor % 100 == 0 else f"${minor / 100:,.2f}"


SPEECH = Speech(money, events={GALA: "Gala 2025"}, interests={NEWS: "Newsletter"}, groups={BOARD: "Board"})


def ago(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=days)


def stopped(*barriers: tuple[Gate, Barrier]) -> Verdict:
    """A verdict with these barriers since 3 February 2026, all other gates passed."""
    found = dict(barriers)
    since = datetime(2026, 2, 3, tzinfo=UTC)
    return Verdict(
        tuple(
            GateResult(gate, found[gate], found[gate].label, since, "by the supporter")
            if gate in found
            else GateResult(gate, None, "fine")
            for gate in Gate
        )
    )


FREE = stopped()
UNSUBSCRIBED = stopped((Gate.NOT_UNSUBSCRIBED, Barrier.UNSUBSCRIBED))
LEFT_NEWS = stopped((Gate.TOPIC, Barrier.TOPIC_LEFT))


def person(**more: object) -> Facts:
    """A mailable individual about whom nothing else is known."""
    return replace(Facts(kind=Kind.INDIVIDUAL, added_on=ago(900), verdict=FREE), **more)


def rule(match: Match, *parts: object) -> Rule:
    """A rule of these parts."""
    return Rule(Bracket(match, parts))


# --- any rule, any person

ids = st.integers(1, 3)
amounts = st.sampled_from([0, 1, 4_999, 5_000, 10_000])
days = st.integers(-40, 800).map(ago)
periods = st.one_of(
    st.just(ANY_TIME),
    st.builds(Last, st.integers(1, 40), st.sampled_from(Unit)),
    st.tuples(days, days).map(lambda pair: Between(min(pair), max(pair))),
    st.builds(Since, days),
    st.builds(Year, st.sampled_from(Which), st.sampled_from(YearKind)),
)
words = st.sampled_from(["ann", "Portland", "Köln", "o'neill", "US"])
places = st.builds(PlaceIs, words, st.just(""), st.sampled_from(["", "US"]))
counts = st.sampled_from(Count).flatmap(
    lambda op: st.builds(
        GiftCount,
        st.just(op),
        st.integers(int(op is Count.AT_LEAST), 3),
        st.none() | st.integers(1, 9_000),
        periods,
    )
)
conditions = st.one_of(
    st.sampled_from(Limit).flatmap(
        lambda op: st.builds(
            TotalGiven,
            st.just(op),
            amounts.map(lambda amount: max(amount, int(op is Limit.AT_LEAST))),
            periods,
        )
    ),
    counts,
    st.builds(CanBeEmailed, st.none() | ids),
    st.builds(InSegment, st.sampled_from(Segment)),
    st.builds(KindIs, st.sampled_from(Kind)),
    st.builds(StatusIs, st.sampled_from(Status)),
    places,
    st.builds(AddedWithin, periods),
    st.builds(UpdatedWithin, periods),
    st.just(HasEmail()),
    st.builds(RegisteredFor, ids),
    st.builds(InterestIn, ids, st.sampled_from(Choice)),
    st.builds(InGroup, ids),
    st.builds(TextSearch, words),
    st.builds(RoleIs, st.sampled_from(["Volunteer", "BOARD MEMBER", "pilot"])),
    st.builds(StageIs, st.sampled_from(Stage)),
)
matches_of = st.sampled_from(Match)


def brackets(inside: st.SearchStrategy[object]) -> st.SearchStrategy[Bracket]:
    """Brackets of one to three parts."""
    return st.builds(Bracket, matches_of, st.lists(inside, min_size=1, max_size=3).map(tuple))


small = brackets(conditions)
rules = st.builds(Rule, brackets(conditions | small | brackets(conditions | small)))
verdicts = st.sampled_from([FREE, UNSUBSCRIBED, LEFT_NEWS, stopped((Gate.NOT_SUPPRESSED, Barrier.BOUNCED))])
optional_days = st.none() | days
people = st.builds(
    Facts,
    kind=st.sampled_from(Kind),
    added_on=days,
    status=st.sampled_from(Status),
    updated_on=days,
    verdict=verdicts,
    topic_verdicts=st.dictionaries(ids, verdicts, max_size=2),
    marketing_status=st.sampled_from(MarketingStatus),
    suppressed_for=st.frozensets(st.sampled_from(SuppressionReason), max_size=2),
    interests=st.dictionaries(ids, st.booleans(), max_size=2),
    found_by=st.sampled_from(["\n", "\nsmith ann\nann@example.org", "\nkoln oneill\noneill"]),
    lookup_number=st.integers(1, 3),
    has_email=st.booleans(),
    places=st.lists(st.builds(Place, words, st.just("OR"), st.sampled_from(["US", "DE"])), max_size=2).map(
        tuple
    ),
    gifts=st.lists(st.builds(Gift, days, amounts, st.booleans(), st.booleans()), max_size=3).map(tuple),
    registrations=st.lists(st.builds(Registration, ids, days, st.booleans()), max_size=2).map(tuple),
    deliveries=st.lists(
        st.builds(
            Delivery,
            days,
            st.booleans(),
            optional_days,
            optional_days,
            st.none() | st.sampled_from(BounceKind),
        ),
        max_size=2,
    ).map(tuple),
    groups=st.frozensets(ids, max_size=2),
    roles=st.frozensets(st.sampled_from(["volunteer", "board member"])),
    stage=st.none() | st.sampled_from(Stage),
)
