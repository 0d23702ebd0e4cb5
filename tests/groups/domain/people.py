"""Short ways to describe one person to a rule, and strategies that make any rule and any person."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import MarketingStatus, SuppressionReason
from app.consent.domain.gates import GateResult
from app.consent.domain.verdict import Verdict
from app.constituents.domain.record import Kind
from app.cultivation.domain.stages import Stage
from app.groups.domain.facts import Facts
from app.groups.domain.rules import Bracket, InSegment, Match, RoleIs, Rule, StageIs, Status
from app.groups.domain.segments import Segment
from app.groups.domain.sentence import Speech
from tests.groups.domain import doings
from tests.groups.domain.givers import AS_OF as AS_OF
from tests.groups.domain.givers import TODAY as TODAY
from tests.groups.domain.givers import ago as ago
from tests.groups.domain.givers import days, gifts, giving

GALA, NEWS, BOARD = 1, 2, 3


def money(minor: int) -> str:
    """Dollars, cents only where there are any."""
    return f"${minor // 100:,}" if minor % 100 == 0 else f"${minor / 100:,.2f}"


SPEECH = Speech(
    money,
    events={GALA: "Gala 2025"},
    interests={NEWS: "Newsletter"},
    groups={BOARD: "Board"},
    campaigns={1: "Spring"},
    imports={1: "import 1 “Members 2024”", 2: "batch “GIFT-0007 Gifts”"},
)


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

conditions = st.one_of(
    giving,
    doings.conditions,
    st.builds(InSegment, st.sampled_from(Segment)),
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
people = st.builds(
    Facts,
    kind=st.sampled_from(Kind),
    added_on=days,
    status=st.sampled_from(Status),
    updated_on=days,
    verdict=verdicts,
    topic_verdicts=st.dictionaries(doings.ids, verdicts, max_size=2),
    marketing_status=st.sampled_from(MarketingStatus),
    suppressed_for=st.frozensets(st.sampled_from(SuppressionReason), max_size=2),
    interests=st.dictionaries(doings.ids, st.booleans(), max_size=2),
    found_by=st.sampled_from(["\n", "\nsmith ann\nann@example.org", "\nkoln oneill\noneill"]),
    lookup_number=st.integers(1, 3),
    has_email=st.booleans(),
    has_phone=st.booleans(),
    birth=doings.births,
    source=doings.sources,
    imports=st.frozensets(doings.ids, max_size=2),
    places=st.lists(doings.addresses, max_size=2).map(tuple),
    gifts=st.lists(gifts, max_size=3).map(tuple),
    registrations=st.lists(doings.places_at_events, max_size=2).map(tuple),
    deliveries=st.lists(doings.messages, max_size=2).map(tuple),
    latest_campaigns=st.sampled_from([(), (1,), (2, 1)]),
    groups=st.frozensets(doings.ids, max_size=2),
    roles=st.frozensets(st.sampled_from(["volunteer", "board member"])),
    stage=st.none() | st.sampled_from(Stage),
)
